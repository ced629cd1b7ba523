import type { Names } from '#contracts/words.ts';
import { audit } from '#db/event.ts';
import { findOffice } from '#db/office.ts';
import * as posts from '#db/post.ts';
import { findStaff } from '#db/staff.ts';
import type { Actor } from '../access/actor.ts';
import { may } from '../access/actor.ts';
import { cleanJson } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

const invalid = (field: string, code: string) =>
	new Refusal('invalid', 400, 'Some fields need attention.', { faults: [{ field, code }] });

/** Makes the chair of a rank in an office, or names it anew. */
export const putPost = (
	{ transaction }: Services,
	actor: Actor,
	office: string,
	raw: { rank: number; names: Names; active: boolean }
) =>
	transaction(async (db) => {
		if (!(await findOffice(db, office))) throw new Refusal('not_found', 404, 'There is no such office.');
		const input = cleanJson(raw);
		await posts.putPost(db, office, input);
		const found = (await posts.postsOf(db, office)).find(({ rank }) => rank === input.rank)!;
		await audit(db, actor, 'post:kept', found.code, { ...input });
		return found;
	});

/** Seats a person in a chair from a day on, or nobody; what waited for somebody in it is theirs. */
export const seatHolder = (
	{ transaction }: Services,
	actor: Actor,
	code: string,
	{ person, since }: { person: string | null; since: string }
) =>
	transaction(async (db) => {
		if (!(await posts.findPost(db, code))) throw new Refusal('not_found', 404, 'There is no such post.');
		if (Number.isNaN(Date.parse(since))) throw invalid('since', 'invalid');
		const staff = person === null ? null : await findStaff(db, person);
		if (person !== null && !(staff && may(staff, 'redress'))) throw invalid('person', 'no_officer');
		const before = await posts.lockHolder(db, code);
		if (before && since < before.since) throw invalid('since', 'before_holder');
		if (before) await posts.endHolder(db, before.id, since);
		if (person !== null) {
			await posts.insertHolder(db, code, person, since);
			await posts.seatWaiting(db, code);
		}
		await audit(db, actor, person === null ? 'post:vacated' : 'post:seated', code, {
			person,
			since,
			before: before?.person ?? null
		});
		return (await posts.findPost(db, code))!;
	});
