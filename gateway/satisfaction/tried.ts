import type { AttemptMode, AttemptOutcome } from '#contracts/case.ts';
import { ownerOf } from '#db/one-time-code.ts';
import { isNoted } from '#db/case-record.ts';
import { lineOf, lockAskedBy, neverRang, tried, type Asking } from '#db/satisfaction.ts';
import type { Db } from '#db/sql.ts';
import { noteAttempt } from '../grievance/attempt.ts';
import { theClock, type By } from '../grievance/by.ts';
import { dayOf } from '../grievance/working-days.ts';
import { tell } from '../notice/tell.ts';
import { queueAsked } from '../queues.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { FAILURES_LIMIT } from './limits.ts';

/** What a call came to of which the line says how it ended. */
function outcomeOf({ state, answered }: { state: string; answered: boolean }): AttemptOutcome {
	if (answered) return 'answered';
	return state === 'busy' || state === 'rejected' ? 'busy' : 'no_answer';
}

/** A machine's call is over: what it came to is noted by a job; one that never rang is no try, and is made again. */
export async function askingEnded(services: Pick<Services, 'boss'>, db: Db, call: string): Promise<void> {
	const asking = await lockAskedBy(db, call);
	if (!asking) return;
	const line = await lineOf(db, call);
	if (line.rang) await queueAsked(services, db, { asking: asking.id, call, outcome: outcomeOf(line) });
	else await neverRang(db, asking.id, FAILURES_LIMIT);
}

/** Asks by SMS or mail whom a call did not reach, with a link and, where it can be answered, an answer. */
async function remind(services: Services, db: Db, { grievance }: Pick<Asking, 'grievance'>, dueAt: string) {
	const owner = await ownerOf(db, grievance);
	if (!owner) return;
	const date = dayOf(dueAt);
	await tell(services, db, [owner], { key: 'feedback_reminder', occasion: date, fields: { date } });
}

/** Notes a try in the case. A case that is not asked about any more takes none: false. */
export const noteTry = (
	services: Services,
	by: By,
	number: string,
	attempt: { mode: AttemptMode; outcome: AttemptOutcome; call?: string }
): Promise<boolean> =>
	noteAttempt(services, by, number, attempt).then(
		() => true,
		(fault: unknown) => {
			if (fault instanceof Refusal && fault.code === 'wrong_state') return false;
			throw fault;
		}
	);

/** Notes what a machine's call came to, once; whom it did not reach is asked by SMS, and later by an agent. */
export async function noteAsked(
	services: Services,
	{ asking, call, outcome }: { asking: string; call: string; outcome: AttemptOutcome }
): Promise<void> {
	const open = await services.transaction((db) => lockAskedBy(db, call));
	if (open?.id !== asking) return;
	// Whoever had this job may have died between the two.
	const noted = await isNoted(services.pool, call);
	if (!noted && !(await noteTry(services, theClock, open.grievance, { mode: 'call', outcome, call }))) return;
	await services.transaction(async (db) => {
		const after = (await lockAskedBy(db, call)) && (await tried(db, asking));
		if (after && outcome !== 'answered') await remind(services, db, open, after.dueAt);
	});
}
