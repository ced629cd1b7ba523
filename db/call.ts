import { Type, type Static, type TSchema } from 'typebox';
import { Language } from '#contracts/words.ts';
import { CallStage } from '#contracts/telephone.ts';
import { maybeOne, one, run, sql, type Db } from './sql.ts';

const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** A request of a telephone call, as the ledger keeps it. */
export interface CallDelivery {
	account: string;
	externalId: string;
	provider: string;
	method: string;
	url: string;
	headers: Record<string, string>;
	body: Buffer;
	flags: string[];
}

/**
 * Writes a call's request into the ledger, once. A second copy waits here until the first one is committed, with what
 * it was answered; then it is false.
 */
export const recordCallDelivery = async (db: Db, delivery: CallDelivery) =>
	(await run(
		db,
		sql`insert into delivery (account, external_id, kind, channel, provider, method, url, headers, body, flags,
				state, read_at)
			values (${delivery.account}, ${delivery.externalId}, 'call', 'ivr', ${delivery.provider},
				${delivery.method}, ${delivery.url}, ${JSON.stringify(delivery.headers)}::jsonb, ${delivery.body},
				${delivery.flags}::text[], 'read', clock_timestamp())
			on conflict (account, external_id) do nothing`
	)) > 0;

/** A call and where it stands in the script. */
export const Call = Type.Object({
	id: Type.String(),
	account: Type.String(),
	externalId: Type.String(),
	from: Nullable(Type.String()),
	to: Nullable(Type.String()),
	language: Language,
	node: Type.String(),
	turn: Type.Integer(),
	answers: Type.Record(Type.String(), Type.Unknown()),
	number: Nullable(Type.String()),
	state: Type.String(),
	rank: Type.Integer(),
	outcome: Nullable(Type.String()),
	/** How far it came with us; what its line does is `state`. */
	stage: CallStage,
	/** Who has it, or had it last. */
	agent: Nullable(Type.String()),
	/** `out`: an agent makes it. */
	direction: Type.Union([Type.Literal('in'), Type.Literal('out')]),
	/** The version of the script that it walks; null before its first step. */
	script: Nullable(Type.Integer())
});
export type Call = Static<typeof Call>;

const columns = sql`id::text, account, external_id as "externalId", from_address as "from", to_address as "to",
	language, node, turn, answers, number, state, rank, outcome, stage, agent, direction, script`;

/** The call of this id, made when it is new, locked till the transaction ends. */
export const lockCall = (
	db: Db,
	call: { account: string; externalId: string; from: string | null; to: string | null }
) =>
	one(
		db,
		Call,
		sql`insert into call (account, external_id, from_address, to_address)
			values (${call.account}, ${call.externalId}, ${call.from}, ${call.to})
			on conflict (account, external_id) do update set
				from_address = coalesce(call.from_address, excluded.from_address),
				to_address = coalesce(call.to_address, excluded.to_address), heard_at = now()
			returning ${columns}`
	);

/** The call of our own id, locked till the transaction ends; null when there is none. */
export const lockCallById = (db: Db, id: string) =>
	maybeOne(db, Call, sql`select ${columns} from call where id = ${call(id)} for update`);

const call = (id: string) => sql`${id}::bigint`;

/** Where the line of a call that goes on lies with its carrier; null when it is over. */
export const findCallLine = (db: Db, id: string) =>
	maybeOne(
		db,
		Type.Object({ account: Type.String(), externalId: Type.String() }),
		sql`select account, external_id as "externalId" from call where id = ${call(id)} and stage <> 'ended'`
	);

/** Whose a line is: a leg of ours, or a call's own; `ours`: that we dialled. Nothing where nobody knows it yet. */
export const Whose = Type.Object({
	leg: Nullable(Type.Object({ id: Type.String(), call: Type.String() })),
	call: Nullable(Type.String()),
	ours: Type.Boolean()
});
export type Whose = Static<typeof Whose>;

/** The line that a carrier knows by this id. */
export const whoseLine = (db: Db, account: string, externalId: string) =>
	one(
		db,
		Whose,
		sql`select (select jsonb_build_object('id', id::text, 'call', call::text) from call_leg
					where account = asked.account and external_id = asked.line) as leg,
				c.id::text as call, coalesce(c.placed_by = 'gateway', false) as ours
			from (values (${account}::text, ${externalId}::text)) as asked (account, line)
			left join call c on c.account = asked.account and c.external_id = asked.line`
	);

/** Keeps where the script stands. */
export const moveCall = (
	db: Db,
	id: string,
	to: Pick<Call, 'language' | 'node' | 'turn' | 'answers' | 'number' | 'outcome'>
) =>
	run(
		db,
		sql`update call set language = ${to.language}, node = ${to.node}, turn = ${to.turn},
			answers = ${JSON.stringify(to.answers)}::jsonb, number = ${to.number}, outcome = ${to.outcome}
			where id = ${call(id)}`
	);

/** Gives a call its number. */
export const numberCall = (db: Db, id: string, number: string) =>
	run(db, sql`update call set number = ${number} where id = ${call(id)}`);

/** What a step was answered. */
export const Reply = Type.Object({
	status: Type.Integer(),
	type: Nullable(Type.String()),
	body: Nullable(Type.String())
});
export type Reply = Static<typeof Reply>;

/** The answer that this very request got before. */
export const replyTo = (db: Db, id: string, externalId: string) =>
	maybeOne(
		db,
		Reply,
		sql`select status, type, body from call_reply where call = ${call(id)} and external_id = ${externalId}`
	);

/** The answer that belongs to a turn. */
export const replyOfTurn = (db: Db, id: string, turn: number) =>
	maybeOne(
		db,
		Reply,
		sql`select status, type, body from call_reply where call = ${call(id)} and turn = ${turn}
			order by created_at limit 1`
	);

/** Keeps an answer, so that the same request gets the same. */
export const keepReply = (db: Db, id: string, externalId: string, turn: number, reply: Reply) =>
	run(
		db,
		sql`insert into call_reply (call, external_id, turn, status, type, body)
			values (${call(id)}, ${externalId}, ${turn}, ${reply.status}, ${reply.type}, ${reply.body})`
	);

/** What a caller may hear of a number. A delivery that is not read yet waits, too. */
export const standingOf = async (db: Db, number: string) => {
	const row = await maybeOne(
		db,
		Type.Object({
			standing: Type.Union([Type.Literal('waiting'), Type.Literal('registered'), Type.Literal('settled')])
		}),
		sql`select case when s.state is null or s.state = 'waiting' then 'waiting'
				when s.state = 'dismissed' or g.settled then 'settled' else 'registered' end as standing
			from (values (${number}::char(10))) as asked (number)
			left join submission s using (number)
			left join grievance g on g.number = survivor(s.grievance)
			where s.id is not null or exists (select from delivery d where d.number = asked.number)`
	);
	return row?.standing ?? 'unknown';
};
