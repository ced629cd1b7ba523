import { Type, type Static } from 'typebox';
import { Nullable } from '#contracts/words.ts';
import type { Case } from './case.ts';
import { maybeOne, one, run, sql, type Db } from './sql.ts';

interface By {
	id: string;
	name: string;
	role: string;
}
/** Who wrote it down; nobody of the desk where a citizen or time did. */
const writer = (by: By) =>
	by.role === 'citizen' || by.role === 'clock' ? { id: null, name: null } : { id: by.id, name: by.name };
const Id = Type.Object({ id: Type.String() });

/** What an office says that it did; gives its id. */
export const insertResolution = async (
	db: Db,
	by: By,
	{ number, level, office, language }: Pick<Case, 'number' | 'level' | 'language'> & { office: string },
	{ grade, reply }: { grade: string; reply: string }
) =>
	(
		await one(
			db,
			Id,
			sql`insert into resolution (number, level, office, made_by, made_by_name, grade, reply, language)
				values (${number}, ${level}, ${office}, ${by.id}, ${by.name}, ${grade}, ${reply}, ${language})
				returning id::text`
		)
	).id;

const Resolution = Type.Object({
	id: Type.String(),
	reply: Type.String(),
	madeBy: Type.String(),
	/** Whether the person made it, or sits or sat in the office that did. */
	own: Type.Boolean()
});
/** The last resolution of the case, and whether it is this person's own. */
export const lastResolution = (db: Db, number: string, person: string) =>
	one(
		db,
		Resolution,
		sql`select r.id::text, r.reply, r.made_by as "madeBy", r.made_by = ${person} or exists (
				select from post p join post_holder h on h.post = p.code
				where p.office = r.office and h.person = ${person}) as own
			from resolution r where r.number = ${number} order by r.id desc limit 1`
	);

export const insertProposal = (
	db: Db,
	by: By,
	number: string,
	{ kind, reason, text }: { kind: 'exclusion' | 'special'; reason: string; text: string }
) =>
	run(
		db,
		sql`insert into proposal (number, kind, reason, text, made_by, made_by_name)
			values (${number}, ${kind}, ${reason}, ${text}, ${by.id}, ${by.name})`
	);

const Open = Type.Object({ id: Type.String(), reason: Type.String(), madeBy: Type.String() });
export type OpenProposal = Static<typeof Open>;
/** The proposal that waits for its decision. */
export const openProposal = (db: Db, number: string) =>
	one(
		db,
		Open,
		sql`select id::text, reason, made_by as "madeBy" from proposal where number = ${number} and decided_at is null`
	);

export const decideProposal = (db: Db, by: By, id: string, accepted: boolean, decision: string) =>
	run(
		db,
		sql`update proposal set accepted = ${accepted}, decision = ${decision}, decided_by = ${by.id},
				decided_by_name = ${by.name}, decided_at = sunwai_now()
			where id = ${id}`
	);

/** A citizen who withdraws settles what was proposed as well. */
export const dropProposal = (db: Db, number: string) =>
	run(
		db,
		sql`update proposal set accepted = false, decision = 'withdrawn', decided_by = 'citizen',
		decided_by_name = '', decided_at = sunwai_now() where number = ${number} and decided_at is null`
	);

export const insertVerdict = (
	db: Db,
	by: By,
	of: { number: string; resolution: string },
	{ verdict, words, channel }: { verdict: string; words: string; channel: string }
) => {
	const { id, name } = writer(by);
	return run(
		db,
		sql`insert into verdict (number, resolution, verdict, words, channel, made_by, made_by_name)
			values (${of.number}, ${of.resolution}, ${verdict}, ${words}, ${channel}, ${id}, ${name})`
	);
};

/** Whether what this call came to has been noted. */
export const isNoted = async (db: Db, call: string) =>
	(await maybeOne(db, Id, sql`select id::text from feedback_attempt where call = ${call}::bigint`)) !== null;

/** Notes a try; gives how many tries of this resolution reached nobody, each at another hour of a day. */
export async function insertAttempt(
	db: Db,
	by: By,
	of: { number: string; resolution: string },
	{ mode, outcome, call }: { mode: string; outcome: string; call?: string }
): Promise<number> {
	const { id, name } = writer(by);
	await run(
		db,
		sql`insert into feedback_attempt (number, resolution, mode, outcome, made_by, made_by_name, call)
			values (${of.number}, ${of.resolution}, ${mode}, ${outcome}, ${id}, ${name}, ${call ?? null}::bigint)`
	);
	const { failed } = await one(
		db,
		Type.Object({ failed: Type.Integer() }),
		sql`select count(distinct extract(hour from at at time zone 'Asia/Kolkata'))::int as failed
			from feedback_attempt where resolution = ${of.resolution} and mode <> 'sms_link'
				and outcome not in ('answered', 'later')`
	);
	return failed;
}

/** What a citizen added; gives its id. */
export const insertInformation = async (
	db: Db,
	by: By,
	number: string,
	text: string,
	channel: string,
	delivery?: string
) =>
	(
		await one(
			db,
			Id,
			sql`insert into information (number, text, channel, made_by, delivery)
				values (${number}, ${text}, ${channel}, ${writer(by).id}, ${delivery ?? null}::bigint) returning id::text`
		)
	).id;

/** Whether what came in this delivery has been added to a case. */
export const informationFrom = async (db: Db, delivery: string) =>
	(await maybeOne(db, Id, sql`select id::text from information where delivery = ${delivery}::bigint`)) !==
	null;

/** The last reply that the citizen was given, for a closure without a new one. */
export const lastReply = async (db: Db, number: string) =>
	(
		await maybeOne(
			db,
			Type.Object({ reply: Nullable(Type.String()) }),
			sql`select reply from resolution where number = ${number} order by id desc limit 1`
		)
	)?.reply ?? null;
