import type { Permission } from '#contracts/access.ts';
import type { Action } from './keys.ts';
import { m } from './paraglide/messages.js';
import { places } from './places.ts';
import { session } from './session.svelte.ts';
import { answered, perform } from './shortcuts.ts';
import { viewAddress, views } from './views.svelte.ts';

const others: { value: string; says: () => string; words: string; needs?: Permission }[] = [
	{ value: '/queue?claim=mine', says: m.command_mine, words: 'mine claimed' },
	{ value: '/queue?order=oldest', says: m.command_oldest, words: 'oldest waiting' },
	{ value: '/account', says: m.account, words: 'account password sessions second factor preferences' },
	{
		value: '/reports/calls',
		says: m.report_calls,
		words: 'report calls figures service level day',
		needs: 'reports'
	},
	{ value: 'help', says: m.help, words: 'keys shortcuts' }
];

/** Verbs on what is open, while its screen answers them. */
const verbs = [
	{ action: 'claim', says: m.claim, words: 'claim take' },
	{ action: 'release', says: m.release, words: 'release give back' },
	{ action: 'link', says: m.link, words: 'link join' },
	{ action: 'dismiss', says: m.dismiss, words: 'dismiss close' },
	{ action: 'spam', says: m.spam, words: 'spam block sender' },
	{ action: 'merge', says: m.merge, words: 'merge same matter' },
	{ action: 'split', says: m.split, words: 'split divide several matters' },
	{ action: 'ask', says: m.ask, words: 'ask question citizen' },
	{ action: 'note', says: m.note_new, words: 'note colleague mention internal' },
	{ action: 'remind', says: m.remind, words: 'remind reminder later tomorrow' },
	{ action: 'alerts', says: m.alerts, words: 'alerts mentions reminders news' },
	{ action: 'campaign', says: m.campaign_together, words: 'campaign petition together join' },
	{ action: 'undo', says: m.undo, words: 'undo restore unlink take back' },
	{ action: 'assign', says: m.assign, words: 'assign give reassign another' },
	{ action: 'take', says: m.take_next, words: 'take next' }
] as const satisfies { action: Action; says: () => string; words: string }[];

/** Places and actions of the command bar that this person may use; English words find them in any language. */
export const commands = () =>
	[
		...verbs
			.filter(({ action }) => answered(action))
			.map(({ action, ...verb }) => ({ value: `do:${action}`, ...verb })),
		...places().map(({ href, says, words }) => ({ value: href, says, words })),
		...others.filter(({ needs }) => !needs || session.may(needs)),
		...views.all.map((view) => ({ value: viewAddress(view), says: () => view.name, words: view.name }))
	].map(({ value, says, words }) => ({ value, says, names: { pa: says(), hi: says(), en: words } }));

/** Runs a verb of the command bar; false when the value is a place to go to. */
export function runVerb(value: string): boolean {
	const verb = verbs.find(({ action }) => value === `do:${action}`);
	if (verb) perform(verb.action);
	return verb !== undefined;
}
