import type { Body } from '#contracts/endpoint.ts';
import {
	consultColleague,
	endCall,
	holdCall,
	muteCall,
	transferCall,
	turnConsult,
	type DeskCall
} from '#contracts/telephone.ts';
import { call } from './call.ts';
import { m } from './paraglide/messages.js';
import { telephone } from './telephone.svelte.ts';
import { toast } from './toast.svelte.ts';

/* What one does with the call in one's hands; loaded where there is one. */

/** Does something with it, one thing after another; null where there is none, or it was refused. */
async function withCall<T>(work: (params: { id: string }) => Promise<T>): Promise<T | null> {
	const id = telephone.call?.id;
	return id === undefined ? null : telephone.act(() => work({ id }));
}

export const hold = (on: boolean) => withCall((params) => call(holdCall, { params, body: { on } }));
export const mute = (on: boolean) => withCall((params) => call(muteCall, { params, body: { on } }));
export const end = () => withCall((params) => call(endCall, { params }));

/** Gives the call to a colleague or to the queue. */
export async function passOn(to: Body<typeof transferCall>): Promise<boolean> {
	const done = await withCall((params) => call(transferCall, { params, body: to }));
	if (done) toast.say(m.call_passed_on());
	return done !== null;
}

/** Asks a colleague first. */
export const askColleague = async (person: string): Promise<boolean> =>
	(await withCall((params) => call(consultColleague, { params, body: { person } }))) !== null;

/** Goes on from asking: gives them the call, lets all talk, goes back to the caller, or leaves. */
export async function turnTo(to: Body<typeof turnConsult>['to']): Promise<void> {
	const done = await withCall((params) => call(turnConsult, { params, body: { to } }));
	if (done && to === 'complete') toast.say(m.call_passed_on());
}

/** Who is on the line beside oneself, in a sentence; empty while it is the caller alone. */
export function togetherLine({ hands, consult }: DeskCall): string {
	if (hands === 'passed') return m.call_passed_note();
	if (!consult) return '';
	const { state, name } = consult;
	if (state === 'joined') return m.call_all_three({ name });
	if (state === 'talking') return m.call_asks_talking({ name });
	return hands === 'asked' ? m.call_asked_by({ name }) : m.call_asks_ringing({ name });
}
