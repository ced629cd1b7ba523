import type { Twilio } from 'twilio';
import { SendError, type NoticeStatus, type Outgoing, type Sent } from '#adapters/adapter.ts';
import type { TwilioSmsConfig } from './twilio-sms.ts';

const send_timeout_ms = 15_000;

/** The SDK knows no other base address; the lab's is put in where a request leaves. */
const rebased = (uri: string, base: string | undefined) => {
	if (base === undefined) return uri;
	const { pathname, search } = new URL(uri);
	return base.replace(/\/$/, '') + pathname + search;
};

const waitOf = (header: unknown) => {
	const seconds = Number(header);
	return Number.isFinite(seconds) && seconds > 0 ? seconds * 1000 : undefined;
};

/** Costs 200 ms and 33 MB, so it is loaded by the first notice and not by the gateway's start. */
const connect = async (config: TwilioSmsConfig): Promise<Twilio> => {
	const { default: twilio } = await import('twilio');
	const client = new twilio.RequestClient({ timeout: send_timeout_ms });
	const request = client.request.bind(client);
	client.request = async (options) => {
		const answer = await request({ ...options, uri: rebased(options.uri, config.apiBase) });
		// Only here are the headers still known.
		if (answer.statusCode === 429)
			throw new SendError('20429', true, 'too many requests', waitOf(answer.headers?.['retry-after']));
		return answer;
	};
	return twilio(config.accountSid, config.authTokens[0], { httpClient: client });
};

const failure = (fault: unknown): SendError => {
	if (fault instanceof SendError) return fault;
	const { status, code, message } = fault as { status?: number; code?: number | string; message?: string };
	if (typeof status !== 'number') return new SendError('network', true, message);
	return new SendError(String(code ?? status), status === 429 || status >= 500, message);
};

const states: Record<string, NoticeStatus> = { accepted: 'accepted', scheduled: 'accepted', sent: 'sent' };
const stateOf = (status: string): NoticeStatus => states[status] ?? 'queued';

/** Messages to one number that are looked through; the brakes let far fewer go out to it in a day. */
const FIND_LIMIT = 50;
/** Twilio's clock and the database's differ. */
const CLOCKS_MS = 60_000;

/**
 * Sends by Twilio's REST API. Twilio has no idempotency key for messages: before an attempt whose predecessor's
 * outcome is unknown, `find` looks whether Twilio has the message. It looks by recipient and text alone, because
 * a message that Twilio still has in its queue has no date of sending.
 */
export function twilioSender(config: TwilioSmsConfig) {
	let client: Promise<Twilio> | undefined;
	const messages = async () => (await (client ??= connect(config))).messages;
	return {
		async send({ to, from, text }: Outgoing): Promise<Sent> {
			try {
				const statusCallback = `${config.publicOrigin}/hooks/${config.id}/status`;
				const body = { to, from: from ?? config.number, body: text, statusCallback };
				const sent = await (await messages()).create(body);
				return { providerId: sent.sid, status: stateOf(sent.status) };
			} catch (fault) {
				throw failure(fault);
			}
		},
		async find({ to, text }: Outgoing, since: string): Promise<Sent | null> {
			try {
				const sent = await (await messages()).list({ to, limit: FIND_LIMIT });
				const after = Date.parse(since) - CLOCKS_MS;
				// A trial account puts a sentence of Twilio's before every text.
				const found = sent.find(
					({ direction, dateCreated, body }) =>
						direction.startsWith('outbound') &&
						+dateCreated >= after &&
						body.trimEnd().endsWith(text.trimEnd())
				);
				return found ? { providerId: found.sid, status: stateOf(found.status) } : null;
			} catch (fault) {
				throw failure(fault);
			}
		}
	};
}
