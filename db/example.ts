import { Type, type Static } from 'typebox';
import { many, maybeOne, run, sql, type Db } from './sql.ts';

/** What is compared of a submission: subject and beginning of the text, as written. */
export const readText = (db: Db, number: string) =>
	maybeOne(
		db,
		Type.Object({ text: Type.String() }),
		sql`select concat_ws(e'\n', subject, left(text, 2000)) as text from submission where number = ${number}`
	);

export interface NewExample {
	number: string;
	skeleton: string;
	/** Those of its words that tell something. */
	words: string[];
	category: string;
	department: string;
	district: string;
}

/** Keeps a decision to learn from; a second one on the same number replaces the first. */
export async function saveExample(db: Db, { words, ...example }: NewExample): Promise<void> {
	await run(
		db,
		sql`with old as (delete from example where number = ${example.number} returning id, skeleton)
			delete from example_word x using old
				where x.example = old.id and x.word = any(string_to_array(old.skeleton, ' '))`
	);
	await run(
		db,
		sql`with added as (
			insert into example (number, skeleton, category, department, district)
				values (${example.number}, ${example.skeleton}, ${example.category}, ${example.department}, ${example.district})
				returning id
		)
		insert into example_word (word, example) select word, id from added, unnest(${words}::text[]) as word`
	);
}

const Near = Type.Object({
	number: Type.String(),
	category: Type.String(),
	department: Type.String(),
	/** From 0 to 1: trigrams in common, and words in common by how rare they are. */
	likeness: Type.Number(),
	/** Trigrams alone, for texts that may be the same. */
	similarity: Type.Number(),
	/** Days since it was decided. */
	age: Type.Number()
});
export type Near = Static<typeof Near>;

/** Newest examples that are looked at for each word. */
const PER_WORD = 100;
/** Of all that share a word, those whose trigrams are compared. */
const COMPARED = 100;

/**
 * The decided submissions that read most like this skeleton, the nearest first. How rare a word is shows in how far
 * back its newest examples reach.
 */
export const nearestExamples = (
	db: Db,
	{ skeleton, words, limit }: { skeleton: string; words: string[]; limit: number }
) =>
	many(
		db,
		Near,
		sql`with posting as materialized (
			select w.word, p.example from unnest(${words}::text[]) as w (word)
			cross join lateral (
				select example from example_word x where x.word = w.word order by x.example desc limit ${PER_WORD}
			) p
		), newest as (
			select coalesce(max(id), 0) as id from example
		), weighed as (
			select word, ln(2 + greatest((select id from newest) - min(example), 1)::float8 / count(*)) as weight
			from posting group by word
		), candidate as (
			select p.example, sum(w.weight) as weight from posting p join weighed w using (word)
			group by p.example order by weight desc, p.example desc limit ${COMPARED}
		), scored as (
			select e.*, similarity(e.skeleton, ${skeleton}) as similarity,
				c.weight / (select sum(weight) from weighed) as shared
			from candidate c join example e on e.id = c.example
		)
		select number, category, department, (similarity + shared) / 2 as likeness, similarity,
			extract(epoch from now() - decided_at)::float8 / 86400 as age
		from scored order by likeness desc, id desc limit ${limit}`
	);
