import type { CaseStanding } from '#contracts/case-desk.ts';
import { caseVerb, closedTo, type CaseVerb } from '#contracts/case-table.ts';
import { caseOf, changeCase, lockCase, noteEvent, showCase, type Case, type CaseChange } from '#db/case.ts';
import { record } from '#db/event.ts';
import { sees } from '#db/scope.ts';
import type { Db } from '#db/sql.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { By } from './by.ts';
import { whoIs } from './who.ts';

const why = {
	merged: 'It is merged into another case.',
	wrong_state: 'The case stands elsewhere by now.',
	limit: 'It has been done as often as it may be.',
	too_late: 'The time for it is over.'
} as const;

/** What a verb does: the change of the case, and what its line in the history says beside from and to. */
export interface Done extends CaseChange {
	detail?: Record<string, unknown>;
	/** Called once all is written: tells the citizens. */
	tell?: (standing: CaseStanding) => Promise<unknown>;
}

/** The case, locked, as far as this one sees it and may do this to it. */
export async function open(db: Db, by: By, number: string, verbs: CaseVerb[]): Promise<Case> {
	const own = await caseOf(db, number);
	const visible = own && (by.role === 'citizen' || by.role === 'clock' || (await sees(db, by, own)));
	const found = visible ? await lockCase(db, own) : null;
	if (!found) throw new Refusal('not_found', 404, 'No case has this number.');
	const who = await whoIs(db, by, found);
	if (!verbs.some((verb) => caseVerb(verb).who.some((one) => who.includes(one))))
		throw new Refusal('not_yours', 403, 'Somebody else has to do this.');
	const closed = closedTo(verbs[0]!, found);
	if (closed) throw new Refusal(closed, 409, why[closed]);
	return found;
}

/** Writes what a verb did: the case, its history, and what is told of it. */
export async function write(
	db: Db,
	by: By,
	verb: CaseVerb,
	before: Case,
	{ detail, tell, ...change }: Done
): Promise<CaseStanding> {
	const standing = await changeCase(db, before, change);
	const said = {
		...(standing.state === before.state ? {} : { from: before.state, to: standing.state }),
		...(standing.level === before.level ? {} : { level: standing.level }),
		...detail
	};
	const { event } = caseVerb(verb);
	if (by.role === 'clock') await noteEvent(db, by.id, event, before.number, said);
	else await record(db, by, event, before.number, said);
	await tell?.(standing);
	await showCase(db, before.number);
	return standing;
}

/** One verb on one case, in one transaction. Refuses as the table says. */
export const step = (
	services: Services,
	by: By,
	number: string,
	verb: CaseVerb,
	work: (db: Db, before: Case) => Promise<Done>
): Promise<CaseStanding> =>
	services.transaction(async (db) => {
		const before = await open(db, by, number, [verb]);
		return write(db, by, verb, before, await work(db, before));
	});
