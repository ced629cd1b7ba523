import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/webhook.ts';
import { readWebhooks } from '#db/webhook.ts';
import { readMessage, readMessages } from '#db/webhook-message.ts';
import type { Guard } from '../access/guard.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import * as keep from './keep.ts';
import { payloadOf } from './payload.ts';

async function readOne({ pool }: Services, id: string, message: string) {
	const found = await readMessage(pool, id, message);
	if (!found) throw new Refusal('not_found', 404, 'There is no such message.');
	const { data, ...rest } = found;
	return { ...rest, payload: payloadOf({ ...rest.message, data }) };
}

/** Subscriptions of other systems, and the log of what they were told. */
export function webhookAdminRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const { pool } = services;
	const allowed = guard('webhooks');
	serve(app, contract.readWebhooks, allowed, async () => ({ rows: await readWebhooks(pool) }));
	serve(app, contract.makeWebhook, allowed, ({ actor, body }) => keep.makeWebhook(services, actor, body));
	serve(app, contract.saveWebhook, allowed, ({ actor, params, body }) =>
		keep.saveWebhook(services, actor, params.id, body)
	);
	serve(app, contract.removeWebhook, allowed, ({ actor, params }) =>
		keep.removeWebhook(services, actor, params.id)
	);
	serve(app, contract.setWebhookActive, allowed, ({ actor, params, body }) =>
		keep.setWebhookActive(services, actor, params.id, body.active)
	);
	serve(app, contract.renewWebhookSecret, allowed, ({ actor, params }) =>
		keep.renewWebhookSecret(services, actor, params.id)
	);
	serve(app, contract.tryWebhook, allowed, ({ actor, params }) =>
		keep.tryWebhook(services, actor, params.id)
	);
	serve(app, contract.replayWebhook, allowed, ({ actor, params, body }) =>
		keep.replayWebhook(services, actor, params.id, body)
	);
	serve(app, contract.readWebhookMessages, allowed, ({ params, query }) =>
		readMessages(pool, params.id, query)
	);
	serve(app, contract.readWebhookMessage, allowed, ({ params }) =>
		readOne(services, params.id, params.message)
	);
}
