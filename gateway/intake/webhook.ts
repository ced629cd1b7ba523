import { createHash } from 'node:crypto';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import type { Delivery, HttpAnswer, Verdict } from '#adapters/inbound.ts';
import { step } from '../call/step.ts';
import type { Services } from '../services.ts';

/** Largest webhook body. A provider's is some kilobytes; what is larger is answered 413 and logged. */
export const WEBHOOK_LIMIT_BYTES = 4 * 1024 * 1024;
/** Above this a webhook is kept whole and flagged. */
const OVERSIZED_BYTES = 256 * 1024;
/** Unverified deliveries that are kept for each account in an hour; a flood beyond it is counted in the log only. */
export const UNVERIFIED_LIMIT_PER_HOUR = 1000;

function text(headers: FastifyRequest['headers']): Record<string, string> {
	const texts: Record<string, string> = {};
	for (const name in headers) {
		const value = headers[name];
		texts[name] = Array.isArray(value) ? value.join(', ') : String(value);
	}
	return texts;
}

/** What came off the wire. The address is the configured one: the Host header is the caller's to choose. */
const deliveryOf = (services: Services, account: string, request: FastifyRequest): Delivery => ({
	account,
	method: request.method === 'GET' ? 'GET' : 'POST',
	url: services.config.publicOrigin + request.url,
	headers: text(request.headers),
	body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
	receivedAt: new Date().toISOString()
});

const answer = (reply: FastifyReply, { status, type, body }: HttpAnswer) => {
	if (type) reply.header('content-type', type);
	return reply.code(status).send(body ?? '');
};

const arrivalOf = (adapter: ChannelAdapter, delivery: Delivery) => ({
	account: adapter.account,
	channel: adapter.channel,
	provider: adapter.provider,
	method: delivery.method,
	url: delivery.url,
	headers: delivery.headers,
	body: delivery.body
});

/** Counts what failed verification, so that a flood cannot fill the disk. */
function createGuard() {
	let hour = 0;
	const counts = new Map<string, number>();
	return (account: string) => {
		const now = Math.floor(Date.now() / 3_600_000);
		if (now !== hour) counts.clear();
		hour = now;
		const count = (counts.get(account) ?? 0) + 1;
		counts.set(account, count);
		return count <= UNVERIFIED_LIMIT_PER_HOUR;
	};
}

/** Keeps what could not be verified, under its hash: it can never take the place of the genuine delivery. */
async function parkUnverified(
	services: Services,
	adapter: ChannelAdapter,
	delivery: Delivery,
	verdict: Verdict & { ok: false }
) {
	const { reason } = verdict;
	services.log.warn({ account: adapter.account, reason, alarm: true }, 'delivery could not be verified');
	const hash = createHash('sha256').update(delivery.url).update(delivery.body).digest('hex');
	await services.receive({
		...arrivalOf(adapter, delivery),
		kind: 'message',
		externalId: `unverified:${hash}`,
		flags: ['unverified'],
		park: { reason }
	});
}

/** The doors of all providers that call us: `/hooks/<account>` and what lies below it. */
export function webhookRoutes(app: FastifyInstance, services: Services): void {
	const mayPark = createGuard();

	const handle = async (request: FastifyRequest, reply: FastifyReply) => {
		const { account } = request.params as { account: string };
		const adapter = services.adapters.get(account);
		if (!adapter?.verify) return reply.code(404).send('');
		const delivery = deliveryOf(services, account, request);
		let verdict = adapter.verify(delivery);
		if (!verdict.ok) {
			if (services.config.signatures === 'enforce' || !adapter.assume) {
				if (mayPark(account)) await parkUnverified(services, adapter, delivery, verdict);
				return reply.code(verdict.status).send('');
			}
			verdict = adapter.assume(delivery);
			if (!verdict.ok) return reply.code(verdict.status).send('');
		}
		if (verdict.kind === 'call') return answer(reply, await step(services, delivery, adapter, verdict));
		const oversized = delivery.body.length > OVERSIZED_BYTES ? ['oversized'] : [];
		await services.receive({
			...arrivalOf(adapter, delivery),
			kind: verdict.kind,
			externalId: verdict.externalId,
			flags: [...(verdict.flags ?? []), ...oversized]
		});
		return answer(reply, adapter.acknowledge?.(delivery) ?? { status: 204 });
	};

	void app.register(async (hooks) => {
		// Signatures are over the raw bytes: nothing is parsed here.
		hooks.removeAllContentTypeParsers();
		hooks.addContentTypeParser(
			'*',
			{ parseAs: 'buffer', bodyLimit: WEBHOOK_LIMIT_BYTES },
			(_request, body, done) => done(null, body)
		);
		const options = { config: { rateLimit: false } } as const;
		hooks.route({ method: ['GET', 'POST'], url: '/hooks/:account', ...options, handler: handle });
		hooks.route({ method: ['GET', 'POST'], url: '/hooks/:account/*', ...options, handler: handle });
	});
}
