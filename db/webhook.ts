import { Type } from 'typebox';
import { FORMER_HOURS, Webhook, type WebhookInput } from '#contracts/webhook.ts';
import { many, maybeOne, one, run, sql, type Db } from './sql.ts';

const Id = Type.Object({ id: Type.String() });
const Generation = Type.Object({ generation: Type.Integer() });

const columns = sql`w.id, w.name, w.url, w.types, w.districts, w.departments, w.contact_reason as "contactReason",
	w.state, w.failing_since as "failingSince", w.succeeded_at as "succeededAt", w.made_at as "madeAt",
	case when w.former_until > now() then w.former_until end as "formerUntil",
	(select count(*)::int from webhook_message m where m.subscription = w.id and m.state = 'pending') as pending,
	(select count(*)::int from webhook_message m where m.subscription = w.id and m.state = 'failed') as failed`;

/** All subscriptions, by name. */
export const readWebhooks = (db: Db) =>
	many(db, Webhook, sql`select ${columns} from webhook_subscription w order by lower(w.name), w.made_at`);

/** The subscription, locked till the transaction ends; null when there is none. */
export const lockWebhook = async (db: Db, id: string) => {
	const locked = await maybeOne(
		db,
		Id,
		sql`select id from webhook_subscription where id = ${id} for no key update`
	);
	return locked && one(db, Webhook, sql`select ${columns} from webhook_subscription w where w.id = ${id}`);
};

export const insertWebhook = (db: Db, input: WebhookInput, by: string) =>
	one(
		db,
		Id,
		sql`insert into webhook_subscription (name, url, types, districts, departments, contact_reason, made_by)
			values (${input.name}, ${input.url}, ${input.types}, ${input.districts}, ${input.departments},
				${input.contactReason}, ${by})
			returning id`
	);

export const updateWebhook = (db: Db, id: string, input: WebhookInput) =>
	run(
		db,
		sql`update webhook_subscription set name = ${input.name}, url = ${input.url}, types = ${input.types},
				districts = ${input.districts}, departments = ${input.departments}, contact_reason = ${input.contactReason}
			where id = ${id}`
	);

export const deleteWebhook = (db: Db, id: string) =>
	run(db, sql`delete from webhook_subscription where id = ${id}`);

/** Stops it, or lets it begin anew at once with what waits. */
export const activateWebhook = (db: Db, id: string, active: boolean) =>
	run(
		db,
		sql`with set as (
				update webhook_subscription set state = ${active ? 'active' : 'stopped'}, failures = 0, failing_since = null,
					rest_until = null
				where id = ${id}
			)
			update webhook_message set next_at = now(), attempts = 0
			where ${active}::boolean and subscription = ${id} and state = 'pending'`
	);

/** Another secret from now on; the one before goes on signing for a while. Gives its generation. */
export const renewSecret = (db: Db, id: string) =>
	one(
		db,
		Generation,
		sql`update webhook_subscription
			set generation = generation + 1, former_until = now() + make_interval(hours => ${FORMER_HOURS})
			where id = ${id} returning generation`
	);

/** Of whose messages some are due; at most so many. */
export const webhooksDue = async (db: Db, limit: number): Promise<string[]> => {
	const rows = await many(
		db,
		Id,
		sql`select w.id from webhook_subscription w where w.state = 'active' and coalesce(w.rest_until <= now(), true)
			and exists (select from webhook_message m where m.subscription = w.id and m.state = 'pending' and m.next_at <= now())
			order by w.succeeded_at nulls first limit ${limit}`
	);
	return rows.map(({ id }) => id);
};

/** How many are paused, for watchdogs. */
export const countPaused = async (db: Db): Promise<number> => {
	const Count = Type.Object({ count: Type.Integer() });
	const { count } = await one(
		db,
		Count,
		sql`select count(*)::int as count from webhook_subscription where state = 'paused'`
	);
	return count;
};
