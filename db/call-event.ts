import { Type, type Static } from 'typebox';
import { CallEnding, CallStage } from '#contracts/telephone.ts';
import { Nullable } from '#contracts/words.ts';
import { many, sql, type Db } from './sql.ts';

/** How far each kind of event takes a call; `provider` takes it to the end alone, when its own rank is final. */
const ranks = {
	provider: 0,
	script: 1,
	left: 1,
	script_done: 1,
	voicemail: 1,
	queued: 2,
	blocked: 1,
	callback: 2,
	offer_declined: 2,
	offer_expired: 2,
	offer_withdrawn: 2,
	offered: 3,
	accepted: 4,
	connected: 5,
	held: 5,
	resumed: 5,
	transferring: 5,
	consulting: 5,
	consulted: 5,
	joined: 5,
	consult_ended: 5,
	passed: 5,
	released: 5,
	wrapped: 0
} as const;
type Kind = keyof typeof ranks;

/** Something that happened in a call. Told again under the same key it is the same. */
export type CallEvent = {
	/** The call's id. */
	call: string;
	/** Its kind where it can happen but once. */
	key?: string;
	/** ISO 8601; the database's clock when absent. */
	at?: string;
	person?: string;
	/** A code. */
	reason?: string;
} & (
	{ kind: Exclude<Kind, 'provider'> } | { kind: 'provider'; status: string; rank: number; duration?: number }
);

/** Where a call stands after what was told. */
export const Standing = Type.Object({
	id: Type.String(),
	stage: CallStage,
	ending: Nullable(CallEnding),
	/** True when this telling ended it. */
	endedNow: Type.Boolean()
});
export type Standing = Static<typeof Standing>;

const FINAL = 9;

const asRow = (event: CallEvent) => {
	const { call, kind, at, person, reason } = event;
	const told =
		event.kind === 'provider'
			? {
					key: `provider|${event.status}|${event.rank}|${event.duration ?? ''}`,
					rank: event.rank >= FINAL ? FINAL : ranks.provider,
					status: event.status,
					provider_rank: event.rank,
					duration_s: event.duration === undefined ? null : Math.round(event.duration)
				}
			: { key: event.kind, rank: ranks[event.kind] };
	return { call, kind, at, person, reason, ...told, ...(event.key ? { key: event.key } : {}) };
};

/** The last of these kinds that happened before the end; two of one instant have an order of their own. */
const last = (kinds: string[]) => sql`(array_agg(f.kind order by f.at desc, f.rank desc, f.kind) filter (
	where f.kind = any(${kinds}::text[]) and f.at <= coalesce(over.at, 'infinity')))[1]`;

/**
 * Writes what happened and folds each call's row anew from all that ever happened in it. The row is a function of the
 * set of events: any order and any repetition of them ends in the same, the stage only rises, and an end stays. What
 * comes late only adds. The calls must be locked by this transaction.
 */
export const tellCalls = (db: Db, events: CallEvent[]) =>
	many(
		db,
		Standing,
		sql`with told as (
				select * from jsonb_to_recordset(${JSON.stringify(events.map(asRow))}::jsonb) as e (call bigint, key text,
					kind text, rank int, at timestamptz, person text, reason text, status text, provider_rank int, duration_s int)
			), added as (
				insert into call_event (call, key, kind, rank, at, person, reason, status, provider_rank, duration_s)
					select call, key, kind, rank, coalesce(at, clock_timestamp()), person, reason, status, provider_rank,
						duration_s from told
				on conflict (call, key) do nothing returning call_event.*
			), fact as materialized (
				select * from call_event where call in (select call from told) union all select * from added
			), over as (
				select call, min(at) as at from fact where rank >= ${FINAL} group by call
			), folded as (
				select f.call, over.at as ended_at, max(f.rank) as rank,
					coalesce(max(f.provider_rank), 0) as line_rank,
					-- A line that failed or was busy is told to be completed too: the particular word stays.
					(array_agg(f.status order by f.provider_rank desc, f.status = 'completed', f.at, f.status)
						filter (where f.kind = 'provider'))[1] as line,
					max(f.duration_s) as duration_s,
					min(f.at) filter (where f.kind = 'queued') as queued_at,
					-- Who answers a moment after the caller was gone has talked to nobody.
					min(f.at) filter (where f.kind = 'connected' and f.at <= coalesce(over.at, 'infinity')) as connected_at,
					coalesce(${last(['held', 'resumed'])} = 'held', false) as held,
					bool_or(f.kind = 'callback') as callback, bool_or(f.kind = 'voicemail') as voicemail,
					bool_or(f.kind = 'blocked') as blocked,
					bool_or(f.kind in ('left', 'script_done')) as script_done,
					coalesce(${last(['queued', 'offered', 'offer_declined', 'offer_expired', 'offer_withdrawn', 'accepted'])}
						in ('offered', 'accepted'), false) as ringing
				from fact f left join over on over.call = f.call
				group by f.call, over.at
			), moved as (
				select call.id, call.stage = 'ended' as was_over from call where id in (select call from told)
			)
			update call c set
				state = coalesce(line, c.state), rank = line_rank, ended_at = folded.ended_at,
				duration_s = folded.duration_s, queued_at = folded.queued_at, connected_at = folded.connected_at,
				held = folded.held and folded.ended_at is null,
				stage = case when folded.ended_at is not null then 'ended'
					else ('{new,ivr,queued,offered,ringing_agent,connected}'::text[])[folded.rank + 1] end,
				ending = case when folded.ended_at is null then null
					when folded.connected_at is not null then 'completed'
					when folded.callback then 'callback_requested'
					when voicemail then 'voicemail'
					when line in ('failed', 'unanswered') then 'failed'
					when line in ('busy', 'rejected') then 'rejected'
					when folded.queued_at is not null then
						case when ringing then 'abandoned_ringing' else 'abandoned_queue' end
					when blocked then 'rejected'
					when script_done then 'ivr_completed'
					else 'abandoned_ivr' end,
				outcome = case when folded.ended_at is null then c.outcome when c.number is not null then 'left'
					else coalesce(c.outcome, 'abandoned') end
			from folded, moved where c.id = folded.call and moved.id = c.id
			returning c.id::text, c.stage, c.ending, c.stage = 'ended' and not moved.was_over as "endedNow"`
	);

/** The same for one event of one call. */
export async function tellCall(db: Db, event: CallEvent): Promise<Standing> {
	const [standing] = await tellCalls(db, [event]);
	if (!standing) throw new Error(`there is no call ${event.call}`);
	return standing;
}
