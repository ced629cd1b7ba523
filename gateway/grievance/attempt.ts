import { ATTEMPTS_LIMIT } from '#contracts/case.ts';
import type { AttemptInput } from '#contracts/case-desk.ts';
import { insertAttempt, lastResolution } from '#db/case-record.ts';
import { Refusal } from '../refusal.ts';
import type { Verb } from './by.ts';
import { beginAppeal, closed } from './decide.ts';
import { open, write } from './step.ts';
import { tellOf } from './tell.ts';

/** A try to ask the citizen; `call`: the one by which a machine asked. The third that reached nobody, each at another hour, closes the case unverified. */
export const noteAttempt: Verb<AttemptInput & { call?: string }> = (
	services,
	by,
	number,
	{ mode, outcome, call }
) =>
	services.transaction(async (db) => {
		const before = await open(db, by, number, ['attempt']);
		const { id: resolution, reply, own } = await lastResolution(db, before.number, by.id);
		if (own) throw new Refusal('resolver', 403, 'Whoever resolved it does not ask the citizen.');
		const of = { number: before.number, resolution };
		const failed = await insertAttempt(db, by, of, { mode, outcome, ...(call ? { call } : {}) });
		const detail = { mode, outcome, failed };
		if (failed < ATTEMPTS_LIMIT) return write(db, by, 'attempt', before, { detail });
		const date = await beginAppeal(db, before);
		return write(db, by, 'unverified', before, {
			state: 'closed_unverified',
			verdict: 'unreachable',
			...closed(before, 'unverified', reply),
			detail,
			tell: () => tellOf(services, db, before.number, 'closed_unverified', { date })
		});
	});
