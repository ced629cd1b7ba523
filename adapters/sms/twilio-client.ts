import type { Twilio } from 'twilio';
import { SendError, type RecipientFault } from '#adapters/outgoing.ts';
import { networkFailure, PATIENCE_MS } from './reachable.ts';

const request_timeout_ms = 15_000;

export interface TwilioAccount {
	accountSid: string;
	authTokens: readonly string[];
	/** Origin of Twilio's REST interface; another one only for the lab. */
	apiBase?: string;
}

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

/** Twilio's SDK for an account. It costs 200 ms and 33 MB, so it is loaded by the first use and not by the gateway's start. */
export const twilioClient = async (account: TwilioAccount): Promise<Twilio> => {
	const { default: twilio } = await import('twilio');
	const client = new twilio.RequestClient({ timeout: request_timeout_ms });
	const request = client.request.bind(client);
	client.request = async (options) => {
		const answer = await request({ ...options, uri: rebased(options.uri, account.apiBase) });
		// Only here are the headers still known.
		if (answer.statusCode === 429)
			throw new SendError('20429', true, 'too many requests', {
				retryAfter_ms: waitOf(answer.headers?.['retry-after']) ?? PATIENCE_MS
			});
		return answer;
	};
	return twilio(account.accountSid, account.authTokens[0], { httpClient: client });
};

/** Not a number, not a mobile, unsubscribed; of a report: unknown destination, a landline. */
const recipients: Record<string, RecipientFault> = {
	'21211': 'dead',
	'21614': 'dead',
	'21610': 'opted_out',
	'30005': 'dead',
	'30006': 'dead'
};
/** What an error code of Twilio's says of the recipient; undefined where the fault is elsewhere. */
export const twilioRecipient = (code: string | null | undefined) => recipients[code ?? ''];

/** What Twilio's SDK threw, as a `SendError` with Twilio's code. */
export const twilioFailure = (fault: unknown): SendError => {
	if (fault instanceof SendError) return fault;
	const { status, code, message } = fault as { status?: number; code?: number | string; message?: string };
	if (typeof status !== 'number') return networkFailure(fault);
	const recipient = twilioRecipient(String(code));
	return new SendError(String(code ?? status), status === 429 || status >= 500, message, { recipient });
};
