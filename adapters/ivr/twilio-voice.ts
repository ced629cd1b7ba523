import { Type, type Static } from 'typebox';
import {
	Unreadable,
	type ChannelAdapter,
	type Delivery,
	type Inbound,
	type Verdict
} from '#adapters/adapter.ts';
import { twilioSigned } from '#adapters/sms/twilio-signature.ts';
import { caller } from './caller.ts';
import { fetchAudio } from './fetch-audio.ts';
import { hookOf } from './hooks.ts';
import { isLeftMessage, leftMessage } from './left-message.ts';
import { lastSegment, readStatus, readStep, recordingOf } from './twilio-call.ts';
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
	/** Origin that Twilio calls, and signs. */
	publicOrigin: Type.String({ minLength: 1 })
});
export type TwilioVoiceConfig = Static<typeof TwilioVoiceConfig>;

const refused = (status: 400 | 403, reason: string): Verdict => ({ ok: false, status, reason });

/** What makes one request of a call different from every other: a repeated request has the same, no other has. */
const replayKey = (delivery: Delivery, params: URLSearchParams, account: string) => {
	const found = hookOf(delivery, account);
	const call = params.get('CallSid');
	if (!found || !call) return null;
	const field = (name: string) => params.get(name) ?? '';
	const rest = {
		start: [],
		step: [String(found.turn), field('Digits'), field('RecordingSid') || lastSegment(field('RecordingUrl'))],
		status: [field('CallStatus'), field('SequenceNumber'), field('CallbackSource')],
		recording: [field('RecordingSid'), field('RecordingStatus')]
	}[found.hook];
	return { hook: found.hook, externalId: [call, found.hook, ...rest].join('|') };
};

/** Kind and replay key of a delivery, whoever signed it. */
const identify = (config: TwilioVoiceConfig, delivery: Delivery, params: URLSearchParams): Verdict => {
	const account = params.get('AccountSid');
	if (account !== null && account !== config.accountSid) return refused(403, 'account');
	const key = replayKey(delivery, params, config.id);
	if (!key) return refused(400, 'unreadable');
	return { ok: true, kind: key.hook === 'recording' ? 'recording' : 'call', externalId: key.externalId };
};

const verify = (config: TwilioVoiceConfig, delivery: Delivery): Verdict => {
	const { ok, params } = twilioSigned(delivery, config.authTokens);
	return ok ? identify(config, delivery, params) : refused(403, 'signature');
};

const assume = (config: TwilioVoiceConfig, delivery: Delivery): Verdict => {
	const verdict = identify(config, delivery, twilioSigned(delivery, []).params);
	return verdict.ok ? { ...verdict, flags: ['unverified'] } : verdict;
};

const parse = (config: TwilioVoiceConfig, delivery: Delivery): Inbound[] => {
	if (isLeftMessage(delivery)) return [leftMessage(delivery)];
	const { params } = twilioSigned(delivery, []);
	const found = hookOf(delivery, config.id);
	const callId = params.get('CallSid');
	if (!found || !callId) throw new Unreadable('unreadable');
	if (found.hook === 'recording') {
		const recording = recordingOf(params);
		const ready = (params.get('RecordingStatus') ?? 'completed') === 'completed';
		return ready && recording ? [{ kind: 'recording', callId, recording }] : [];
	}
	const parties = { from: caller(params.get('From')), to: caller(params.get('To')) };
	const call = { kind: 'call' as const, callId, ...parties };
	if (found.hook === 'start') return [{ ...call, event: 'start', status: 'answered', rank: 2 }];
	if (found.hook === 'status') return [{ ...call, ...readStatus(params) }];
	return [{ ...call, turn: found.turn ?? 0, ...readStep(params, found.query.has('silent')) }];
};

/**
 * Twilio Programmable Voice, inbound. Numbers are set up with `/hooks/<id>` as voice address and
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
			fetchRecording: ({ url }) => fetchAudio(/\.\w+$/.test(url) ? url : `${url}.wav`, source)
		}
	};
}
