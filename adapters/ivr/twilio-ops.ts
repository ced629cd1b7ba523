import type { Twilio } from 'twilio';
import { SendError } from '#adapters/outgoing.ts';
import type { CallStanding, Dialling, VoiceOps } from '#adapters/voice.ts';
import { twilioClient, twilioFailure } from '#adapters/sms/twilio-client.ts';
import { hooks } from './hooks.ts';
import { stateOf } from './twilio-call.ts';
import { twiml } from './twiml.ts';
import type { TwilioVoiceConfig } from './twilio-voice.ts';

/** Twilio's codes of a call that is over, or that nobody knows. */
const over = new Set(['21220', '20404']);
const known_rooms = 500;

type Ops = Pick<VoiceOps, 'dial' | 'redirect' | 'hangUp' | 'statusOf' | 'hold' | 'mute' | 'coach' | 'dials'>;
type Changes = NonNullable<
	Parameters<ReturnType<ReturnType<Twilio['conferences']>['participants']>['update']>[0]
>;

/** Participants by the room's name; Twilio knows rooms by an id of its own, which is asked for once. */
const roomsOf = (connect: () => Promise<Twilio>) => {
	const ids = new Map<string, string>();
	const find = async (room: string) => {
		const known = ids.get(room);
		if (known !== undefined) return known;
		const client = await connect();
		const [found] = await client.conferences.list({ friendlyName: room, status: 'in-progress', limit: 1 });
		const [waiting] = found
			? []
			: await client.conferences.list({ friendlyName: room, status: 'init', limit: 1 });
		const sid = (found ?? waiting)?.sid;
		// A leg that was sent there a moment ago is there a moment later.
		if (sid === undefined) throw new SendError('no_room', true, room);
		if (ids.size >= known_rooms) ids.clear();
		ids.set(room, sid);
		return sid;
	};
	return async (room: string, callId: string, changes: Changes) => {
		const client = await connect();
		try {
			await client
				.conferences(await find(room))
				.participants(callId)
				.update(changes);
		} catch (fault) {
			ids.delete(room);
			throw fault;
		}
	};
};

/** Live calls of a Twilio account. Contract: twilio.com/docs/voice/api, calls and conference participants. */
export function twilioOps(config: TwilioVoiceConfig): Ops {
	let client: Promise<Twilio> | undefined;
	const connect = () => (client ??= twilioClient(config));
	const change = roomsOf(connect);
	const to = hooks(config.publicOrigin, config.id);
	const attempt = async <T>(work: (client: Twilio) => Promise<T>) => {
		try {
			return await work(await connect());
		} catch (fault) {
			throw twilioFailure(fault);
		}
	};
	const alter = (room: string, callId: string, changes: Changes) =>
		attempt(() => change(room, callId, changes));
	return {
		dials: ['phone', 'sip', ...(config.softphone ? (['client'] as const) : [])],
		dial: (leg) => attempt((twilio) => dial(twilio, leg, config, to)),
		redirect: (callId, step, promptUrl) =>
			attempt(async (twilio) => {
				await twilio.calls(callId).update({ twiml: twiml(step, { promptUrl }, config) });
			}),
		hangUp: (callId) =>
			attempt(async (twilio) => {
				await twilio.calls(callId).update({ status: 'completed' });
			}).catch((fault: SendError) => {
				if (!over.has(fault.code)) throw fault;
			}),
		statusOf: (callId) => attempt((twilio) => standing(twilio, callId)),
		hold: (room, callId, on, music) =>
			alter(room, callId, {
				hold: on,
				...(on && music !== undefined ? { holdUrl: music, holdMethod: 'GET' } : {})
			}),
		mute: (room, callId, on) => alter(room, callId, { muted: on }),
		coach: (room, callId, whom) =>
			alter(
				room,
				callId,
				whom === null
					? { coaching: false, muted: true }
					: { coaching: true, callSidToCoach: whom, muted: false }
			)
	};
}

const dial = async (
	twilio: Twilio,
	{ to: called, from, callKey, timeout }: Dialling,
	config: TwilioVoiceConfig,
	to: ReturnType<typeof hooks>
) => {
	const { start, status } = to.leg(callKey);
	const call = await twilio.calls.create({
		to: called,
		from: from ?? config.number,
		url: start,
		method: 'POST',
		statusCallback: status,
		statusCallbackMethod: 'POST',
		statusCallbackEvent: ['initiated', 'ringing', 'answered', 'completed'],
		timeout
	});
	return { callId: call.sid };
};

const standing = async (twilio: Twilio, callId: string): Promise<CallStanding | null> => {
	try {
		const { status, duration } = await twilio.calls(callId).fetch();
		const seconds = Number(duration ?? NaN);
		return { ...stateOf(status), ...(Number.isFinite(seconds) ? { duration: seconds } : {}) };
	} catch (fault) {
		if ((fault as { status?: number }).status === 404) return null;
		throw fault;
	}
};
