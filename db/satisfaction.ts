import { Type, type Static } from 'typebox';
import { Language, Nullable } from '#contracts/words.ts';
import { many, maybeOne, one, run, sql, type Db } from './sql.ts';

/** A citizen who is to be asked whether they are satisfied. */
export const Asking = Type.Object({
	id: Type.String(),
	grievance: Type.String(),
	mode: Type.Union([Type.Literal('call'), Type.Literal('agent')]),
	language: Language,
	/** Of whose matter no machine speaks. */
	sensitive: Type.Boolean()
});
export type Asking = Static<typeof Asking>;

const columns = sql`a.id::text, a.grievance, a.mode, g.language, g.sensitive is not null as sensitive`;
const due = sql`a.state = 'open' and a.call is null and a.callback is null and a.due_at <= sunwai_now()
	and calling_time(sunwai_now()) = sunwai_now()`;

/** Who is to be asked now, the longest waiting first. */
export const dueAskings = (db: Db, limit: number) =>
	many(
		db,
		Type.Object({ id: Type.String() }),
		sql`select a.id::text from satisfaction a where ${due} order by a.due_at, a.id limit ${limit}::int`
	);

/** One of them, locked while it is still to be asked and nobody else has it in hand. */
export const lockDue = (db: Db, id: string) =>
	maybeOne(
		db,
		Asking,
		sql`select ${columns} from satisfaction a join grievance g on g.number = a.grievance
			where a.id = ${id}::bigint and ${due} for update of a skip locked`
	);

/** The one that this call is a try of, locked. */
export const lockAskedBy = (db: Db, call: string) =>
	maybeOne(
		db,
		Asking,
		sql`select ${columns} from satisfaction a join grievance g on g.number = a.grievance
			where a.call = ${call}::bigint and a.state = 'open' for update of a`
	);

/** The next try is an agent's. */
export const leaveToAgents = (db: Db, id: string) =>
	run(db, sql`update satisfaction set mode = 'agent' where id = ${id}::bigint`);

/** Calls of this account by which a machine asks just now. Those who would make another one take turns. */
export async function askingNow(db: Db, account: string): Promise<number> {
	await run(db, sql`select pg_advisory_xact_lock(hashtextextended(${account}, 54))`);
	const { count } = await one(
		db,
		Type.Object({ count: Type.Integer() }),
		sql`select count(*)::int as count from call
			where account = ${account} and satisfaction is not null and stage <> 'ended'`
	);
	return count;
}

/** Notes a call that asks; nothing is dialled by it. */
export const openAsking = (db: Db, asking: Asking, { account, phone }: { account: string; phone: string }) =>
	one(
		db,
		Type.Object({ id: Type.String() }),
		sql`with opened as (
				insert into call (account, external_id, direction, placed_by, to_address, language, satisfaction)
				values (${account}, 'out-' || gen_random_uuid(), 'out', 'gateway', ${phone}, ${asking.language}, ${asking.id}::bigint)
				returning id
			)
			update satisfaction a set call = opened.id from opened where a.id = ${asking.id}::bigint
			returning opened.id::text`
	);

/** Puts it on the agents' list. */
export const listAsking = (db: Db, asking: Asking, phone: string | null) =>
	run(
		db,
		sql`with listed as (
				insert into callback (phone, reason, grievance, language, department, queued_at, due_at)
				select ${phone}, 'satisfaction', g.number, ${asking.language}, g.department, coalesce(g.resolved_at, now()), now()
				from grievance g where g.number = ${asking.grievance}
				returning id
			)
			update satisfaction a set callback = listed.id from listed where a.id = ${asking.id}::bigint`
	);

const After = Type.Object({ dueAt: Type.String() });
/** A try that rang is over: an agent makes the next one, on another day and at another hour. */
export const tried = (db: Db, id: string) =>
	maybeOne(
		db,
		After,
		sql`update satisfaction a set mode = 'agent', call = null, callback = null, tried_at = sunwai_now(),
				due_at = asking_time(sunwai_now(), g.contact_time, sunwai_now())
			from grievance g where g.number = a.grievance and a.id = ${id}::bigint and a.state = 'open'
			returning a.due_at as "dueAt"`
	);

/** A call that never rang is no try: it is made again in a while; the agents make it where that goes on. */
export const neverRang = (db: Db, id: string, limit: number) =>
	run(
		db,
		sql`update satisfaction a set call = null, failures = failures + 1,
				mode = case when failures + 1 >= ${limit} then 'agent' else mode end,
				due_at = asking_time(sunwai_now() + interval '15 minutes', g.contact_time, null)
			from grievance g where g.number = a.grievance and a.id = ${id}::bigint`
	);

/** What came of the line of a call: whether anybody was rung at all, and whether somebody lifted it. */
export const lineOf = (db: Db, call: string) =>
	one(
		db,
		Type.Object({ state: Type.String(), rang: Type.Boolean(), answered: Type.Boolean() }),
		sql`select c.state, coalesce(bool_or(e.status in ('answered', 'unanswered', 'busy', 'rejected')
					or e.status = 'ringing' and e.provider_rank > 0), false) as rang,
				coalesce(bool_or(e.status = 'answered'), false) as answered
			from call c left join call_event e on e.call = c.id where c.id = ${call}::bigint group by c.id`
	);

/** The asking that an agent's place on the list stands for. */
export const askingOf = (db: Db, callback: string) =>
	maybeOne(
		db,
		Type.Object({ id: Type.String(), grievance: Type.String(), phone: Nullable(Type.String()) }),
		sql`select a.id::text, a.grievance, b.phone from satisfaction a join callback b on b.id = a.callback
			where b.id = ${callback}::bigint`
	);
