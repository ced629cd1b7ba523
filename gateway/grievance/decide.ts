import type { Case } from '#db/case.ts';
import { decideProposal, openProposal, type OpenProposal } from '#db/case-record.ts';
import { stopClocks } from '#db/clock.ts';
import type { Db } from '#db/sql.ts';
import { Refusal } from '../refusal.ts';
import type { By } from './by.ts';
import { startClocks } from './limits.ts';
import type { Done } from './step.ts';
import { dayTold } from './tell.ts';

/** The open proposal of the case, decided by another person than who made it. Refuses with `same_person`. */
export async function decideOpen(
	db: Db,
	by: By,
	number: string,
	accept: boolean,
	text: string
): Promise<OpenProposal> {
	const proposal = await openProposal(db, number);
	if (proposal.madeBy === by.id)
		throw new Refusal('same_person', 403, 'Somebody else decides what you proposed.');
	await decideProposal(db, by, proposal.id, accept, text);
	return proposal;
}

/** Stops every clock of a case that is closed, and starts the citizen's time to appeal; gives its last day. */
export async function beginAppeal(db: Db, before: Case): Promise<string> {
	await stopClocks(db, before.number, [
		'acknowledge',
		'screen',
		'answer',
		'redress',
		'interim',
		'feedback',
		'review'
	]);
	const { appeal } = await startClocks(db, before, ['appeal']);
	return dayTold(appeal);
}

/** A closure with its reason, text and language. */
export const closed = (before: Case, reason: string, text: string): Pick<Done, 'closing'> => ({
	closing: { reason, text, language: before.language }
});
