import type { AgentTelephone } from '#contracts/telephone.ts';
import { m } from './paraglide/messages.js';
import { say } from './reference.svelte.ts';
import { telephone } from './telephone.svelte.ts';

/** What somebody does at the telephone, in words: all that the first page needs of the telephone's. */
export const stateOfTelephone: Record<AgentTelephone, () => string> = {
	offline: m.tel_offline,
	available: m.tel_available,
	reserved: m.tel_reserved,
	ringing: m.tel_ringing,
	on_call: m.tel_on_call,
	hold: m.tel_hold,
	wrap_up: m.tel_wrap_up,
	paused: m.tel_paused,
	not_responding: m.tel_not_responding
};
/** Colour of a state; the word says it too. */
export const toneOfTelephone: Record<AgentTelephone, '' | 'good' | 'warn' | 'bad' | 'accent'> = {
	offline: '',
	available: 'good',
	reserved: 'accent',
	ringing: 'accent',
	on_call: 'accent',
	hold: 'warn',
	wrap_up: 'warn',
	paused: '',
	not_responding: 'bad'
};

/** The reason of a pause in the language on screen. */
export const pauseName = (code: string | null) =>
	say(telephone.lists.pauses.find((pause) => pause.code === code)?.names) || m.tel_paused();
