import { allowAddresses } from '#adapters/webhook/address.ts';
import { postJson } from '#adapters/webhook/post.ts';
import { secretOf, signedHeaders } from '#adapters/webhook/sign.ts';
import { tellPaused } from '#db/webhook-alert.ts';
import { claimMessages, noteDelivered, noteFailed, type Claimed } from '#db/webhook-message.ts';
import type { Services } from '../services.ts';
import { payloadOf } from './payload.ts';

/** A worker leaves the rest to the next job after this: no subscription keeps one for itself. */
const TURN_MS = 45_000;

const secretsOf = ({ secret }: Services, subscription: string, { generation, former }: Claimed) =>
	(former ? [generation, generation - 1] : [generation]).map((one) => secretOf(secret, subscription, one));

/** Tries one message, and notes what came of it. */
async function deliverOne(services: Services, subscription: string, message: Claimed): Promise<void> {
	const { pool, config, log } = services;
	const body = payloadOf(message, message.personal ? message.contact : undefined);
	const headers = signedHeaders(message.id, body, secretsOf(services, subscription, message), new Date());
	const allowed = allowAddresses(config.webhookNetworks);
	const posted = await postJson(message.url, body, headers, { allowed });
	if (!posted.fault) return void (await noteDelivered(pool, message, { ...posted, answer: null }));
	// An answer may repeat what it was told: of a citizen nothing is kept here.
	const answer = message.personal ? null : posted.answer;
	await services.transaction(async (db) => {
		const failed = await noteFailed(db, message, { ...posted, answer });
		if (!failed?.paused) return;
		log.error({ webhook: failed.name, fault: posted.fault, status: posted.status }, 'webhook paused');
		await tellPaused(db, failed);
	});
}

/**
 * Sends what is due for a subscription till nothing is, a few at a time. Any number of workers may do so at once; who
 * dies in it leaves claims that run out, and the message is sent again under its id.
 */
export async function deliverWebhook(services: Services, id: string, signal: AbortSignal): Promise<void> {
	const until = performance.now() + TURN_MS;
	while (!signal.aborted && performance.now() < until) {
		const messages = await services.transaction((db) => claimMessages(db, id));
		if (!messages.length) return;
		await Promise.all(messages.map((message) => deliverOne(services, id, message)));
	}
}
