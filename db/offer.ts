import { Type, type Static } from 'typebox';
import { Offer, OFFER_SECONDS } from '#contracts/telephone.ts';
import { isHere } from './agent-state.ts';
import { DECLINED_REST_SECONDS, skilled, turn } from './call-queue.ts';
import { many, maybeOne, raw, run, sql, type Db } from './sql.ts';

/** An agent's telephone that was taken but never connected is given up after so long. */
export const RING_SECONDS = 45;

export const Made = Type.Object({ id: Type.String(), call: Type.String(), person: Type.String() });
export type Made = Static<typeof Made>;

/** Whether `a` has the skills that are asked for, or is the one to whom the call was passed on. */
const isMeant = (e: 'q' | 'entry', roles: readonly string[]) =>
	sql`case when ${raw(e)}.person_until > now() then a.person = ${raw(e)}.person else ${skilled(e, roles)} end`;

/** Whether the call of entry `e` may be held out to `a` now; `unable` accounts cannot ring a browser. */
const fits = (e: 'q' | 'entry', roles: readonly string[], unable: readonly string[]) =>
	sql`a.state = 'available' and ${isHere('a')} and ${isMeant(e, roles)}
		and (a.endpoint <> 'client' or ${e === 'q' ? raw('c') : raw('entry')}.account <> all(${[...unable]}::text[]))
		and (a.extension is not null or not ${raw(e)}.at_pbx)
		and not exists (select from offer d where d.call = ${raw(e)}.call and d.person = a.person and d.state = 'declined'
			and d.ended_at > now() - make_interval(secs => ${DECLINED_REST_SECONDS}))`;

/**
 * Holds the call whose turn it is out to the fitting agent who rests longest; null when nobody fits. Any number of
 * gateways may ask at once: rows that another has in hand are passed over, never waited for.
 */
export const makeOffer = (db: Db, roles: readonly string[], unable: readonly string[]) =>
	maybeOne(
		db,
		Made,
		sql`with entry as (
				select q.call, q.language, q.department, q.queued_at, q.person, q.person_until, q.at_pbx,
					c.account
				from queue_entry q join call c on c.id = q.call
				where q.state = 'waiting' and c.stage <> 'ended' and exists (select from agent_state a where ${fits('q', roles, unable)})
				order by ${turn('q')}, q.call limit 1
				for update of c, q skip locked
			), agent as (
				select a.person, entry.call from entry join agent_state a on ${fits('entry', roles, unable)}
				order by a.idle_since, a.person limit 1
				for update of a skip locked
			), reserved as (
				update agent_state a set state = 'reserved', since = now(), call = agent.call
				from agent where a.person = agent.person
			), held_out as (
				update queue_entry q set state = 'offered' from agent where q.call = agent.call
			)
			insert into offer (call, person, expires_at)
				select call, person, now() + make_interval(secs => ${OFFER_SECONDS}) from agent
				returning id::text, call::text, person`
	);

/** What is held out to the person now. */
export const readOffer = (db: Db, person: string) =>
	maybeOne(
		db,
		Offer,
		sql`select id::text, call::text, expires_at as "expiresAt" from offer
			where person = ${person} and state = 'pending' and expires_at > now()`
	);

/** Locks the call that this offer is about, so that whatever happens to it takes turns; null when there is none. */
export const lockOffered = async (db: Db, id: string) =>
	(
		await maybeOne(
			db,
			Type.Object({ call: Type.String() }),
			sql`select c.id::text as call from offer o join call c on c.id = o.call where o.id = ${id}::bigint for update of c`
		)
	)?.call ?? null;

/** Takes the offer, if it is this person's, still open and not too late: exactly once. */
export const takeOffer = (db: Db, id: string, person: string) =>
	maybeOne(
		db,
		Made,
		sql`with taken as (
				update offer set state = 'accepted', ended_at = now()
				where id = ${id}::bigint and person = ${person} and state = 'pending' and expires_at > clock_timestamp()
				returning id, call, person
			), entry as (
				update queue_entry q set state = 'taken' from taken where q.call = taken.call
			), agent as (
				update agent_state a set state = 'ringing', since = now() from taken
				where a.person = taken.person and a.call = taken.call
			), given as (
				update call c set agent = taken.person from taken where c.id = taken.call
			)
			select id::text, call::text, person from taken`
	);

/** Whether the person took this offer before and still has its call. */
export const tookOffer = (db: Db, id: string, person: string) =>
	maybeOne(
		db,
		Made,
		sql`select o.id::text, o.call::text, o.person from offer o join call c on c.id = o.call
			where o.id = ${id}::bigint and o.person = ${person} and o.state = 'accepted' and c.agent = o.person`
	);

/** Who passed a call on is not asked to take it again at once. */
export const passedOn = (db: Db, call: string, person: string) =>
	run(
		db,
		sql`update offer set state = 'declined', ended_at = now()
			where call = ${call}::bigint and person = ${person} and state = 'accepted'`
	);

/** Lets go of an offer that is open. */
export const endOffer = (db: Db, id: string, state: 'declined' | 'expired', person?: string) =>
	maybeOne(
		db,
		Made,
		sql`update offer set state = ${state}, ended_at = now()
			where id = ${id}::bigint and state = 'pending' and person = coalesce(${person ?? null}, person)
			returning id::text, call::text, person`
	);

/** Offers that nobody answered in time, their calls locked; those that another gateway has in hand are left to it. */
export const lateOffers = (db: Db, limit: number) =>
	many(
		db,
		Made,
		sql`select o.id::text, o.call::text, o.person from offer o join call c on c.id = o.call
			where o.state = 'pending' and o.expires_at <= now()
			order by o.expires_at limit ${limit}::int for update of c skip locked`
	);

/** Calls whose agent took them and whose telephones never came together: the process that should have done it is gone. */
export const lostRinging = (db: Db, limit: number) =>
	many(
		db,
		Type.Object({ call: Type.String(), person: Type.String(), since: Type.String() }),
		sql`select c.id::text as call, a.person, a.since from agent_state a join call c on c.id = a.call
			where a.state = 'ringing' and a.since < now() - make_interval(secs => ${RING_SECONDS})
			order by a.since limit ${limit}::int for update of c skip locked`
	);

/** Sets an agent aside who let a call ring: a click of theirs brings them back. */
export const setAside = (db: Db, person: string, call: string) =>
	run(
		db,
		sql`update agent_state set state = 'not_responding', since = now(), call = null
			where person = ${person} and call = ${call}::bigint and state in ('reserved', 'ringing')`
	);
