import { HIGHEST_LEVEL, type ClockKind } from '#contracts/case.ts';
import { caseVerb } from '#contracts/case-table.ts';
import type { NewClock, Rules } from '#db/clock.ts';
import {
	markPassed,
	raise,
	rulesOfDistricts,
	seatsOf,
	stopLate,
	stopLeft,
	takeDue,
	type Due,
	type NextSeat,
	type Passed,
	type SeatAsked
} from '#db/escalate.ts';
import type { Db } from '#db/sql.ts';
import { queueEscalated } from '../queues.ts';
import type { Services } from '../services.ts';
import { placed } from './level.ts';
import { newClock } from './limits.ts';

/** Cases of one transaction: each holds a lock of its history till the end. */
const BATCH = 1000;
/** Batches at once: one is prepared here while the database writes the other. */
const LANES = 2;
/** Time limits of an office, whose end leads to the level above. */
const redressed: ClockKind[] = ['redress', 'interim'];
const watched: ClockKind[] = [...redressed, 'acknowledge', 'screen', 'feedback', 'review'];

const rises = ({ kind, level, state, track }: Due) =>
	redressed.includes(kind) &&
	level < HIGHEST_LEVEL &&
	track !== null &&
	caseVerb('escalate').from.includes(state);

/** Where each case is to lie next. Few places are asked for, however many cases. */
async function seatsFor(db: Db, cases: Due[]): Promise<NextSeat[]> {
	const asked = new Map<string, SeatAsked>();
	const keys = cases.map(({ track, level, department, district, office }) => {
		const seat = { track, level: level + 1, department, district, office };
		const key = JSON.stringify(seat);
		asked.set(key, seat);
		return key;
	});
	const found = await seatsOf(db, [...asked.values()]);
	const byNth = new Map(found.map((seat) => [seat.nth, seat]));
	const order = [...asked.keys()];
	return keys.map((key) => byNth.get(order.indexOf(key) + 1)!);
}

/** The two clocks of each case's next level. What is the same for many is counted once. */
function clocksFor(cases: Due[], seats: NextSeat[], rules: Map<string, Rules>): NewClock[] {
	const counted = new Map<string, NewClock>();
	return cases.flatMap((one, at) =>
		(['acknowledge', 'redress'] as const).map((kind) => {
			const of = { ...one, level: one.level + 1, stay: one.stay + 1, office: seats[at]!.office };
			const key = [kind, of.level, of.category, of.department, of.district].join('|');
			const known = counted.get(key) ?? newClock(rules.get(of.district)!, of, kind, one.now);
			counted.set(key, known);
			return { ...known, number: of.number, stay: of.stay, office: of.office };
		})
	);
}

async function escalate(services: Services, db: Db, cases: Due[]): Promise<void> {
	if (!cases.length) return;
	const districts = [...new Set(cases.map(({ district }) => district))];
	const rules = new Map((await rulesOfDistricts(db, districts)).map((one) => [one.district, one]));
	const seats = await seatsFor(db, cases);
	const passed = cases.map((one, at): Passed => {
		const { nth: _nth, ...seat } = seats[at]!;
		const level = one.level + 1;
		const detail = { level, ...placed(seat), before: one.office, clock: one.kind, due: one.dueAt };
		return {
			number: one.number,
			level,
			stay: one.stay + 1,
			...seat,
			event: 'grievance:escalated',
			late: true,
			detail
		};
	});
	const numbers = cases.map(({ number }) => number);
	await stopLeft(db, numbers);
	await raise(db, passed, clocksFor(cases, seats, rules));
	await queueEscalated(services, db, numbers);
}

/** Nobody is above, or it is no time of redress: it is late, is said so, and stays where it is. */
async function note(db: Db, cases: Due[]): Promise<void> {
	if (!cases.length) return;
	await stopLate(
		db,
		cases.map(({ clock }) => clock)
	);
	await markPassed(
		db,
		cases.map((one): Passed => ({
			...one,
			...{ post: null, fallback: null, event: 'grievance:overdue' },
			late: redressed.includes(one.kind),
			detail: { clock: one.kind, due: one.dueAt }
		}))
	);
}

/** Batches one after the other, till nothing is left that nobody else holds. */
async function escalateAll(services: Services): Promise<number> {
	let done = 0;
	for (;;) {
		const taken = await services.transaction(async (db) => {
			const due = await takeDue(db, watched, BATCH);
			await escalate(services, db, due.filter(rises));
			await note(
				db,
				due.filter((one) => !rises(one))
			);
			return due.length;
		});
		if (!taken) return done;
		done += taken;
	}
}

/**
 * Everything whose time has passed goes to the level above or is marked late: exactly once, however many workers do
 * this at the same time, and as if nothing had been done by one that dies. Gives how many.
 */
export async function escalateDue(services: Services): Promise<number> {
	const counts = await Promise.all(Array.from({ length: LANES }, () => escalateAll(services)));
	return counts.reduce((sum, count) => sum + count, 0);
}
