import type { Static } from 'typebox';
import type { CaseClock, CaseDetail, Resolution } from '#contracts/case-desk.ts';
import { verbsFor } from '#contracts/case-table.ts';
import { caseOf, findCase } from '#db/case.ts';
import * as detail from '#db/case-detail.ts';
import { readCaseRow } from '#db/case-list.ts';
import { clocksOf, type Clock } from '#db/clock.ts';
import { opinionsOf } from '#db/opinion.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { doubted } from './doubt.ts';
import { whoIs } from './who.ts';
import { countDays } from './working-days.ts';

/** The clock with the proof of its date: what is counted now is what was counted when it started or went on. */
export function proven({ content, holidays, rests, pausedAt, pauseReason, ...clock }: Clock): CaseClock {
	const { days, unit, startedAt } = clock;
	const { proof } = countDays(startedAt, { days, unit }, { ...content, holidays }, rests);
	return { ...clock, restingSince: pausedAt, restReason: pauseReason, proof };
}

/** What the offices replied, with what there is to doubt of their proof. */
async function repliesOf(db: Db, number: string, since: string): Promise<Static<typeof Resolution>[]> {
	const place = await detail.placeOf(db, number);
	const replies = await detail.resolutionsOf(db, number);
	return replies.map((reply) => ({
		...reply,
		files: reply.files.map((file) => doubted(file, { place, since, until: reply.at }))
	}));
}

/** The case that a number leads to, with all that became of it and what the asker may do next. */
export async function readCase({ pool }: Services, actor: Actor, number: string): Promise<CaseDetail> {
	const own = await caseOf(pool, number);
	const row = own && (await readCaseRow(pool, actor, own));
	if (!row) throw new Refusal('not_found', 404, 'No case has this number.');
	const standing = (await findCase(pool, own))!;
	const [who, clocks, ending] = [
		await whoIs(pool, actor, standing),
		await clocksOf(pool, own),
		await detail.endingOf(pool, own)
	];
	const open = await detail.proposalsOf(pool, own);
	// Whoever proposed it does not decide it.
	const maker = open.some(({ by, accepted }) => by === actor.id && accepted === null);
	const verbs = verbsFor(standing, who).filter((verb) => !maker || !/^(accept|refuse)_/.test(verb));
	return {
		...row,
		...ending,
		verbs,
		clocks: clocks.map(proven),
		timeline: await detail.timelineOf(pool, own),
		offices: await detail.seatsOfCase(pool, own),
		resolutions: await repliesOf(pool, own, row.receivedAt),
		proposals: open,
		verdicts: await detail.verdictsOf(pool, own),
		opinions: await opinionsOf(pool, own),
		attempts: await detail.attemptsOf(pool, own),
		information: await detail.informationOf(pool, own)
	};
}
