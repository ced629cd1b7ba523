import { randomBytes } from 'node:crypto';
import webhooks from 'twilio/lib/webhooks/webhooks.js';
import type { TwilioVoiceConfig } from '../ivr/twilio-voice.ts';
import { hooks } from '../ivr/hooks.ts';
import type { CallFaults, Face, Kept, Line, Outgoing } from './exchange.ts';
import type { LabServer } from './server.ts';
import { readTwiml } from './twiml-reader.ts';

const sid = (prefix: string) => prefix + randomBytes(16).toString('hex');
const wrongHost = (url: string) => url.replace(/^https?:\/\/[^/]+/, 'https://elsewhere.example');

const signed = (
	config: TwilioVoiceConfig,
	url: string,
	fields: Record<string, string>,
	faults: CallFaults
) => {
	const all = faults.extraFields ? { ...fields, CallToken: '{"x":1}', ShakenStir: '' } : fields;
	const token = config.authTokens[0] ?? '';
	const over = faults.wrongHost ? wrongHost(url) : url;
	return {
		url,
		method: 'POST',
		headers: {
			'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
			'user-agent': 'TwilioProxy/1.1',
			'i-twilio-idempotency-token': sid(''),
			...(faults.unsigned
				? {}
				: { 'x-twilio-signature': webhooks.getExpectedTwilioSignature(token, over, all) })
		},
		body: new URLSearchParams(all).toString()
	} satisfies Outgoing;
};

const common = (config: TwilioVoiceConfig, line: Line, status: string) => ({
	AccountSid: config.accountSid,
	ApiVersion: '2010-04-01',
	CallSid: line.id,
	CallStatus: status,
	Direction: 'inbound',
	From: line.from,
	Caller: line.from,
	To: line.to,
	Called: line.to
});

const recordingFields = (kept: Kept) => ({
	RecordingSid: kept.id,
	RecordingUrl: kept.url,
	RecordingDuration: String(Math.round(kept.seconds))
});

/** Serves what callers said at Twilio's address for recordings, to whoever shows the account's token. */
const shelf = (server: LabServer, config: TwilioVoiceConfig) => {
	const kept = new Map<string, { content: Buffer; notReady: number }>();
	const path = `/2010-04-01/Accounts/${config.accountSid}/Recordings`;
	const expected = `Basic ${Buffer.from(`${config.accountSid}:${config.authTokens[0]}`).toString('base64')}`;
	const serve = (authorization: string | undefined, id: string) => {
		if (authorization !== expected) return { status: 401, body: 'Authenticate' };
		const found = kept.get(id);
		if (!found || found.notReady-- > 0) return { status: 404, body: 'not found' };
		return { status: 200, type: 'audio/x-wav', body: found.content };
	};
	for (const ending of ['.wav', ''])
		server.route('GET', `${path}/:recording${ending}`, ({ headers, params }) =>
			serve(headers['authorization'], params['recording'] ?? '')
		);
	return (content: Buffer, seconds: number, { notReady = 0 }: CallFaults): Kept => {
		const id = sid('RE');
		kept.set(id, { content, notReady });
		return { id, url: `${server.url}${path}/${id}`, content, seconds };
	};
};

/** Twilio's side of a call: signed requests, TwiML, recordings. An answer has 15 s. */
export function twilioVoiceFace(server: LabServer, config: TwilioVoiceConfig): Face {
	const to = hooks(config.publicOrigin, config.id);
	const keep = shelf(server, config);
	return {
		number: config.number,
		limit_ms: 15_000,
		attempts: 1,
		states: ['ringing', 'in-progress', 'completed'],
		newLine: (from, called) => ({ id: sid('CA'), conversation: '', from, to: called }),
		read: readTwiml,
		keep,
		start: (line, faults) => signed(config, to.start, common(config, line, 'ringing'), faults),
		go: (line, { url }, faults) => signed(config, url, common(config, line, 'in-progress'), faults),
		keys: (line, { action }, digits, faults) =>
			signed(
				config,
				action,
				{ ...common(config, line, 'in-progress'), Digits: digits, msg: 'Gather End' },
				faults
			),
		recorded: (line, { action }, kept, hungUp, faults) =>
			kept === null || action === undefined
				? null
				: signed(
						config,
						action,
						{
							...common(config, line, hungUp ? 'completed' : 'in-progress'),
							...recordingFields(kept),
							Digits: hungUp ? 'hangup' : '#'
						},
						faults
					),
		ready: (line, { callback }, kept, faults) =>
			signed(
				config,
				callback,
				{
					AccountSid: config.accountSid,
					CallSid: line.id,
					...recordingFields(kept),
					RecordingStatus: 'completed',
					RecordingChannels: '1',
					RecordingSource: 'RecordVerb',
					RecordingTrack: 'inbound'
				},
				faults
			),
		status: (line, state, sequence, seconds, faults) =>
			signed(
				config,
				to.status,
				{
					...common(config, line, state),
					CallbackSource: 'call-progress-events',
					SequenceNumber: String(sequence),
					Timestamp: new Date().toUTCString(),
					...(state === 'completed'
						? { CallDuration: String(Math.round(seconds)), Duration: String(Math.ceil(seconds / 60)) }
						: {})
				},
				faults
			)
	};
}
