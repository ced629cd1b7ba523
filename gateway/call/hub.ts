import type { ChannelAdapter } from '#adapters/adapter.ts';
import { SendError } from '#adapters/outgoing.ts';
import type { VoiceStep } from '#adapters/voice.ts';
import { OFFER_SECONDS } from '#contracts/telephone.ts';
import type { Call } from '#db/call.ts';
import { dropLeg, moveLeg, openLeg, type NewLeg } from '#db/call-leg.ts';
import type { Services } from '../services.ts';
import { promptUrl } from './routes.ts';

/*
 * All that the call's verbs ask of the carriers: caller and agent meet in a room of their own, which the gateway ends.
 * An account without a voice of ours is a PBX, where the audio stays: there is nothing to be done then.
 */

const FINAL = 9;

export const roomOf = (call: string) => `call-${call}`;

/** The call whose room this is; null when it is none of ours. */
export const callOfRoom = (room?: string) => /^call-(\d{1,18})$/.exec(room ?? '')?.[1] ?? null;

/** The line of ours that a provider's word about something we dialled is about. */
export const legOf = (key?: string) => /^leg-(\d{1,18})$/.exec(key ?? '')?.[1] ?? null;

/** The name under which an agent's softphone is rung: letters, digits and `_`. */
export const identityOf = (person: string) => person.replace(/[^A-Za-z0-9]/g, '_');

/** Leads a line into the room of its call; the caller hears music there till somebody else comes, a supervisor is not heard. */
export const conferStep = (
	{ id, answers }: Pick<Call, 'id' | 'answers'>,
	turn: number,
	who: 'caller' | 'agent' | 'supervisor'
): VoiceStep => ({
	say: [],
	then: {
		do: 'confer',
		room: roomOf(id),
		music: 'music',
		waits: who !== 'agent',
		// Of a room only what its first participant asks for holds, and the agent is there before the caller; who asked in
		// the script not to be recorded is not.
		record: who !== 'supervisor' && answers['recorded'] !== 'no',
		muted: who === 'supervisor'
	},
	turn
});

/** What an account can do with live calls; nothing where it has no voice of ours. */
export const voiceOf = ({ adapters }: Services, account: string): ChannelAdapter['voice'] =>
	adapters.get(account)?.voice;

/** Whether the call's audio stays at a PBX of the state's own. */
export const isAtPbx = (services: Services, account: string) =>
	services.adapters.has(account) && !voiceOf(services, account);

/** Takes a caller out of what they hear, into the room. Throws `SendError`. */
export async function bringIn(services: Services, call: Call): Promise<void> {
	await voiceOf(services, call.account)?.redirect(
		call.externalId,
		conferStep(call, call.turn, 'caller'),
		(prompt, language) => promptUrl(services.config.publicOrigin, prompt, language)
	);
}

/** Leads a caller out of the room, to what they hear while they wait. Throws `SendError`. */
export async function park(services: Services, call: Call): Promise<void> {
	await voiceOf(services, call.account)?.redirect(
		call.externalId,
		{ say: [], then: { do: 'redirect' }, turn: call.turn },
		(prompt, language) => promptUrl(services.config.publicOrigin, prompt, language)
	);
}

/** Rings a person's telephone or softphone for a call. Throws `SendError`. */
export async function ring(services: Services, leg: NewLeg, address: string | null): Promise<void> {
	const voice = voiceOf(services, leg.account);
	const { endpoint, person } = leg;
	const to = endpoint === 'client' ? `client:${identityOf(person)}` : address;
	if (!voice || endpoint === 'none' || to === null || !voice.dials.includes(endpoint))
		throw new SendError('endpoint', false, `account ${leg.account} cannot ring a ${endpoint}`);
	const { id } = await openLeg(services.pool, leg);
	try {
		const { callId } = await voice.dial({ to, callKey: `leg-${id}`, timeout: OFFER_SECONDS });
		const leg = await moveLeg(services.pool, id, { externalId: callId });
		// It was let go of while the carrier was told to dial.
		if (leg && leg.rank >= FINAL) await voice.hangUp(callId);
	} catch (fault) {
		await dropLeg(services.pool, id);
		throw fault;
	}
}

/** Ends a line. One that is over already is no fault. Throws `SendError`. */
export const hangUp = async (services: Services, line: { account: string; externalId: string | null }) => {
	if (line.externalId !== null) await voiceOf(services, line.account)?.hangUp(line.externalId);
};

/** Where the provider says that a line is; null when it does not know, or cannot be asked. Throws `SendError`. */
export const askLine = async (services: Services, line: { account: string; externalId: string }) =>
	(await voiceOf(services, line.account)?.statusOf(line.externalId)) ?? null;
