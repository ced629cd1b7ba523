import { Type, type Static } from 'typebox';
import { Part } from '#contracts/supervise.ts';
import { AgentEndpoint, Supervising } from '#contracts/telephone.ts';
import { Nullable } from '#contracts/words.ts';
import { many, maybeOne, one, run, sql, type Db } from './sql.ts';

/** A line of a call beside its caller's. */
export const Leg = Type.Object({
	id: Type.String(),
	call: Type.String(),
	person: Type.String(),
	kind: Type.Union([Type.Literal('agent'), Type.Literal('consult'), Type.Literal('supervisor')]),
	account: Type.String(),
	endpoint: AgentEndpoint,
	externalId: Nullable(Type.String()),
	state: Type.String(),
	rank: Type.Integer(),
	answeredAt: Nullable(Type.String())
});
export type Leg = Static<typeof Leg>;

const columns = sql`id::text, call::text, person, kind, account, endpoint, external_id as "externalId", state, rank,
	answered_at as "answeredAt"`;

/** A line that is to be dialled; a supervisor's says how they take part, and why. */
export type NewLeg = Pick<Leg, 'call' | 'person' | 'kind' | 'account' | 'endpoint'> & {
	part?: Part;
	reason?: string;
};

/** Notes that a line is about to be dialled. */
export const openLeg = (db: Db, leg: NewLeg) =>
	one(
		db,
		Leg,
		sql`insert into call_leg (call, person, kind, account, endpoint, part, reason)
			values (${leg.call}::bigint, ${leg.person}, ${leg.kind}, ${leg.account}, ${leg.endpoint}, ${leg.part ?? null},
				${leg.reason ?? null})
			returning ${columns}`
	);

export const findLeg = (db: Db, id: string) =>
	maybeOne(db, Leg, sql`select ${columns} from call_leg where id = ${id}::bigint`);

/** The lines of a call that are not over, those of one person where one is named. */
export const liveLegs = (db: Db, call: string, person?: string) =>
	many(
		db,
		Leg,
		sql`select ${columns} from call_leg where call = ${call}::bigint and rank < 9
			and person = coalesce(${person ?? null}, person) order by id`
	);

/** The agent's line of a call, where somebody took it and it goes on. */
export const answeredLeg = (db: Db, call: string, person: string) =>
	maybeOne(
		db,
		Leg,
		sql`select ${columns} from call_leg where call = ${call}::bigint and person = ${person} and kind = 'agent'
			and rank < 9 and answered_at is not null order by id desc limit 1`
	);

/** The line by which a supervisor is in a call, or is rung for it. */
export const supervisorLeg = (db: Db, call: string, person: string) =>
	maybeOne(
		db,
		Leg,
		sql`select ${columns} from call_leg where call = ${call}::bigint and person = ${person}
			and kind = 'supervisor' and rank < 9 order by id desc limit 1`
	);

/** How a supervisor's line takes part. */
export const partOf = async (db: Db, id: string) =>
	(await one(db, Type.Object({ part: Part }), sql`select part from call_leg where id = ${id}::bigint`)).part;

/** Notes that a supervisor's line is set to this part. */
export const placeLeg = (db: Db, id: string, part: Part) =>
	run(db, sql`update call_leg set part = ${part}, placed_at = now() where id = ${id}::bigint`);

/** Whether a supervisor's line was set once it was in the room. */
export const isPlaced = async (db: Db, id: string) =>
	(
		await one(
			db,
			Type.Object({ placed: Type.Boolean() }),
			sql`select placed_at is not null as placed from call_leg where id = ${id}::bigint`
		)
	).placed;

/** The call that a supervisor listens to, and how. */
export const readSupervising = (db: Db, person: string) =>
	maybeOne(
		db,
		Supervising,
		sql`select l.call::text, l.part, l.placed_at is not null as there, u.name as agent
			from call_leg l join call c on c.id = l.call left join access."user" u on u.id = c.agent
			where l.person = ${person} and l.kind = 'supervisor' and l.rank < 9 order by l.id desc limit 1`
	);

/** Whether this rings the person's browser for us; a line that was dialled a moment ago has no id yet. */
export const isLineOf = async (db: Db, person: string, externalId: string) =>
	(await maybeOne(
		db,
		Type.Object({}),
		sql`select from call_leg where person = ${person} and endpoint = 'client' and rank < 9
			and coalesce(external_id, ${externalId}) = ${externalId} limit 1`
	)) !== null;

/** Notes whether a line is heard. */
export const muteLeg = (db: Db, id: string, on: boolean) =>
	run(db, sql`update call_leg set muted = ${on} where id = ${id}::bigint`);

/** Moves a line on: forward only, the first final state stays. `answered` notes that somebody took it. */
export const moveLeg = (
	db: Db,
	id: string,
	to: { externalId?: string; status?: string; rank?: number; answered?: boolean }
) =>
	maybeOne(
		db,
		Leg,
		sql`update call_leg set external_id = coalesce(external_id, ${to.externalId ?? null}),
				state = case when rank < 9 and ${to.rank ?? -1}::int >= rank then ${to.status ?? ''} else state end,
				answered_at = case when ${to.answered ?? false} then coalesce(answered_at, now()) else answered_at end,
				ended_at = case when rank < 9 and ${to.rank ?? -1}::int >= 9 then now() else ended_at end,
				rank = greatest(rank, ${to.rank ?? -1}::int)
			where id = ${id}::bigint
			returning ${columns}`
	);

/** Lines that were never dialled, or of which nothing more can come. */
export const dropLeg = (db: Db, id: string) =>
	run(
		db,
		sql`update call_leg set state = 'failed', rank = 9, ended_at = now() where id = ${id}::bigint and rank < 9`
	);
