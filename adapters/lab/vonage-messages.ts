import { createHash, createPublicKey, randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import { segments } from '#contracts/segments.ts';
import type { VonageMessagesConfig } from '../sms/vonage-messages.ts';
import type { SmsFace } from './carrier.ts';
import type { LabAnswer, LabRequest } from './server.ts';
import type { Sms } from './sms.ts';
import { vonageRule, type Webhook } from './webhook.ts';

const bare = (number: string) => number.replace(/^\+/, '');
const json = (status: number, body: object): LabAnswer => ({
	status,
	type: 'application/json',
	body: JSON.stringify(body)
});
const problem = (status: number, code: string, title: string) =>
	json(status, {
		type: `https://developer.vonage.com/api-errors/messages#${code}`,
		title,
		detail: title,
		instance: randomUUID()
	});

/** Code that the lab is told to answer, to status and title. */
const refusals: Record<string, [number, string]> = {
	'1000': [429, 'Throttled'],
	'1020': [422, 'Invalid params'],
	'1120': [403, 'Illegal Sender Address - rejected'],
	'1300': [500, 'Internal error']
};

const signed = (account: VonageMessagesConfig, url: string, payload: object, sms?: Sms): Webhook => {
	const body = JSON.stringify(payload);
	const fault = sms?.faults?.signature;
	const claims = {
		iat: Math.floor(Date.now() / 1000),
		jti: randomUUID(),
		iss: 'Vonage',
		payload_hash: createHash('sha256').update(body).digest('hex'),
		api_key: account.apiKey,
		application_id: account.applicationId
	};
	const token = jwt.sign(claims, fault === 'wrong' ? 'not-the-secret' : account.signatureSecrets[0]!);
	const authorization: Record<string, string> =
		fault === 'missing' ? {} : { authorization: `Bearer ${token}` };
	return { url, method: 'POST', body, headers: { 'content-type': 'application/json', ...authorization } };
};

const mayUse = (account: VonageMessagesConfig, { headers }: LabRequest) => {
	const [scheme, token = ''] = (headers['authorization'] ?? '').split(' ');
	if (scheme === 'Basic')
		return token === Buffer.from(`${account.apiKey}:${account.apiSecret}`).toString('base64');
	try {
		const claims = jwt.verify(token, createPublicKey(account.privateKey), { algorithms: ['RS256'] });
		return typeof claims !== 'string' && claims['application_id'] === account.applicationId;
	} catch {
		return false;
	}
};

interface Outbound {
	to: string;
	from: string;
	text: string;
	webhook_url?: string;
	client_ref?: string;
}

const answerTo = (account: VonageMessagesConfig, face: SmsFace) => {
	const { handsets, later, options, refusal, route, tell } = face;
	return (request: LabRequest): LabAnswer => {
		if (!mayUse(account, request)) return problem(401, '401', 'Unauthorized');
		const { to, from, text, webhook_url, client_ref } = JSON.parse(request.body.toString()) as Outbound;
		if (!/^\d{8,15}$/.test(to) || !text) return problem(422, '1020', 'Invalid params');
		const code = refusal(to);
		const refused = refusals[code ?? ''];
		if (refused) return problem(refused[0], code!, refused[1]);
		const id = randomUUID();
		const shown = handsets.add(to, {
			id,
			direction: 'received',
			peer: from,
			text,
			status: 'submitted',
			via: 'vonage-messages'
		});
		tell({ type: 'sms:received', number: to, via: 'vonage-messages', detail: text });
		later(async () => {
			for (const status of code ? ['submitted', 'undeliverable'] : ['submitted', 'delivered']) {
				shown.status = status;
				tell({ type: 'sms:status', number: to, via: 'vonage-messages', detail: status });
				const error =
					status === 'undeliverable'
						? { error: { type: `https://developer.vonage.com/api-errors/messages#${code}`, title: code } }
						: {};
				const report = {
					message_uuid: id,
					to,
					from,
					timestamp: new Date().toISOString(),
					status,
					channel: 'sms',
					client_ref,
					...error
				};
				const url = webhook_url ?? `${account.publicOrigin}/hooks/${account.id}/status`;
				await route(signed(account, url, report), vonageRule(options.attempts, options.retryWait_ms), 0);
			}
		}, options.statusDelay_ms);
		return json(202, { message_uuid: id });
	};
};

const inbound = (
	account: VonageMessagesConfig,
	sms: Sms,
	message_uuid: string,
	mediaUrl: string | undefined
) => ({
	to: bare(sms.to ?? account.number),
	from: bare(sms.from),
	channel: mediaUrl ? 'mms' : 'sms',
	message_uuid,
	timestamp: new Date().toISOString(),
	usage: { price: '0.0057', currency: 'EUR' },
	...(mediaUrl
		? { message_type: 'image', image: { url: mediaUrl, caption: sms.text } }
		: { message_type: 'text', text: sms.text }),
	context_status: 'none',
	sms: { num_messages: String(segments(sms.text).segments), count_total: '1' },
	...(sms.faults?.extraFields ? { new_field: { nested: ['ਨਵਾਂ', null, 1] } } : {})
});

/** Vonage's far side of the Messages API: `/v1/messages`, status webhooks, and inbound texts already joined. */
export function vonageMessagesFace(face: SmsFace, account: VonageMessagesConfig) {
	const { options, route, server } = face;
	const media = new Map<string, { content: Buffer; mediaType: string }>();
	server.route('POST', '/v1/messages', answerTo(account, face));
	server.route('GET', '/v3/media/:id', ({ params }) => {
		const found = media.get(params['id'] ?? '');
		return found ? { status: 200, type: found.mediaType, body: found.content } : { status: 404 };
	});
	return (sms: Sms) => {
		const id = sms.id ?? randomUUID();
		const first = sms.media?.[0];
		if (first) media.set(id, first);
		const payload = inbound(account, sms, id, first ? `${server.url}/v3/media/${id}` : undefined);
		const webhook = signed(account, `${account.publicOrigin}/hooks/${account.id}`, payload, sms);
		return [{ id, send: () => route(webhook, vonageRule(options.attempts, options.retryWait_ms), 1) }];
	};
}
