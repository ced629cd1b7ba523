import { createHash, randomUUID } from 'node:crypto';
import jwt from 'jsonwebtoken';
import type { VonageVoiceConfig } from '../ivr/vonage-voice.ts';
import { hooks } from '../ivr/hooks.ts';
import type { CallFaults, Face, Kept, Line, Outgoing } from './exchange.ts';
import { readNcco } from './ncco-reader.ts';
import type { LabServer } from './server.ts';
import { vonageApplication } from './vonage-application.ts';
import { vonageRule } from './webhook.ts';

const bare = (number: string) => number.replace(/^\+/, '');

const token = (config: VonageVoiceConfig, body: string | undefined, faults: CallFaults) =>
	jwt.sign(
		{
			iss: 'Vonage',
			jti: randomUUID(),
			api_key: config.apiKey,
			// Wrong host has no meaning here: the address is not signed. Another application is its like.
			application_id: faults.wrongHost ? randomUUID() : config.applicationId,
			...(body === undefined ? {} : { payload_hash: createHash('sha256').update(body).digest('hex') })
		},
		config.signatureSecret,
		{ algorithm: 'HS256' }
	);

const signed = (config: VonageVoiceConfig, url: string, fields: object, faults: CallFaults): Outgoing => {
	const body = JSON.stringify(
		faults.extraFields ? { ...fields, region_url: 'https://api-ap-1.nexmo.com' } : fields
	);
	const authorization: Record<string, string> = faults.unsigned
		? {}
		: { authorization: `Bearer ${token(config, body, faults)}` };
	return { url, method: 'POST', headers: { 'content-type': 'application/json', ...authorization }, body };
};

/** Serves what callers said to whoever shows a token of the application. */
const shelf = (server: LabServer, config: VonageVoiceConfig) => {
	const kept = new Map<string, { content: Buffer; notReady: number }>();
	const known = vonageApplication(config);
	server.route('GET', '/v1/files/:file', ({ headers, params }) => {
		if (!known(headers['authorization'])) return { status: 401, body: 'Unauthorized' };
		const found = kept.get(params['file'] ?? '');
		if (!found || found.notReady-- > 0) return { status: 404, body: 'not found' };
		return { status: 200, type: 'audio/wav', body: found.content };
	});
	return (content: Buffer, seconds: number, { notReady = 0 }: CallFaults): Kept => {
		const id = randomUUID();
		kept.set(id, { content, notReady });
		return { id, url: `${server.url}/v1/files/${id}`, content, seconds };
	};
};

const answerUrl = (start: string, line: Line) => {
	const url = new URL(start);
	const fields = {
		from: bare(line.from),
		to: bare(line.to),
		uuid: line.id,
		conversation_uuid: line.conversation
	};
	for (const [name, value] of Object.entries(fields)) url.searchParams.set(name, value);
	return url.href;
};

const recordingFields = (kept: Kept) => {
	const end = Date.now();
	return {
		recording_url: kept.url,
		recording_uuid: kept.id,
		start_time: new Date(end - kept.seconds * 1000).toISOString(),
		end_time: new Date(end).toISOString(),
		size: kept.content.length
	};
};

/** An answer that was refused is an answer; what failed or never came is asked for again. */
const failed = (status: number | 'connect' | 'timeout') => typeof status !== 'number' || status >= 500;

/** Vonage's side of a call: an answer by GET, signed events, NCCO, files. An answer has 5 s and two more tries. */
export function vonageVoiceFace(server: LabServer, config: VonageVoiceConfig): Face {
	const to = hooks(config.publicOrigin, config.id);
	const keep = shelf(server, config);
	const event = (line: Line) => ({
		from: bare(line.from),
		to: bare(line.to),
		uuid: line.id,
		conversation_uuid: line.conversation,
		timestamp: new Date().toISOString()
	});
	return {
		number: config.number,
		rule: (_url, limit_ms = 5_000) => ({ ...vonageRule(3, 250), timeout_ms: limit_ms, again: failed }),
		states: ['started', 'ringing', 'answered', 'completed'],
		dialled: { before: ['started', 'ringing'], answered: 'answered' },
		// Whatever became of a call, it is completed in the end.
		endings: {
			completed: ['completed'],
			busy: ['busy', 'completed'],
			unanswered: ['unanswered', 'completed'],
			rejected: ['rejected', 'completed'],
			failed: ['failed', 'completed'],
			cancelled: ['cancelled', 'completed']
		},
		newLine: (from, called, outbound) => ({
			id: randomUUID(),
			conversation: `CON-${randomUUID()}`,
			from,
			to: called,
			...(outbound ? { outbound } : {})
		}),
		newRoomId: () => `CON-${randomUUID()}`,
		read: readNcco,
		keep,
		start: (line, faults): Outgoing => {
			const headers: Record<string, string> = faults.unsigned
				? {}
				: { authorization: `Bearer ${token(config, undefined, faults)}` };
			return { url: answerUrl(line.outbound?.start?.url ?? to.start, line), method: 'GET', headers };
		},
		go: (_line, { url, body }, faults) => signed(config, url, body as object, faults),
		keys: (line, { action }, digits, faults) =>
			signed(
				config,
				action,
				{ ...event(line), dtmf: { digits: digits === '' ? null : digits, timed_out: digits === '' } },
				faults
			),
		// Only notify, the next action, asks.
		recorded: () => null,
		ready: (line, { callback }, kept, faults) => {
			const fields = { conversation_uuid: line.conversation, ...recordingFields(kept) };
			return signed(config, callback, fields, faults);
		},
		// A leg whose room is over is over itself.
		left: () => null,
		room: (line, happening, { id, seat }, faults) => {
			const { statusUrl } = seat.confer;
			if (happening !== 'join' || statusUrl === undefined) return null;
			const moved = { conversation_uuid_from: line.conversation, conversation_uuid_to: id };
			line.conversation = id;
			const { uuid, timestamp } = event(line);
			return signed(config, statusUrl, { uuid, timestamp, ...moved, status: 'transfer' }, faults);
		},
		roomReady: (_line, { id, url }, kept, faults) =>
			signed(config, url, { ...recordingFields(kept), conversation_uuid: id }, faults),
		status: (line, state, _sequence, seconds, faults) =>
			signed(
				config,
				line.outbound?.statusUrl ?? to.status,
				{
					...event(line),
					status: state,
					direction: line.outbound ? 'outbound' : 'inbound',
					...(state === 'completed' ? { duration: String(Math.round(seconds)) } : {})
				},
				faults
			)
	};
}
