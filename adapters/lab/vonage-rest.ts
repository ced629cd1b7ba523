import type { VonageVoiceConfig } from '../ivr/vonage-voice.ts';
import type { Going } from './call-engine.ts';
import { Misled, type Instruction, type Outbound } from './exchange.ts';
import type { Line } from './live-call.ts';
import { faulty } from './rest-faults.ts';
import type { LabAnswer, LabRequest, LabServer } from './server.ts';
import type { Desk } from './telephone.ts';
import { vonageApplication } from './vonage-application.ts';

type Fields = Record<string, unknown>;
const isFields = (value: unknown): value is Fields =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

const json = (status: number, body: object): LabAnswer => ({
	status,
	type: 'application/json',
	body: JSON.stringify(body)
});
const problem = (status: number, type: string, error_title: string, more: object = {}) =>
	json(status, { type, error_title, ...more });
const unauthorised = () => problem(401, 'UNAUTHORIZED', 'Unauthorized');
const notFound = () => problem(404, 'NOT_FOUND', 'Not Found');
const invalid = (name: string, reason: string) =>
	problem(400, 'BAD_REQUEST', 'Bad Request', { invalid_parameters: { [name]: reason } });
const throttled = (): LabAnswer => ({
	...problem(429, 'THROTTLED', 'Too Many Requests'),
	headers: { 'retry-after': '1', 'content-type': 'application/json' }
});
const failed = () => problem(503, 'UNAVAILABLE', 'Service Unavailable');

const shown = ({ line, state, startedAt, endedAt, seconds }: Going) => ({
	_links: { self: { href: `/v1/calls/${line.id}` } },
	uuid: line.id,
	conversation_uuid: line.conversation,
	from: { type: 'phone', number: line.from.replace(/^\+/, '') },
	to: { type: 'phone', number: line.to.replace(/^\+/, '') },
	status: state,
	direction: line.outbound ? 'outbound' : 'inbound',
	start_time: new Date(startedAt).toISOString(),
	...(endedAt === null
		? {}
		: { end_time: new Date(endedAt).toISOString(), duration: String(Math.round(seconds)) }),
	rate: '0.00',
	price: '0.00',
	network: '40420'
});

const only = (value: unknown): string | null => {
	const [first, ...more] = Array.isArray(value) ? (value as unknown[]) : [];
	return typeof first === 'string' && URL.canParse(first) && more.length === 0 ? first : null;
};

/** Number or address that an endpoint stands for; null when it is none. */
const endpoint = (value: unknown): string | null => {
	const [first, ...more] = Array.isArray(value) ? (value as unknown[]) : [];
	if (!isFields(first) || more.length > 0) return null;
	const { type, number, uri, user } = first;
	if (type === 'phone' && typeof number === 'string' && /^[1-9]\d{6,14}$/.test(number)) return `+${number}`;
	if (type === 'sip' && typeof uri === 'string' && /^sip:[^@\s]+@\S+$/.test(uri)) return uri;
	return type === 'app' && typeof user === 'string' ? `client:${user}` : null;
};

const create = (desk: Desk, body: Fields): LabAnswer => {
	const to = endpoint(body['to']);
	if (to === null) return invalid('to', 'must be one valid endpoint');
	const { from } = body;
	if (!isFields(from) || from['type'] !== 'phone' || !/^[1-9]\d{6,14}$/.test(String(from['number'])))
		return invalid('from', 'must be a phone endpoint');
	const url = only(body['answer_url']);
	if (url === null && !Array.isArray(body['ncco']))
		return invalid('answer_url', 'answer_url or ncco is required');
	const ringing = Number(body['ringing_timer'] ?? 60);
	if (!(ringing >= 1 && ringing <= 120)) return invalid('ringing_timer', 'must be from 1 to 120');
	const statusUrl = only(body['event_url']);
	const outbound: Outbound = {
		timeout: ringing,
		...(url === null
			? { program: JSON.stringify(body['ncco']) }
			: { start: { url, method: 'GET' as const } }),
		...(statusUrl === null ? {} : { statusUrl })
	};
	const { going } = desk.dial(to, `+${String(from['number'])}`, outbound);
	const { uuid, direction, conversation_uuid } = shown(going);
	return json(201, { uuid, status: 'started', direction, conversation_uuid });
};

/** Where a transfer leads; null when it makes no sense. */
const destination = (desk: Desk, { going }: Line, value: unknown): Parameters<Line['divert']>[0] | null => {
	if (!isFields(value) || value['type'] !== 'ncco') return null;
	const url = only(value['url']);
	if (url !== null) {
		const outbound: Outbound = { timeout: 0, start: { url, method: 'GET' } };
		return desk.face.start({ ...going.line, outbound }, going.order.faults);
	}
	return Array.isArray(value['ncco']) ? readable(desk, JSON.stringify(value['ncco'])) : null;
};
const readable = (desk: Desk, ncco: string): Instruction[] | null => {
	try {
		return desk.face.read(ncco);
	} catch (fault) {
		if (fault instanceof Misled) return null;
		throw fault;
	}
};

const update = (desk: Desk, line: Line, body: Fields): LabAnswer => {
	const { going } = line;
	const done: LabAnswer = { status: 204 };
	const change = (changes: Parameters<Desk['rooms']['change']>[1]) => {
		void going.queue(() => desk.rooms.change(going, changes));
		return done;
	};
	if (going.stage === 'ended') return notFound();
	if (body['action'] === 'hangup') {
		line.finish('helpline', going.stage === 'ringing' ? 'cancelled' : 'completed');
		return done;
	}
	if (going.stage === 'ringing') return invalid('action', 'the call is not answered');
	switch (body['action']) {
		case 'mute':
			return change({ muted: true });
		case 'unmute':
			return change({ muted: false });
		case 'earmuff':
			return change({ deaf: true });
		case 'unearmuff':
			return change({ deaf: false });
		case 'transfer': {
			const next = destination(desk, line, body['destination']);
			if (next === null) return invalid('destination', 'must be a valid ncco or url');
			line.divert(next);
			return done;
		}
		default:
			return invalid('action', 'unknown');
	}
};

const stream = (line: Line, body: Fields): LabAnswer => {
	const { going } = line;
	const url = only(body['stream_url']);
	if (going.stage === 'ended' || going.stage === 'ringing') return notFound();
	if (url === null) return invalid('stream_url', 'must be one address');
	going.leg.streamed = url;
	going.heard.push(url);
	return json(200, { message: 'Stream started', uuid: going.line.id });
};
const silence = ({ going }: Line): LabAnswer => {
	if (going.leg.streamed === null) return notFound();
	going.leg.streamed = null;
	return json(200, { message: 'Stream stopped', uuid: going.line.id });
};

const read = (body: Buffer): Fields | null => {
	try {
		const value: unknown = JSON.parse(body.toString('utf8'));
		return isFields(value) ? value : null;
	} catch {
		return null;
	}
};

/** Vonage's REST interface for calls: who shows a token of the application is answered as by Vonage. */
export function vonageRest(server: LabServer, desk: Desk, account: VonageVoiceConfig): void {
	const known = vonageApplication(account);
	const route = (method: string, pattern: string, answering: (request: LabRequest) => LabAnswer) =>
		server.route(
			method,
			pattern,
			faulty(desk, { throttled, failed }, (request) =>
				known(request.headers['authorization']) ? answering(request) : unauthorised()
			)
		);
	const withBody = (answer: (body: Fields, line: Line) => LabAnswer) => (request: LabRequest) => {
		const line = desk.line(request.params['call'] ?? '');
		const body = read(request.body);
		if (!line) return notFound();
		return body ? answer(body, line) : invalid('body', 'must be JSON');
	};
	route('POST', '/v1/calls', ({ body }) => {
		const fields = read(body);
		return fields ? create(desk, fields) : invalid('body', 'must be JSON');
	});
	route('GET', '/v1/calls/:call', ({ params }) => {
		const line = desk.line(params['call'] ?? '');
		return line ? json(200, shown(line.going)) : notFound();
	});
	route(
		'PUT',
		'/v1/calls/:call',
		withBody((body, line) => update(desk, line, body))
	);
	route(
		'PUT',
		'/v1/calls/:call/stream',
		withBody((body, line) => stream(line, body))
	);
	route('DELETE', '/v1/calls/:call/stream', ({ params }) => {
		const line = desk.line(params['call'] ?? '');
		return line ? silence(line) : notFound();
	});
}
