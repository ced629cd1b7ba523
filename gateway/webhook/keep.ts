import { allowAddresses, faultOfUrl } from '#adapters/webhook/address.ts';
import { secretOf } from '#adapters/webhook/sign.ts';
import { TEST_TYPE, type WebhookInput } from '#contracts/webhook.ts';
import { audit } from '#db/event.ts';
import type { Db } from '#db/sql.ts';
import * as webhooks from '#db/webhook.ts';
import { insertTry, tellAgain, wakeWebhook, type Again } from '#db/webhook-message.ts';
import type { Actor } from '../access/actor.ts';
import { cleanJson } from '../intake/clean.ts';
import { referenceOf } from '../reference.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

const FIRST = 1;

async function find(db: Db, id: string) {
	const found = await webhooks.lockWebhook(db, id);
	if (!found) throw new Refusal('not_found', 404, 'There is no such subscription.');
	return found;
}

/** The input tidied; refuses with every fault by field. */
async function checked(services: Services, raw: WebhookInput): Promise<WebhookInput> {
	const { webhookNetworks, lab } = services.config;
	const input = cleanJson(raw);
	const tidy = { ...input, name: input.name.trim(), url: input.url.trim() };
	const fault = faultOfUrl(tidy.url, { allowed: allowAddresses(webhookNetworks), plain: lab });
	const { districts, departments } = await referenceOf(services);
	const unknown = (codes: string[] | null, rows: { code: string }[]) =>
		codes?.some((code) => !rows.some((row) => row.code === code)) ?? false;
	const faults = [
		...(fault ? [{ field: 'url', code: fault }] : []),
		...(unknown(tidy.districts, districts) ? [{ field: 'districts', code: 'unknown' }] : []),
		...(unknown(tidy.departments, departments) ? [{ field: 'departments', code: 'unknown' }] : [])
	];
	if (faults.length) throw new Refusal('invalid', 400, 'Some fields need attention.', { faults });
	return tidy;
}

/** Makes a subscription and gives its secret in clear, this once. */
export async function makeWebhook(services: Services, actor: Actor, raw: WebhookInput) {
	const input = await checked(services, raw);
	return services.transaction(async (db) => {
		const { id } = await webhooks.insertWebhook(db, input, actor.id);
		await audit(db, actor, 'webhook:made', id, { ...input });
		return { id, secret: secretOf(services.secret, id, FIRST) };
	});
}

/** Changes what a subscription is told from now on, and where. */
export async function saveWebhook(services: Services, actor: Actor, id: string, raw: WebhookInput) {
	const input = await checked(services, raw);
	return services.transaction(async (db) => {
		const before = await find(db, id);
		await webhooks.updateWebhook(db, id, input);
		await audit(db, actor, 'webhook:changed', id, { before, after: input });
		return { id };
	});
}

/** Ends a subscription for good. */
export const removeWebhook = ({ transaction }: Services, actor: Actor, id: string) =>
	transaction(async (db) => {
		const { name, url } = await find(db, id);
		await webhooks.deleteWebhook(db, id);
		await audit(db, actor, 'webhook:removed', id, { name, url });
		return { id };
	});

/** Stops a subscription, or lets it go on with what waits. */
export const setWebhookActive = ({ transaction }: Services, actor: Actor, id: string, active: boolean) =>
	transaction(async (db) => {
		await find(db, id);
		await webhooks.activateWebhook(db, id, active);
		await wakeWebhook(db, id);
		await audit(db, actor, active ? 'webhook:resumed' : 'webhook:stopped', id);
		return { id };
	});

/** Gives another secret in clear, this once. */
export const renewWebhookSecret = ({ transaction, secret }: Services, actor: Actor, id: string) =>
	transaction(async (db) => {
		await find(db, id);
		const { generation } = await webhooks.renewSecret(db, id);
		await audit(db, actor, 'webhook:secret_renewed', id, { generation });
		return { id, secret: secretOf(secret, id, generation) };
	});

/** Sends a message about nothing; gives its id. Refuses with `not_active` where nothing would be sent. */
export const tryWebhook = ({ transaction }: Services, actor: Actor, id: string) =>
	transaction(async (db) => {
		const { state } = await find(db, id);
		if (state !== 'active') throw new Refusal('not_active', 409, 'Let the subscription go on first.');
		const message = await insertTry(db, id, TEST_TYPE);
		await audit(db, actor, 'webhook:tried', id);
		return message;
	});

/** Tells once more; gives how many messages. */
export const replayWebhook = ({ transaction }: Services, actor: Actor, id: string, again: Again) =>
	transaction(async (db) => {
		await find(db, id);
		const count = await tellAgain(db, id, again);
		if (!count && 'message' in again) throw new Refusal('not_found', 404, 'There is no such message.');
		await wakeWebhook(db, id);
		await audit(db, actor, 'webhook:replayed', id, { ...again, count });
		return { count };
	});
