import { SendError, type Outgoing, type Sent } from '#adapters/outgoing.ts';
import { dltIds, senderOf } from './dlt.ts';
import { bareNumber } from './phone.ts';
import { networkFailure, PATIENCE_MS } from './reachable.ts';
import { isGsm } from '#contracts/segments.ts';
import type { VonageMessagesConfig } from './vonage-messages.ts';
import type { VonageSmsConfig } from './vonage-sms.ts';

const send_timeout_ms = 15_000;
/** `client_ref` is what the provider keeps beside a message; the SMS API takes the shorter one. */
const clientRef_length = 40;
/** SMS API: throttled, internal error, too many binds. Everything else fails the same way again. */
const passing = new Set(['1', '5', '10']);

/** The SDK is loaded by the first notice, not by the gateway's start. */
const smsClient = async ({ apiKey, apiSecret, apiBase }: VonageSmsConfig) => {
	const { Vonage } = await import('@vonage/server-sdk');
	const hosts = apiBase ? { restHost: apiBase } : {};
	return new Vonage({ apiKey, apiSecret }, { ...hosts, timeout: send_timeout_ms }).sms;
};
const messagesClient = async ({
	apiKey,
	apiSecret,
	applicationId,
	privateKey,
	apiBase
}: VonageMessagesConfig) => {
	const { Vonage } = await import('@vonage/server-sdk');
	const hosts = apiBase ? { apiHost: apiBase } : {};
	const keys = { apiKey, apiSecret, applicationId, privateKey };
	return new Vonage(keys, { ...hosts, timeout: send_timeout_ms }).messages;
};

type SmsParams = Parameters<Awaited<ReturnType<typeof smsClient>>['send']>[0];
type MessageParams = Parameters<Awaited<ReturnType<typeof messagesClient>>['send']>[0];

const statusHook = ({ publicOrigin, id }: { publicOrigin: string; id: string }) =>
	`${publicOrigin}/hooks/${id}/status`;

interface Problem {
	status?: string;
	errorText?: string;
}
/** Of a text sent in several parts the first refused part decides. */
const problemOf = (fault: unknown): Problem | undefined => {
	const messages = (fault as { response?: { messages?: Problem[] } }).response?.messages;
	return Array.isArray(messages) ? messages.find(({ status }) => status !== '0') : undefined;
};

const waitOf = (response: Response) => {
	const seconds = Number(response.headers.get('retry-after'));
	return seconds > 0 ? seconds * 1000 : PATIENCE_MS;
};

const codeOf = async (response: Response) => {
	const body: unknown = await response.json().catch(() => undefined);
	const { type, title, detail } = (body ?? {}) as { type?: string; title?: string; detail?: string };
	return { code: type?.split('#').at(-1) ?? String(response.status), message: detail ?? title };
};

/** What Vonage's SDK threw, as a `SendError` with Vonage's code. */
export const vonageFailure = async (fault: unknown): Promise<SendError> => {
	const problem = problemOf(fault);
	if (problem) {
		const status = String(problem.status);
		const wait = status === '1' ? { retryAfter_ms: PATIENCE_MS } : {};
		return new SendError(status, passing.has(status), problem.errorText, wait);
	}
	const response = (fault as { response?: unknown }).response;
	if (!(response instanceof Response)) return networkFailure(fault);
	const { code, message } = await codeOf(response);
	const wait = response.status === 429 ? { retryAfter_ms: waitOf(response) } : {};
	return new SendError(code, response.status === 429 || response.status >= 500, message, wait);
};

/** Sends by the SMS API; a text outside GSM-7 goes as Unicode. The id is the first part's. */
export function vonageSmsSender(config: VonageSmsConfig) {
	let client: ReturnType<typeof smsClient> | undefined;
	return async (outgoing: Outgoing): Promise<Sent> => {
		const { key, to, text } = outgoing;
		const dlt = dltIds(config.dlt, outgoing);
		const params = {
			to: bareNumber(to),
			from: bareNumber(senderOf(outgoing, config.number)),
			text,
			type: isGsm(text) ? 'text' : 'unicode',
			callback: statusHook(config),
			clientRef: key.slice(0, clientRef_length),
			...(dlt?.entity ? { entityId: dlt.entity } : {}),
			...(dlt?.template ? { contentId: dlt.template } : {})
		} as SmsParams;
		try {
			const { messages } = await (await (client ??= smsClient(config))).send(params);
			const first = messages[0] as { messageId?: string; 'message-id'?: string } | undefined;
			const providerId = first?.messageId ?? first?.['message-id'];
			if (!providerId) throw new SendError('no_id', true, 'the answer has no message id');
			return { providerId, status: 'queued' };
		} catch (fault) {
			throw fault instanceof SendError ? fault : await vonageFailure(fault);
		}
	};
}

/** Sends by the Messages API with the application's JWT. */
export function vonageMessagesSender(config: VonageMessagesConfig) {
	let client: ReturnType<typeof messagesClient> | undefined;
	return async (outgoing: Outgoing): Promise<Sent> => {
		const { key, to, text } = outgoing;
		const dlt = dltIds(config.dlt, outgoing);
		const message = {
			channel: 'sms',
			messageType: 'text',
			to: bareNumber(to),
			from: bareNumber(senderOf(outgoing, config.number)),
			text,
			clientRef: key.slice(0, clientRef_length),
			webhookUrl: statusHook(config),
			...(dlt
				? {
						sms: {
							...(dlt.entity ? { entityId: dlt.entity } : {}),
							...(dlt.template ? { contentId: dlt.template } : {})
						}
					}
				: {})
		} as MessageParams;
		try {
			const { messageUUID } = await (await (client ??= messagesClient(config))).send(message);
			return { providerId: messageUUID, status: 'queued' };
		} catch (fault) {
			throw await vonageFailure(fault);
		}
	};
}
