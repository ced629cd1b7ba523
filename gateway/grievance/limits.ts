import type { ClockKind } from '#contracts/case.ts';
import { limitOf } from '#contracts/policy.ts';
import type { Case } from '#db/case.ts';
import {
	insertClocks,
	restingClocks,
	resumeClock,
	rulesNow,
	type NewClock,
	type PauseReason,
	type Rules
} from '#db/clock.ts';
import type { Db } from '#db/sql.ts';
import { Refusal } from '../refusal.ts';
import { countDays } from './working-days.ts';

/** What of a case its time limits follow from. */
export type Limited = Pick<Case, 'number' | 'category' | 'department' | 'level' | 'stay' | 'office'>;

/** The clock of this kind that starts at `now` by these rules. */
export function newClock(
	{ version, content, holidays }: Rules,
	of: Limited,
	kind: ClockKind,
	now: string
): NewClock {
	const limit = limitOf(content, kind, of);
	const { dueAt, proof } = countDays(now, limit, { ...content, holidays });
	const last = proof.at(-1)!.day;
	const { number, level, stay, office } = of;
	// A clock that may rest later needs to know the holidays behind its end.
	const known = kind === 'screen' || kind === 'redress' ? holidays : holidays.filter((day) => day <= last);
	return { number, kind, level, stay, office, policy: version, ...limit, holidays: known, dueAt };
}

/** Starts clocks of these kinds by the policy of today. Gives when each is due. */
export async function startClocks(
	db: Db,
	of: Limited & Pick<Case, 'district' | 'now'>,
	kinds: ClockKind[]
): Promise<Record<string, string>> {
	const rules = await rulesNow(db, of.district);
	if (!rules) throw new Refusal('no_policy', 409, 'No policy of time limits is in force.');
	const clocks = kinds.map((kind) => newClock(rules, of, kind, of.now));
	await insertClocks(db, clocks);
	return Object.fromEntries(clocks.map(({ kind, dueAt }) => [kind, dueAt]));
}

/** Lets what rested for this reason run on: days at whose end it rested are added. */
export async function resumeClocks(db: Db, number: string, reason: PauseReason, now: string): Promise<void> {
	for (const clock of await restingClocks(db, number, reason)) {
		const rests = [...clock.rests, { since: clock.pausedAt!, until: now }];
		const { dueAt } = countDays(
			clock.startedAt,
			clock,
			{ ...clock.content, holidays: clock.holidays },
			rests
		);
		await resumeClock(db, clock.id, dueAt);
	}
}
