import type { TwilioVoiceConfig } from '../ivr/twilio-voice.ts';
import type { Going } from './call-engine.ts';
import { Misled } from './exchange.ts';
import { faulty } from './rest-faults.ts';
import type { LabAnswer, LabRequest, LabServer } from './server.ts';
import type { Desk } from './telephone.ts';
import { dateOf, isAccount, json, notFound, problem, unauthorised } from './twilio-desk.ts';
import { roomRoutes } from './twilio-rooms.ts';

/** What a handler of Twilio's REST interface is given. */
export interface Asked {
	form: URLSearchParams;
	params: Record<string, string>;
	query: URLSearchParams;
	path: string;
}
export type Answering = (asked: Asked) => LabAnswer;

const shown = (account: TwilioVoiceConfig, going: Going) => {
	const { line, state, startedAt, endedAt, seconds } = going;
	const uri = `/2010-04-01/Accounts/${account.accountSid}/Calls/${line.id}`;
	return {
		sid: line.id,
		account_sid: account.accountSid,
		api_version: '2010-04-01',
		from: line.from,
		to: line.to,
		direction: line.outbound ? 'outbound-api' : 'inbound',
		status: state === 'initiated' ? 'queued' : state,
		answered_by: null,
		parent_call_sid: null,
		date_created: dateOf(startedAt),
		date_updated: dateOf(endedAt ?? startedAt),
		start_time: dateOf(startedAt),
		end_time: dateOf(endedAt),
		duration: endedAt === null ? null : String(Math.round(seconds)),
		price: null,
		price_unit: 'USD',
		uri: `${uri}.json`,
		subresource_uris: { recordings: `${uri}/Recordings.json` }
	};
};

const isAddress = (text: string | null) => text !== null && URL.canParse(text) && /^https?:/.test(text);
const callable = /^(\+[1-9]\d{6,14}|sip:[^@\s]+@[^@\s]+|client:[\w-]+)$/;

/** Twilio's refusal of a new call; null when there is nothing to refuse. */
const fault = (account: TwilioVoiceConfig, form: URLSearchParams): LabAnswer | null => {
	const [to, from] = [form.get('To'), form.get('From')];
	if (!to) return problem(400, 21201, "No 'To' number is specified");
	if (!from) return problem(400, 21213, 'From phone number is required');
	if (!callable.test(to))
		return problem(400, 21211, `The phone number you are attempting to call, ${to}, is not valid.`);
	if (from !== account.number)
		return problem(
			400,
			21210,
			`The source phone number provided, ${from}, is not yet verified for your account.`
		);
	if (!form.has('Twiml') && !isAddress(form.get('Url'))) return problem(400, 21205, 'Url is not a valid URL');
	return null;
};

const create = (desk: Desk, account: TwilioVoiceConfig, form: URLSearchParams): LabAnswer => {
	const refusal = fault(account, form);
	if (refusal) return refusal;
	const [url, twiml, statusUrl] = [form.get('Url'), form.get('Twiml'), form.get('StatusCallback')];
	const events = form.getAll('StatusCallbackEvent').flatMap((words) => words.split(' '));
	const { going } = desk.dial(form.get('To') ?? '', form.get('From') ?? '', {
		timeout: Number(form.get('Timeout') ?? 60),
		...(twiml === null && url !== null ? { start: { url, method: 'POST' as const } } : {}),
		...(twiml === null ? {} : { program: twiml }),
		...(statusUrl === null ? {} : { statusUrl }),
		...(events.length > 0 ? { events } : {})
	});
	return json(201, { ...shown(account, going), status: 'queued' });
};

const update = (desk: Desk, account: TwilioVoiceConfig, { form, params, path }: Asked): LabAnswer => {
	const line = desk.line(params['call'] ?? '');
	if (!line) return notFound(path);
	const { going } = line;
	const [url, twiml, status] = [form.get('Url'), form.get('Twiml'), form.get('Status')];
	const wrongState = () => problem(400, 21220, 'Call is not in-progress. Cannot redirect.');
	if (going.stage === 'ended') return wrongState();
	if (status !== null) {
		if (status !== 'completed' && status !== 'canceled')
			return problem(400, 20001, `Invalid Status ${status}`);
		if (status === 'canceled' && going.stage !== 'ringing') return wrongState();
		line.finish('helpline', going.stage === 'ringing' ? 'cancelled' : 'completed');
		return json(200, shown(account, going));
	}
	if (going.stage === 'ringing') return wrongState();
	if (twiml === null && !isAddress(url)) return problem(400, 21205, 'Url is not a valid URL');
	if (twiml !== null && twiml.length > 4000)
		return problem(400, 20001, 'Twiml is longer than 4000 characters');
	try {
		line.divert(
			twiml === null
				? desk.face.go(going.line, { do: 'go', url: url ?? '' }, going.order.faults)
				: desk.face.read(twiml)
		);
	} catch (fault) {
		if (!(fault instanceof Misled)) throw fault;
		// Twilio takes it, and finds the fault when the call comes to it.
		line.finish(fault.message);
	}
	return json(200, shown(account, going));
};

const throttled = () => problem(429, 20429, 'Too Many Requests');
const failed = () => problem(503, 20503, 'Service unavailable');

/** Twilio's REST interface for calls and conferences: who shows the account's token is answered as by Twilio. */
export function twilioRest(server: LabServer, desk: Desk, account: TwilioVoiceConfig): void {
	const base = `/2010-04-01/Accounts/${account.accountSid}`;
	const route = (method: string, pattern: string, answering: Answering) =>
		server.route(
			method,
			base + pattern,
			faulty(desk, { throttled, failed }, ({ headers, body, params, query, path }: LabRequest) =>
				isAccount(account, headers['authorization'])
					? answering({ form: new URLSearchParams(body.toString('utf8')), params, query, path })
					: unauthorised()
			)
		);
	route('POST', '/Calls.json', ({ form }) => create(desk, account, form));
	route('GET', '/Calls/:call.json', ({ params, path }) => {
		const line = desk.line(params['call'] ?? '');
		return line ? json(200, shown(account, line.going)) : notFound(path);
	});
	route('POST', '/Calls/:call.json', (asked) => update(desk, account, asked));
	roomRoutes(route, desk, account);
}
