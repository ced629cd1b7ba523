import type { Assigned } from '#contracts/assign.ts';
import { formatNumber } from '#contracts/number.ts';
import { chime } from './chime.ts';
import { live } from './live.svelte.ts';
import { m } from './paraglide/messages.js';
import { session } from './session.svelte.ts';
import { toast } from './toast.svelte.ts';

/** Tells the person when a supervisor gave them a submission or took one from them, until the returned function is called. */
export function hearAssigned(me: string) {
	const hear = ({ number, from, to, by, reason }: Assigned) => {
		const words = { number: formatNumber(number), by, reason };
		if (to === me && from !== me) {
			toast.say(m.assigned_to_you(words));
			if (session.preferences.sound) chime();
		} else if (from === me && to !== me) toast.say(m.assigned_away(words), 'bad');
	};
	const connection = live.connection();
	void connection.then((socket) => socket.on('assigned', hear));
	return () => void connection.then((socket) => socket.off('assigned', hear));
}
