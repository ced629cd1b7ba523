import { Type, type Static } from 'typebox';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import { Unreadable, type Delivery, type Inbound, type Verdict } from '#adapters/inbound.ts';
import { twilioSigned } from '#adapters/sms/twilio-signature.ts';
import { caller } from './caller.ts';
import { fetchAudio } from './fetch-audio.ts';
import { hookOf } from './hooks.ts';
import { isLeftMessage, leftMessage } from './left-message.ts';
import { lastSegment, readLeg, readRoom, readStatus, readStep, recordingOf } from './twilio-call.ts';
import { twilioOps } from './twilio-ops.ts';
import { softphoneToken } from './twilio-token.ts';
import { twiml } from './twiml.ts';

/** One account as it is configured. */
export const TwilioVoiceConfig = Type.Object({
	provider: Type.Literal('twilio-voice'),
	id: Type.String({ minLength: 1 }),
	accountSid: Type.String({ minLength: 1 }),
	/** Two during a rotation. */
	authTokens: Type.Array(Type.String({ minLength: 1 }), { minItems: 1, maxItems: 2 }),
	/** E.164 number that citizens call. */
	number: Type.String({ minLength: 1 }),
	/** Origin of Twilio's REST interface; another one only for the lab. */
	apiBase: Type.Optional(Type.String({ minLength: 1 })),
	/** API key that signs the tokens of agents' softphones; without it no agent is rung in the browser. */
	softphone: Type.Optional(
		Type.Object({ keySid: Type.String({ pattern: '^SK' }), keySecret: Type.String({ minLength: 1 }) })
	),
	/** Origin that Twilio calls, and signs. */
	publicOrigin: Type.String({ minLength: 1 })
});
export type TwilioVoiceConfig = Static<typeof TwilioVoiceConfig>;

const refused = (status: 400 | 403, reason: string): Verdict => ({ ok: false, status, reason });

/** What makes one request of a call different from every other: a repeated request has the same, no other has. */
const replayKey = (delivery: Delivery, params: URLSearchParams, account: string) => {
	const found = hookOf(delivery, account);
	const call = params.get('CallSid');
	// A room's own recording and events belong to no call.
	const of = call ?? params.get('ConferenceSid');
	if (!found || !of || (!call && found.hook !== 'room' && found.hook !== 'recording')) return null;
	const field = (name: string) => params.get(name) ?? '';
	const rest = {
		start: [],
		step: [String(found.turn), field('Digits'), field('RecordingSid') || lastSegment(field('RecordingUrl'))],
		status: [field('CallStatus'), field('SequenceNumber'), field('CallbackSource')],
		recording: [field('RecordingSid'), field('RecordingStatus')],
		room: [field('ConferenceSid'), field('SequenceNumber'), field('StatusCallbackEvent')]
	}[found.hook];
	return { hook: found.hook, call, externalId: [of, found.hook, ...rest].join('|') };
};

/** Kind and replay key of a delivery, whoever signed it. */
const identify = (config: TwilioVoiceConfig, delivery: Delivery, params: URLSearchParams): Verdict => {
	const account = params.get('AccountSid');
	if (account !== null && account !== config.accountSid) return refused(403, 'account');
	const key = replayKey(delivery, params, config.id);
	if (!key) return refused(400, 'unreadable');
	const told = key.hook === 'recording' || (key.hook === 'room' && (!key.call || !readRoom(params)));
	return { ok: true, kind: told ? 'recording' : 'call', externalId: key.externalId };
};

const verify = (config: TwilioVoiceConfig, delivery: Delivery): Verdict => {
	const { ok, params } = twilioSigned(delivery, config.authTokens);
	return ok ? identify(config, delivery, params) : refused(403, 'signature');
};

const assume = (config: TwilioVoiceConfig, delivery: Delivery): Verdict => {
	const verdict = identify(config, delivery, twilioSigned(delivery, []).params);
	return verdict.ok ? { ...verdict, flags: ['unverified'] } : verdict;
};

const readRecording = (params: URLSearchParams, query: URLSearchParams): Inbound[] => {
	const recording = recordingOf(params);
	const ready = (params.get('RecordingStatus') ?? 'completed') === 'completed';
	if (!ready || !recording) return [];
	const room = query.get('room');
	return [{ kind: 'recording', callId: params.get('CallSid') ?? '', ...(room ? { room } : {}), recording }];
};

const parse = (config: TwilioVoiceConfig, delivery: Delivery): Inbound[] => {
	if (isLeftMessage(delivery)) return [leftMessage(delivery)];
	const { params } = twilioSigned(delivery, []);
	const found = hookOf(delivery, config.id);
	if (found?.hook === 'recording') return readRecording(params, found.query);
	const room = found?.hook === 'room' ? readRoom(params) : undefined;
	if (room === null) return [];
	const callId = params.get('CallSid');
	if (!found || !callId) throw new Unreadable('unreadable');
	const parties = { from: caller(params.get('From')), to: caller(params.get('To')) };
	const call = { kind: 'call' as const, callId, ...parties, ...readLeg(params, found.query) };
	if (room) return [{ ...call, event: 'room', room }];
	if (found.hook === 'start') return [{ ...call, event: 'start', status: 'answered', rank: 2 }];
	if (found.hook === 'status') return [{ ...call, ...readStatus(params) }];
	const turn = found.turn ?? 0;
	if (found.query.has('left')) return [{ ...call, turn, event: 'left' }];
	return [{ ...call, turn, ...readStep(params, found.query.has('silent')) }];
};

/**
 * Twilio Programmable Voice. Numbers are set up with `/hooks/<id>` as voice address and
 * `/hooks/<id>/status` as status callback. Contract: twilio.com/docs/voice/twiml and voice/api/call-resource.
 */
export function twilioVoice(config: TwilioVoiceConfig): ChannelAdapter {
	const api = new URL(config.apiBase ?? 'https://api.twilio.com');
	const recordings = `/2010-04-01/Accounts/${config.accountSid}/Recordings/`;
	const source = {
		authorization: `Basic ${Buffer.from(`${config.accountSid}:${config.authTokens[0] ?? ''}`).toString('base64')}`,
		trusted: (url: URL) => url.origin === api.origin && url.pathname.startsWith(recordings),
		storage: (url: URL) =>
			url.protocol === 'https:' && /\.(twilio\.com|twiliocdn\.com|amazonaws\.com)$/.test(url.hostname)
	};
	return {
		account: config.id,
		channel: 'ivr',
		provider: config.provider,
		verify: (delivery) => verify(config, delivery),
		assume: (delivery) => assume(config, delivery),
		parse: (delivery) => parse(config, delivery),
		acknowledge: () => ({ status: 204 }),
		voice: {
			render: (step, call) => ({
				status: 200,
				type: 'text/xml; charset=utf-8',
				body: twiml(step, call, config)
			}),
			// Without an ending Twilio serves WAV too; saying so keeps a copy's name and type in step.
			fetchRecording: ({ url }) => fetchAudio(/\.\w+$/.test(url) ? url : `${url}.wav`, source),
			...twilioOps(config),
			...softphoneToken(config)
		}
	};
}
