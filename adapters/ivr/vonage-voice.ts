import { Type, type Static } from 'typebox';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import { Unreadable, type Delivery, type Inbound, type Verdict } from '#adapters/inbound.ts';
import { vonageSigned } from '#adapters/sms/vonage-signature.ts';
import { caller } from './caller.ts';
import { fetchAudio } from './fetch-audio.ts';
import { isLeftMessage, leftMessage } from './left-message.ts';
import { ncco } from './ncco.ts';
import {
	look,
	readLeg,
	readRecording,
	readRoom,
	readStatus,
	readStep,
	replayKey,
	text
} from './vonage-call.ts';
import { vonageOps } from './vonage-ops.ts';

/** One account as it is configured. */
export const VonageVoiceConfig = Type.Object({
	provider: Type.Literal('vonage-voice'),
	id: Type.String({ minLength: 1 }),
	apiKey: Type.String({ minLength: 1 }),
	signatureSecret: Type.String({ minLength: 1 }),
	applicationId: Type.String({ minLength: 1 }),
	/** PEM of the application's RSA key; recordings are fetched with a token signed by it. */
	privateKey: Type.String({ minLength: 1 }),
	/** E.164 number that citizens call. */
	number: Type.String({ minLength: 1 }),
	/** Origin of Vonage's REST interface; another one only for the lab. */
	apiHost: Type.Optional(Type.String({ minLength: 1 })),
	publicOrigin: Type.String({ minLength: 1 })
});
export type VonageVoiceConfig = Static<typeof VonageVoiceConfig>;

/** Kind and replay key of a delivery, whoever signed it. */
const identify = (config: VonageVoiceConfig, delivery: Delivery): Verdict => {
	const seen = look(config.id, delivery);
	if (!seen) return { ok: false, status: 400, reason: 'unreadable' };
	return { ok: true, kind: seen.recorded ? 'recording' : 'call', externalId: replayKey(seen) };
};

const verify = (config: VonageVoiceConfig, delivery: Delivery): Verdict => {
	const signed = vonageSigned(delivery, config);
	return signed.ok ? identify(config, delivery) : { ok: false, status: 403, reason: signed.reason };
};

const assume = (config: VonageVoiceConfig, delivery: Delivery): Verdict => {
	const verdict = identify(config, delivery);
	return verdict.ok ? { ...verdict, flags: ['unverified'] } : verdict;
};

const parse = (config: VonageVoiceConfig, delivery: Delivery): Inbound[] => {
	if (isLeftMessage(delivery)) return [leftMessage(delivery)];
	const seen = look(config.id, delivery);
	if (!seen) throw new Unreadable('unreadable');
	if (seen.recorded) return readRecording(seen);
	const { callId, fields } = seen;
	const parties = { from: caller(text(fields['from'])), to: caller(text(fields['to'])) };
	const call = { kind: 'call' as const, callId, ...parties, ...readLeg(seen) };
	if (seen.hook === 'start') return [{ ...call, event: 'start', status: 'answered', rank: 2 }];
	if (seen.hook === 'status' || seen.hook === 'room') {
		const room = readRoom(seen);
		return [room ? { ...call, event: 'room', room } : { ...call, ...readStatus(seen) }];
	}
	return [{ ...call, turn: seen.turn ?? 0, ...readStep(seen) }];
};

/**
 * Vonage Voice. The application is set up with `/hooks/<id>` as answer address and `/hooks/<id>/status`
 * as event address, signed webhooks on. Contract: developer.vonage.com/voice/voice-api/webhook-reference.
 */
export function vonageVoice(config: VonageVoiceConfig): ChannelAdapter {
	const api = new URL(config.apiHost ?? 'https://api.nexmo.com');
	const vonageHost = (url: URL) =>
		url.protocol === 'https:' && /(^|\.)(nexmo|vonage)\.com$/.test(url.hostname);
	const fetchRecording = async ({ url }: { url: string }) => {
		const { tokenGenerate } = await import('@vonage/jwt');
		return fetchAudio(url, {
			authorization: `Bearer ${tokenGenerate(config.applicationId, config.privateKey)}`,
			// Recordings lie at a regional host; a configured host takes the place of all of them.
			trusted: (asked) => asked.origin === api.origin || (!config.apiHost && vonageHost(asked)),
			storage: (asked) => asked.protocol === 'https:' && asked.hostname.endsWith('.amazonaws.com')
		});
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
				type: 'application/json; charset=utf-8',
				body: ncco(step, call, config)
			}),
			fetchRecording,
			recordingFollows: true,
			...vonageOps(config)
		}
	};
}
