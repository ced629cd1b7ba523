import type { Vonage } from '@vonage/server-sdk';
import type { CallStanding, Dialling, VoiceOps } from '#adapters/voice.ts';
import { bareNumber } from '#adapters/sms/phone.ts';
import { vonageFailure } from '#adapters/sms/vonage-send.ts';
import { hooks } from './hooks.ts';
import { conversation, ncco } from './ncco.ts';
import { stateOf } from './vonage-call.ts';
import type { VonageVoiceConfig } from './vonage-voice.ts';

const request_timeout_ms = 15_000;

type Ops = Pick<VoiceOps, 'dial' | 'redirect' | 'hangUp' | 'statusOf' | 'hold' | 'mute' | 'coach' | 'dials'>;
type Voice = Vonage['voice'];
type Ncco = Parameters<Voice['transferCallWithNCCO']>[1];
type Outbound = Parameters<Voice['createOutboundCall']>[0];

/** The SDK is loaded by the first use, not by the gateway's start. */
const connectTo = async ({
	apiKey,
	applicationId,
	privateKey,
	apiHost
}: VonageVoiceConfig): Promise<Voice> => {
	const { Vonage } = await import('@vonage/server-sdk');
	const hosts = apiHost === undefined ? {} : { apiHost };
	const client = new Vonage({ apiKey, applicationId, privateKey }, { ...hosts, timeout: request_timeout_ms });
	return client.voice;
};

const endpoint = (to: string) => {
	if (to.startsWith('sip:')) return { type: 'sip', uri: to };
	return { type: 'phone', number: bareNumber(to) };
};

/** A leg's place among the others of its room, as a supervisor has it: nobody hears it but `whom`. */
const whisper = (room: string, whom: string | null, to: ReturnType<typeof hooks>) => [
	{
		...conversation({ do: 'confer', room, music: '', record: false, muted: whom === null }, to, () => ''),
		musicOnHoldUrl: undefined,
		...(whom === null ? {} : { canSpeak: [whom] })
	}
];

/** Vonage knows no such leg, or nothing of it that could be stopped. */
const isGone = (fault: unknown) => {
	const { response } = fault as { response?: unknown };
	return response instanceof Response && response.status === 404;
};

/**
 * Live calls of a Vonage application. Contract: developer.vonage.com/api/voice. Vonage has no word for hold, so
 * the leg is made deaf and mute to its room and hears music of its own; every one of these acts may be repeated.
 */
export function vonageOps(config: VonageVoiceConfig): Ops {
	let client: Promise<Voice> | undefined;
	const to = hooks(config.publicOrigin, config.id);
	const attempt = async <T>(work: (voice: Voice) => Promise<T>) => {
		try {
			return await work(await (client ??= connectTo(config)));
		} catch (fault) {
			throw await vonageFailure(fault);
		}
	};
	const transfer = (callId: string, actions: object[]) =>
		attempt((voice) => voice.transferCallWithNCCO(callId, actions as Ncco));
	return {
		dials: ['phone', 'sip'],
		dial: (leg) => attempt((voice) => dial(voice, leg, config, to)),
		redirect: (callId, step, promptUrl) =>
			transfer(callId, JSON.parse(ncco(step, { callId, promptUrl }, config)) as object[]),
		statusOf: (callId) => attempt((voice) => standing(voice, callId)),
		hangUp: (callId) =>
			attempt((voice) =>
				voice.hangupCall(callId).catch(async (fault: unknown) => {
					// Which error a leg that is over gives is documented nowhere; where it stands is.
					const now = isGone(fault) ? null : await standing(voice, callId);
					if (now !== null && now.rank < 9) throw fault;
				})
			),
		hold: (_room, callId, on, music) => attempt((voice) => hold(voice, callId, on, music)),
		mute: (_room, callId, on) => attempt((voice) => (on ? voice.muteCall(callId) : voice.unmuteCall(callId))),
		coach: (room, callId, whom) => transfer(callId, whisper(room, whom, to))
	};
}

const hold = async (voice: Voice, callId: string, on: boolean, music: string | undefined) => {
	if (on) {
		await voice.earmuffCall(callId);
		await voice.muteCall(callId);
		if (music !== undefined) await voice.streamAudio(callId, music, 0);
		return;
	}
	// Nothing played any more is what was wanted.
	await voice.stopStreamAudio(callId).catch((fault: unknown) => {
		if (!isGone(fault)) throw fault;
	});
	await voice.unmuteCall(callId);
	await voice.unearmuffCall(callId);
};

const dial = async (
	voice: Voice,
	{ to: called, from, callKey, timeout }: Dialling,
	config: VonageVoiceConfig,
	to: ReturnType<typeof hooks>
) => {
	const { start, status } = to.leg(callKey);
	const { uuid } = await voice.createOutboundCall({
		to: [endpoint(called)],
		from: { type: 'phone', number: bareNumber(from ?? config.number) },
		answerUrl: [start],
		answerMethod: 'GET',
		eventUrl: [status],
		eventMethod: 'POST',
		ringingTimer: timeout
	} as unknown as Outbound);
	return { callId: uuid };
};

const standing = async (voice: Voice, callId: string): Promise<CallStanding | null> => {
	try {
		const { status, duration } = await voice.getCall(callId);
		const seconds = Number(duration || NaN);
		return { ...stateOf(status), ...(Number.isFinite(seconds) ? { duration: seconds } : {}) };
	} catch (fault) {
		if (isGone(fault)) return null;
		throw fault;
	}
};
