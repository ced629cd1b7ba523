import { Type, type Static } from 'typebox';
import { AgentState, Colleague, type AgentEndpoint, type AgentTelephone } from '#contracts/telephone.ts';
import { Names } from '#contracts/words.ts';
import { many, maybeOne, raw, run, sql, type Db } from './sql.ts';

/** A screen that nobody touched for so long is gone; a person without any is away. */
export const AWAY_SECONDS = 15;

/** Whether any of the person's screens, on whichever gateway, is connected. */
export const isHere = (alias: 'a') =>
	sql`exists (select from presence p where p.person = ${raw(alias)}.person
		and p.at > now() - make_interval(secs => ${AWAY_SECONDS}))`;

/** Whether `a` can be rung now for a talk between two agents: free, at a screen, at a telephone of these kinds. */
export const canBeAsked = (kinds: readonly string[]) => sql`a.state = 'available' and ${isHere('a')}
	and a.endpoint = any(${[...kinds]}::text[])
	and not exists (select from call_leg l where l.person = a.person and l.kind = 'supervisor' and l.rank < 9)`;

const columns = sql`a.state, a.since, a.reason, a.endpoint, a.address, not ${isHere('a')} as away`;

/** What the person does at the telephone; null who never took part. */
export const readAgentState = (db: Db, person: string) =>
	maybeOne(db, AgentState, sql`select ${columns} from agent_state a where a.person = ${person}`);

/** The call that is in their hands, whatever they do with it. */
export const readCallInHand = async (db: Db, person: string) =>
	(
		await maybeOne(
			db,
			Type.Object({ call: Type.Union([Type.String(), Type.Null()]) }),
			sql`select call::text from agent_state where person = ${person}`
		)
	)?.call ?? null;

/** Whether the telephone of this person is being rung for this call. */
export const isRinging = async (db: Db, call: string, person: string) =>
	(await maybeOne(
		db,
		Type.Object({}),
		sql`select from agent_state where person = ${person} and call = ${call}::bigint and state = 'ringing'`
	)) !== null;

export interface Wish {
	state: Extract<AgentTelephone, 'available' | 'paused' | 'offline'>;
	reason: string | null;
	/** Absent: as before. */
	endpoint?: AgentEndpoint;
	address: string | null;
}

/** Sets what the person wants to be; null with an offer or a call in hand, which come first. */
export const wishState = (db: Db, person: string, { state, reason, endpoint, address }: Wish) =>
	maybeOne(
		db,
		AgentState,
		sql`insert into agent_state as a (person, state, reason, endpoint, address)
			values (${person}, ${state}, ${reason}, ${endpoint ?? 'none'}, ${address})
			on conflict (person) do update set state = excluded.state, reason = excluded.reason,
				endpoint = case when ${endpoint === undefined} then a.endpoint else excluded.endpoint end,
				address = case when ${endpoint === undefined} then a.address else excluded.address end,
				since = case when (a.state, a.reason) is distinct from (excluded.state, excluded.reason)
					then now() else a.since end,
				-- Saying again that one is free does not lose one's turn.
				idle_since = case when a.state <> 'available' and excluded.state = 'available' then now() else a.idle_since end
				where a.state in ('offline', 'available', 'paused', 'not_responding')
			returning ${columns}`
	);

/** Moves whoever has this call in hand, this person where one is named, and is in one of `from`; a person without a call rests from now on. */
export const moveHolder = (
	db: Db,
	call: string,
	from: AgentTelephone[],
	to: AgentTelephone,
	person?: string
) =>
	run(
		db,
		sql`update agent_state set state = ${to}, since = now(),
				call = case when ${['available', 'not_responding', 'offline'].includes(to)} then null else call end,
				idle_since = case when ${to} = 'available' and state <> 'reserved' then now() else idle_since end
			where call = ${call}::bigint and state = any(${from}::text[]) and person = coalesce(${person ?? null}, person)`
	);

/** Who is free for a call and has a screen open, but for this person; whether each can be rung at a telephone of these kinds. */
export const readColleagues = (db: Db, person: string, roles: readonly string[], kinds: readonly string[]) =>
	many(
		db,
		Colleague,
		sql`select u.id, u.name, p.languages, ${canBeAsked(kinds)} as "canBeAsked" from agent_state a join access."user" u on u.id = a.person
				left join access.staff p on p.id = u.id
			where a.state = 'available' and ${isHere('a')} and u.role = any(${[...roles]}::text[])
				and coalesce(p.active, true) and a.person <> ${person}
			order by u.name, u.id`
	);

/** Notes whose last screen went or whose first came back; those long gone are offline, unless they have a call. */
export async function noteAway(db: Db, offlineAfter_seconds: number): Promise<void> {
	await run(
		db,
		sql`update agent_state a set away_since = case when a.away_since is null then now() end
			where a.state <> 'offline' and ${isHere('a')} = (a.away_since is not null)`
	);
	await run(
		db,
		sql`update agent_state set state = 'offline', reason = null, since = now(), away_since = null
			where state in ('available', 'paused', 'not_responding')
				and away_since < now() - make_interval(secs => ${offlineAfter_seconds})`
	);
}

export const Pause = Type.Object({ code: Type.String(), names: Names });
export type Pause = Static<typeof Pause>;

export const readPauses = (db: Db) =>
	many(db, Pause, sql`select code, names from pause_reason where active order by position`);
