import { Type, type Static } from 'typebox';
import { retryMinutes, WebhookMessage } from '#contracts/webhook.ts';
import { Nullable } from '#contracts/words.ts';
import { empty, many, maybeOne, one, run, sql, type Db } from './sql.ts';

/** Messages of one subscription that are under way at the same time, by however many workers. */
export const UNDER_WAY = 4;
/** A worker that shows nothing of a message after this is taken for dead. Longer than a try takes. Seconds. */
const CLAIM_SECONDS = 30;
/** After so many failures in a row one message alone tries whether the far side is there again. */
const BREAKER = 8;
const REST_MOST_MINUTES = 10;
/** A subscription that failed for so long is paused. */
export const PAUSED_AFTER_HOURS = 72;

const Contact = Type.Object({
	name: Nullable(Type.String()),
	language: Nullable(Type.String()),
	/** Address from which it came. */
	sender: Nullable(Type.String()),
	phones: Type.Array(Type.String()),
	emails: Type.Array(Type.String())
});

/** A message to be sent now, with where it goes and by which secrets it is signed. */
export const Claimed = Type.Object({
	id: Type.String(),
	type: Type.String(),
	number: Nullable(Type.String()),
	sequence: Nullable(Type.Integer()),
	at: Type.String(),
	data: Nullable(Type.Unknown()),
	attempts: Type.Integer(),
	url: Type.String(),
	generation: Type.Integer(),
	former: Type.Boolean(),
	/** The subscription is told of citizens; `contact` is null where the matter has none. */
	personal: Type.Boolean(),
	contact: Nullable(Contact)
});
export type Claimed = Static<typeof Claimed>;

/** As they are now: who was erased since is not told of. */
const contact = sql`(select jsonb_build_object('name', c.name, 'language', c.language, 'sender', s.sender, 'phones', array(select value from citizen_contact k where k.citizen = c.id and k.kind = 'phone' order by value),
		'emails', array(select value from citizen_contact k where k.citizen = c.id and k.kind = 'email' order by value))
	from submission s left join citizen c on c.id = s.citizen where s.number = m.number)`;

/**
 * Takes, in a transaction, the messages of a subscription that are due: the first of each number alone, so that a number's events come in
 * their order; of what became sensitive meanwhile nothing is told any more.
 */
export async function claimMessages(db: Db, subscription: string): Promise<Claimed[]> {
	// By itself: the next statement must see what another worker took that was waited for here.
	await run(db, sql`select from webhook_subscription where id = ${subscription} for no key update`);
	return many(
		db,
		Claimed,
		sql`with own as materialized (
				select * from webhook_subscription where id = ${subscription} and state = 'active'
					and coalesce(rest_until <= now(), true)
			), hushed as (
				delete from webhook_message m using submission s, own
				where m.subscription = own.id and m.state = 'pending' and m.next_at <= now() and s.number = m.number and s.sensitive
				returning m.id
			), next as (
				select m.id from webhook_message m, own
				where m.subscription = own.id and m.state = 'pending' and m.next_at <= now()
					and coalesce(m.claimed_until <= now(), true) and m.id not in (select id from hushed)
					and not exists (select from webhook_message b where b.subscription = m.subscription and b.number = m.number
						and b.state = 'pending' and b.position < m.position)
				order by m.next_at, m.position
				limit (select greatest(0, case when failures >= ${BREAKER} then 1 else ${UNDER_WAY} end - (
					select count(*) from webhook_message u where u.subscription = ${subscription} and u.state = 'pending'
						and u.claimed_until > now())) from own)
			), taken as (
				update webhook_message m set claimed_until = now() + make_interval(secs => ${CLAIM_SECONDS}),
					next_at = now() + make_interval(secs => ${CLAIM_SECONDS}), attempts = attempts + 1
				where id in (select id from next) returning m.*
			)
			select m.id, m.type, m.number, m.sequence, m.at, m.data, m.attempts, own.url, own.generation,
				coalesce(own.former_until > now(), false) as former, own.contact_reason is not null as personal,
				case when own.contact_reason is not null then ${contact} end as contact
			from taken m, own order by m.position`
	);
}

/** What came of one try. */
export interface Tried {
	status: number | null;
	fault: string | null;
	duration_ms: number;
	answer: string | null;
}

const logTry = (message: string, { status, fault, duration_ms, answer }: Tried) => sql`logged as (
	insert into webhook_attempt (message, status, fault, duration_ms, answer)
	select ${message}::uuid, ${status}::smallint, ${fault}::text, ${duration_ms}::int, ${answer}::text
	where exists (select from webhook_message where id = ${message}::uuid))`;

/** The far side has it. `attempts`: of the claim, so that a claim that ran out settles nothing. */
export const noteDelivered = (db: Db, { id, attempts }: Claimed, tried: Tried) =>
	run(
		db,
		sql`with ${logTry(id, tried)}, settled as (
				update webhook_message set state = 'delivered', settled_at = now(), claimed_until = null
				where id = ${id} and attempts = ${attempts} and state = 'pending' returning subscription
			)
			update webhook_subscription w set succeeded_at = now(), failures = 0, failing_since = null, rest_until = null
			from settled where w.id = settled.subscription`
	);

const Failed = Type.Object({
	subscription: Type.String(),
	name: Type.String(),
	/** Set where this failure pauses the subscription. */
	paused: Type.Boolean()
});

/**
 * The far side has it not: tried again later, or given up after the last try. A far side that fails again and again is
 * left in peace for minutes; one that failed for days, or says that it is gone, is paused. Null: somebody else settled it.
 */
export const noteFailed = (db: Db, { id, attempts }: Claimed, tried: Tried) =>
	maybeOne(
		db,
		Failed,
		sql`with ${logTry(id, tried)}, waits as (
				select (${retryMinutes}::float8[])[${attempts}::int] as minutes
			), moved as (
				update webhook_message m set claimed_until = null,
					state = case when waits.minutes is null then 'failed' else 'pending' end,
					settled_at = case when waits.minutes is null then now() end,
					next_at = now() + coalesce(waits.minutes, 0) * interval '1 minute'
				from waits where m.id = ${id} and m.attempts = ${attempts} and m.state = 'pending'
				returning m.subscription
			), before as (
				select w.* from webhook_subscription w, moved where w.id = moved.subscription for no key update of w
			)
			update webhook_subscription w set failures = w.failures + 1, failing_since = coalesce(w.failing_since, now()),
				rest_until = case when w.failures + 1 >= ${BREAKER}
					then now() + least(w.failures + 2 - ${BREAKER}, ${REST_MOST_MINUTES}) * interval '1 minute' end,
				state = case when w.state = 'active' and (${tried.status === 410}::boolean
						or w.failing_since < now() - make_interval(hours => ${PAUSED_AFTER_HOURS})) then 'paused' else w.state end
			from before where w.id = before.id
			returning w.id as subscription, w.name, w.state = 'paused' and before.state = 'active' as paused`
	);

const PAGE = 50;
const shown = sql`m.id, m.position::text, m.type, m.number, m.sequence, m.at, m.state, m.attempts,
	case when m.state = 'pending' then m.next_at end as "nextAt", a.status::int, a.fault`;
const last = sql`left join lateral (select status, fault from webhook_attempt a where a.message = m.id order by a.id desc limit 1) a on true`;

/** A page of the log, newest first. */
export async function readMessages(
	db: Db,
	subscription: string,
	{ state, number, before }: { state?: string; number?: string; before?: string }
) {
	const rows = await many(
		db,
		WebhookMessage,
		sql`select ${shown} from webhook_message m ${last} where m.subscription = ${subscription}
			${state ? sql`and m.state = ${state}` : empty}
			${number ? sql`and m.number = ${number}` : empty}
			${before ? sql`and m.position < ${before}::bigint` : empty}
			order by m.position desc limit ${PAGE}`
	);
	return { rows, next: rows.length === PAGE ? rows.at(-1)!.position : null };
}

const Kept = Type.Object({ data: Nullable(Type.Unknown()) });
const Attempts = Type.Object({
	at: Type.String(),
	status: Nullable(Type.Integer()),
	fault: Nullable(Type.String()),
	duration_ms: Type.Integer(),
	answer: Nullable(Type.String())
});

/** One message with what is told and every try; null when the subscription has none of this id. */
export async function readMessage(db: Db, subscription: string, id: string) {
	const where = sql`where m.subscription = ${subscription} and m.id = ${id}`;
	const message = await maybeOne(
		db,
		WebhookMessage,
		sql`select ${shown} from webhook_message m ${last} ${where}`
	);
	const kept = await maybeOne(db, Kept, sql`select m.data from webhook_message m ${where}`);
	if (!message || !kept) return null;
	const attempts = await many(
		db,
		Attempts,
		sql`select at, status::int, fault, duration_ms, answer from webhook_attempt where message = ${id} order by id`
	);
	return { message, data: kept.data, attempts };
}

/** A message about nothing, by which somebody tries the line. */
export const insertTry = (db: Db, subscription: string, type: string) =>
	one(
		db,
		Type.Object({ id: Type.String() }),
		sql`insert into webhook_message (subscription, type) values (${subscription}, ${type}) returning id`
	);

/** Which messages are told once more. */
export type Again = { message: string } | { from: string; to: string; failedOnly: boolean };

/** Lets messages be told once more from now on, under their own ids; gives the count. */
export const tellAgain = (db: Db, subscription: string, again: Again) =>
	run(
		db,
		sql`update webhook_message set state = 'pending', settled_at = null, attempts = 0, next_at = now()
			where subscription = ${subscription} and coalesce(claimed_until <= now(), true) and ${
				'message' in again
					? sql`id = ${again.message}`
					: sql`at >= ${again.from} and at <= ${again.to} and ${
							again.failedOnly ? sql`state = 'failed'` : sql`true`
						}`
			}`
	);

/** Wakes the workers of all processes. */
export const wakeWebhook = (db: Db, subscription: string) =>
	run(db, sql`select pg_notify(${WEBHOOKS}, ${subscription})`);
/** Channel on which subscriptions are named that have something to be sent. */
export const WEBHOOKS = 'webhook';

/** Forgets messages and tries that are older. */
export const pruneMessages = (db: Db, days: number) =>
	run(
		db,
		sql`delete from webhook_message where id in (
			select id from webhook_message where at < now() - make_interval(days => ${days}) order by at limit 5000)`
	);
