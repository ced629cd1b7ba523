import { Type, type Static } from 'typebox';
import { Note } from '#contracts/note.ts';
import { Role } from '#contracts/words.ts';
import { seersAmong, visible, type Viewer } from './scope.ts';
import { scopeColumn } from './staff.ts';
import { Scope } from '#contracts/access.ts';
import { containing, many, maybeOne, run, sql, type Db } from './sql.ts';

const note = sql`e.id::text, e.number, e.at, jsonb_build_object('id', e.actor, 'name', e.actor_name) as by,
	e.detail->>'text' as text, e.detail->'mentions' as mentions, w.at as "withdrawnAt"`;
const notes = sql`event e left join event w on w.number = e.number and w.type = 'submission:note_withdrawn'
	and w.detail->>'note' = e.id::text`;

/** Notes on the matter of this number that the person may see, oldest first. */
export const notesOf = (db: Db, viewer: Viewer, number: string) =>
	many(
		db,
		Note,
		sql`select ${note} from submission s join (${notes}) on e.number = s.number and e.type = 'submission:noted'
			where (s.number = ${number} or s.grievance = (select grievance from submission where number = ${number}))
				and ${visible(viewer, 's')}
			order by e.id`
	);

/** A note on a submission that the person sees, by the id of its event. */
export const findNote = (db: Db, viewer: Viewer, id: string) =>
	maybeOne(
		db,
		Note,
		sql`select ${note} from submission s join (${notes}) on e.number = s.number and e.type = 'submission:noted'
			where e.id = ${id} and ${visible(viewer, 's')}`
	);

/** The note that this transaction has just recorded. */
export const lastNote = (db: Db, number: string) =>
	maybeOne(
		db,
		Note,
		sql`select ${note} from ${notes} where e.number = ${number} and e.type = 'submission:noted'
			order by e.sequence desc limit 1`
	);

/** Tells every screen that shows the matter. */
export const tellNoted = (db: Db, number: string) =>
	run(
		db,
		sql`select tell('submission:noted', number, channel) from submission
			where number = ${number} or grievance = (select grievance from submission where number = ${number})
			order by number`
	);

/** Puts the note before these people. */
export const insertMentions = (db: Db, { id, number }: Note, people: string[]) =>
	run(
		db,
		sql`insert into alert (person, kind, number, note)
			select person, 'mention', ${number}, ${id} from unnest(${people}::text[]) person`
	);

/** Names looked through for one that may see the matter. */
const CANDIDATES = 200;
const Candidate = Type.Object({ id: Type.String(), name: Type.String(), role: Role, scope: Scope });
const candidate = sql`u.id, u.name, u.role, ${scopeColumn} from access."user" u left join access.staff p on p.id = u.id`;

/** Colleagues who may be named, and the roles that see sensitive cases. */
interface Asked {
	number: string;
	sensitive: readonly Role[];
}

async function seers(db: Db, { number, sensitive }: Asked, found: Static<typeof Candidate>[]) {
	const viewers = found.map(({ id, scope, role }) => ({ id, scope, sensitive: sensitive.includes(role) }));
	const ids = new Set(await seersAmong(db, viewers, number));
	return found.filter(({ id }) => ids.has(id)).map(({ id, name, role }) => ({ id, name, role }));
}

/** Open people with `q` in their names who may see the matter, `but` left out. */
export async function findMentionable(db: Db, asked: Asked, q: string, but: string) {
	const part = containing(q);
	const found = await many(
		db,
		Candidate,
		sql`select ${candidate} where coalesce(p.active, true) and u.id <> ${but} and lower(u.name) like ${part}
			order by lower(u.name), u.id limit ${CANDIDATES}`
	);
	return seers(db, asked, found);
}

/** Those of the given people who may see the matter. */
export const mentionableOf = async (db: Db, asked: Asked, ids: string[]) =>
	seers(
		db,
		asked,
		await many(
			db,
			Candidate,
			sql`select ${candidate} where coalesce(p.active, true) and u.id = any(${ids}::text[]) order by u.name`
		)
	);
