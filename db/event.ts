import { Type } from 'typebox';
import { many, run, sql, type Db } from './sql.ts';

interface By {
	id: string;
	name: string;
	role: string;
}

/** Writes the history row of a verb and its audit row, on the verb's transaction. */
export async function record(
	db: Db,
	actor: By,
	type: string,
	number: string,
	detail: Record<string, unknown> = {}
): Promise<void> {
	const json = JSON.stringify(detail);
	await run(
		db,
		sql`with happened as (
				insert into event (number, type, actor, actor_name, detail)
				values (${number}, ${type}, ${actor.id}, ${actor.name}, ${json}::jsonb)
			)
			insert into audit (actor, role, action, subject, detail)
			values (${actor.id}, ${actor.role}, ${type}, ${number}, ${json}::jsonb)`
	);
}

/** Audits an act that is no part of a number's history: looking at a parked delivery, playing a recording. */
export const audit = (
	db: Db,
	actor: By,
	action: string,
	subject: string,
	detail: Record<string, unknown> = {}
) =>
	run(
		db,
		sql`insert into audit (actor, role, action, subject, detail)
			values (${actor.id}, ${actor.role}, ${action}, ${subject}, ${JSON.stringify(detail)}::jsonb)`
	);

/**
 * Those of the citizens that the person's audit does not name for this subject yet. Two requests at once take turns,
 * or each would name them.
 */
export async function notYetSuggested(db: Db, person: string, subject: string, citizens: string[]) {
	await run(db, sql`select pg_advisory_xact_lock(hashtextextended(${`suggested|${person}|${subject}`}, 3))`);
	const rows = await many(
		db,
		Type.Object({ citizen: Type.String() }),
		sql`select citizen from unnest(${citizens}::text[]) citizen
			where not exists (select from audit where subject = ${subject} and actor = ${person}
				and action = 'citizen:suggested' and detail -> 'citizens' ? citizen)`
	);
	return rows.map(({ citizen }) => citizen);
}
