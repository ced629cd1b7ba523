import { Type, type Static } from 'typebox';
import { canBeAsked } from './agent-state.ts';
import { many, maybeOne, run, sql, type Db } from './sql.ts';

/** A colleague who is asked during a call. */
export const Consult = Type.Object({
	id: Type.String(),
	call: Type.String(),
	askedBy: Type.String(),
	person: Type.String(),
	state: Type.String()
});
export type Consult = Static<typeof Consult>;

const columns = sql`id::text, call::text, asked_by as "askedBy", person, state`;

/** Reserves a free colleague and notes that they are asked; null when they are not free any more. The call is locked. */
export const openConsult = (
	db: Db,
	{ call, askedBy, person }: { call: string; askedBy: string; person: string },
	{ kinds, seconds }: { kinds: readonly string[]; seconds: number }
) =>
	maybeOne(
		db,
		Consult,
		sql`with colleague as (
				update agent_state a set state = 'ringing', since = now(), call = ${call}::bigint
				where a.person = ${person} and ${canBeAsked(kinds)} returning a.person
			)
			insert into consult (call, asked_by, person, expires_at)
				select ${call}::bigint, ${askedBy}, person, now() + make_interval(secs => ${seconds}) from colleague
				returning ${columns}`
	);

export const findConsult = (db: Db, id: string) =>
	maybeOne(db, Consult, sql`select ${columns} from consult where id = ${id}::bigint`);

/** The colleague who is asked in this call now. */
export const liveConsult = (db: Db, call: string) =>
	maybeOne(
		db,
		Consult,
		sql`select ${columns} from consult where call = ${call}::bigint and ended_at is null`
	);

/** The colleague's telephone was dialled just now: it rings for as long as any. Null when nobody asks any more. */
export const prolongConsult = (db: Db, id: string, seconds: number) =>
	maybeOne(
		db,
		Consult,
		sql`update consult set expires_at = now() + make_interval(secs => ${seconds})
			where id = ${id}::bigint and state = 'ringing' returning ${columns}`
	);

/** Moves it on from one of these states; null when it is in none of them. */
export const moveConsult = (db: Db, id: string, from: readonly string[], to: string) =>
	maybeOne(
		db,
		Consult,
		sql`update consult set state = ${to},
				answered_at = case when ${to} = 'talking' then now() else answered_at end,
				ended_at = case when ${to} in ('talking', 'joined') then null else now() end
			where id = ${id}::bigint and state = any(${[...from]}::text[]) returning ${columns}`
	);

/** Those whose colleague does not pick up, their calls locked; what another gateway has in hand is left to it. */
export const lateConsults = (db: Db, limit: number) =>
	many(
		db,
		Consult,
		sql`select k.id::text, k.call::text, k.asked_by as "askedBy", k.person, k.state
			from consult k join call c on c.id = k.call
			where k.state = 'ringing' and k.expires_at <= now()
			order by k.expires_at limit ${limit}::int for update of c skip locked`
	);

/** The colleague picked up. */
export const talkTo = (db: Db, { call, person }: Consult) =>
	run(
		db,
		sql`update agent_state set state = 'on_call', since = now()
			where person = ${person} and call = ${call}::bigint and state = 'ringing'`
	);

/** The colleague has nothing to do with the call any more. */
export const freeColleague = (db: Db, { call, person }: Consult, to: 'available' | 'not_responding') =>
	run(
		db,
		sql`update agent_state set state = ${to}, since = now(), call = null,
				idle_since = case when ${to} = 'available' then now() else idle_since end
			where person = ${person} and call = ${call}::bigint and state in ('ringing', 'on_call')`
	);

/** Gives the call to the colleague, and their line with it; what it turns out to be is for them to say. */
export const giveToColleague = (db: Db, { call, person }: Consult) =>
	run(
		db,
		sql`with line as (
				update call_leg set kind = 'agent'
				where call = ${call}::bigint and person = ${person} and kind = 'consult' and rank < 9
			)
			update call set agent = ${person}, disposition = null, disposed_at = null, disposed_by = null
			where id = ${call}::bigint`
	);
