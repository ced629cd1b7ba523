import { Type } from 'typebox';
import { Nullable } from '#contracts/words.ts';
import { many, maybeOne, run, sql, type Db } from './sql.ts';

const Text = Nullable(Type.String());
const Unsought = Type.Object({
	id: Type.String(),
	/** Texts and addresses of the submission and of its case. */
	texts: Type.Array(Text),
	addresses: Type.Array(Text),
	/** Where the citizen said that it is. */
	places: Type.Array(Text)
});

const told = sql`s.id::text,
	array[s.subject, left(s.text, 8000), s.sender_name, g.summary, c.name]
		|| array(select left(r.transcript, 8000) from attachment a join recording r on r.attachment = a.id
			where a.submission = s.id and r.transcript is not null order by r.id) as texts,
	array[s.matter->>'address', g.place] as places,
	array[s.sender, s.matter->>'phone', s.matter->>'email']
		|| array(select value from citizen_contact k where k.citizen = g.citizen) as addresses`;
const from = sql`submission s left join grievance g on g.number = s.number left join citizen c on c.id = g.citizen`;

/** What is found by nothing yet, of the newest `limit` that lie here since before there was a search; null when none do. */
export async function readBacklog(db: Db, limit: number) {
	const backlog = await maybeOne(
		db,
		Type.Object({ upTo: Type.String() }),
		sql`select up_to::text as "upTo" from search_backlog limit 1 for update`
	);
	return (
		backlog &&
		many(
			db,
			Unsought,
			sql`select ${told} from ${from} where s.id <= ${backlog.upTo} order by s.id desc limit ${limit}`
		)
	);
}

/** The backlog ends before this id; without one there is none any more. */
export const shortenBacklog = (db: Db, before: string | null) =>
	before
		? run(db, sql`update search_backlog set up_to = ${before}::bigint - 1`)
		: run(db, sql`delete from search_backlog`);

/** What these submissions hold now, of themselves and of the cases they became. */
export const readSought = (db: Db, numbers: string[]) =>
	many(db, Unsought, sql`select ${told} from ${from} where s.number = any(${numbers}::bpchar[])`);

/** Lets submissions be found by these words, and by no others. */
export const saveSought = (db: Db, rows: { id: string; words: string[] }[]) =>
	run(
		db,
		sql`insert into search (submission, number, words, facets)
			select s.id, s.number, search_words(s.id, x.words), search_facets(s, coalesce(g.category, s.matter->>'category'))
			from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as x (id bigint, words text[])
			join submission s on s.id = x.id left join grievance g on g.number = s.grievance
			on conflict (submission) do update set words = excluded.words, facets = excluded.facets`
	);
