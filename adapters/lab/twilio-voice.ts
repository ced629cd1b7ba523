import webhooks from 'twilio/lib/webhooks/webhooks.js';
import type { TwilioVoiceConfig } from '../ivr/twilio-voice.ts';
import { hooks } from '../ivr/hooks.ts';
import type { CallFaults, Face, Kept, Line, Outgoing, RoomHappening, RoomView } from './exchange.ts';
import type { LabServer } from './server.ts';
import { sid } from './twilio-desk.ts';
import { recordingShelf } from './twilio-recordings.ts';
import { readTwiml } from './twiml-reader.ts';
import { twilioRule } from './webhook.ts';

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
	Direction: line.outbound ? 'outbound-api' : 'inbound',
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

/** What Twilio calls the events that a status callback may be asked for. */
const eventOf: Record<string, string> = {
	initiated: 'initiated',
	ringing: 'ringing',
	'in-progress': 'answered'
};
/** Who dialled gets no more than was asked for; without a wish only the end. */
const wanted = ({ outbound }: Line, state: string) =>
	!outbound || (outbound.events ?? ['completed']).includes(eventOf[state] ?? 'completed');

const asked: Record<RoomHappening, string> = {
	join: 'join',
	leave: 'leave',
	mute: 'mute',
	unmute: 'mute',
	hold: 'hold',
	unhold: 'hold'
};
const participant = (config: TwilioVoiceConfig, line: Line, happening: RoomHappening, room: RoomView) => ({
	AccountSid: config.accountSid,
	CallSid: line.id,
	ConferenceSid: room.id,
	FriendlyName: room.name,
	StatusCallbackEvent: `participant-${happening}`,
	SequenceNumber: String(room.sequence),
	Timestamp: new Date().toUTCString(),
	Muted: String(room.seat.muted),
	Hold: String(room.seat.held),
	Coaching: String(room.seat.coaching !== null),
	...(room.seat.coaching === null ? {} : { CallSidToCoach: room.seat.coaching }),
	StartConferenceOnEnter: String(room.seat.confer.starts),
	EndConferenceOnExit: String(room.seat.confer.endsOnExit)
});

/** Twilio's side of a call: signed requests, TwiML, recordings. An answer has 15 s. */
export function twilioVoiceFace(server: LabServer, config: TwilioVoiceConfig): Face {
	const to = hooks(config.publicOrigin, config.id);
	const keep = recordingShelf(server, config);
	return {
		number: config.number,
		rule: (url, limit_ms) => {
			const rule = twilioRule(url);
			return limit_ms === undefined ? rule : { ...rule, timeout_ms: limit_ms };
		},
		states: ['ringing', 'in-progress', 'completed'],
		dialled: { before: ['initiated', 'ringing'], answered: 'in-progress' },
		endings: {
			completed: ['completed'],
			busy: ['busy'],
			unanswered: ['no-answer'],
			rejected: ['busy'],
			failed: ['failed'],
			cancelled: ['canceled']
		},
		newLine: (from, called, outbound) => ({
			id: sid('CA'),
			conversation: '',
			from,
			to: called,
			...(outbound ? { outbound } : {})
		}),
		newRoomId: () => sid('CF'),
		read: readTwiml,
		keep,
		start: (line, faults) =>
			signed(
				config,
				line.outbound?.start?.url ?? to.start,
				common(config, line, line.outbound ? 'in-progress' : 'ringing'),
				faults
			),
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
		left: (line, { action }, faults) =>
			action === undefined
				? null
				: signed(
						config,
						action,
						{ ...common(config, line, 'in-progress'), DialCallStatus: 'completed' },
						faults
					),
		room: (line, happening, room, faults) => {
			const { statusUrl, events } = room.first;
			if (statusUrl === undefined || !events.includes(asked[happening])) return null;
			return signed(config, statusUrl, participant(config, line, happening, room), faults);
		},
		roomReady: (_line, room, kept, faults) =>
			signed(
				config,
				room.url,
				{
					AccountSid: config.accountSid,
					ConferenceSid: room.id,
					...recordingFields(kept),
					RecordingStatus: 'completed',
					RecordingChannels: '1',
					RecordingSource: 'Conference'
				},
				faults
			),
		status: (line, state, sequence, seconds, faults) => {
			const url = line.outbound ? line.outbound.statusUrl : to.status;
			if (url === undefined || !wanted(line, state)) return null;
			return signed(
				config,
				url,
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
			);
		}
	};
}
