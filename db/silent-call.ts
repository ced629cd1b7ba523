import { Type, type Static } from 'typebox';
import { many, sql, type Db } from './sql.ts';

/** A line of which its provider has said nothing for a while. */
export const Silent = Type.Object({
	id: Type.String(),
	account: Type.String(),
	externalId: Type.String(),
	/** Nobody has heard of it for so long that nothing more will come. */
	lost: Type.Boolean()
});
export type Silent = Static<typeof Silent>;

/**
 * Calls that nobody has heard of for so long, each claimed by the one process that asks; in this order they come again
 * when the answer was that they go on.
 */
export const claimSilentCalls = (
	db: Db,
	{ silent_seconds, lost_hours, limit }: { silent_seconds: number; lost_hours: number; limit: number }
) =>
	many(
		db,
		Silent,
		sql`update call c set asked_at = now() from (
				select id from call where rank < 9
					and greatest(heard_at, asked_at) < now() - make_interval(secs => ${silent_seconds})
				order by greatest(heard_at, asked_at) limit ${limit}::int for update skip locked
			) silent where c.id = silent.id
			returning c.id::text, c.account, c.external_id as "externalId",
				c.heard_at < now() - make_interval(hours => ${lost_hours}) as lost`
	);

/** Other lines of calls that are over: they should be over too. */
export const strayLegs = (db: Db, older_seconds: number, limit: number) =>
	many(
		db,
		Type.Object({ id: Type.String() }),
		sql`select l.id::text from call_leg l join call c on c.id = l.call
			where l.rank < 9 and c.ended_at < now() - make_interval(secs => ${older_seconds})
			order by l.id limit ${limit}::int`
	);

/** Agents whose call is over, or gone: what they do at the telephone is not true any more. */
export const freeStranded = (db: Db) =>
	many(
		db,
		Type.Object({ person: Type.String() }),
		sql`update agent_state a set state = case when a.state in ('on_call', 'hold') and c.agent = a.person then 'wrap_up' else 'available' end,
				call = case when a.state in ('on_call', 'hold') and c.agent = a.person then a.call end, since = now()
			from call c where c.id = a.call and c.stage = 'ended' and a.state in ('reserved', 'ringing', 'on_call', 'hold')
				and c.ended_at < now() - interval '10 seconds'
			returning a.person`
	);
