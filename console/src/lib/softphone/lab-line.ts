import type { LabListens, SoftphoneCall } from '#contracts/lab-sound.ts';
import { live } from '#lib/live.svelte.ts';
import { startTalk } from '#lib/sound/talk.ts';
import type { LineEvents, OpenLine } from './line.ts';

/** The sound of the one call that a line has. */
function createSound({ talks, levels, fault, asleep }: LineEvents) {
	let call: string | null = null;
	let stop = () => undefined as void;
	let spoken = 0;
	return {
		begin(id: string) {
			if (call === id) return;
			stop();
			call = id;
			stop = startTalk(id, {
				spoken: (level) => (spoken = level),
				heard: (level) => levels(spoken, level),
				fault,
				asleep
			});
			talks(true);
		},
		/** Of this call, or of whichever there is. */
		end(id = call) {
			if (call === null || call !== id) return;
			stop();
			call = null;
			talks(false);
		}
	};
}

/** A line of the lab's exchange, over the live connection. */
export const openLine: OpenLine = async ({ account, token: first }, events) => {
	const socket = await live.connection();
	const sound = createSound(events);
	let token = first;
	const open = async (again: boolean): Promise<void> => {
		const { ok } = (await socket.emitWithAck('softphone:open', account, token)) as LabListens;
		if (ok || !again) return ok ? events.reached(true) : events.refused();
		token = await events.renew();
		return open(false);
	};
	// Where the connection breaks over it, the next one does it again.
	const connect = () => open(true).catch(() => events.reached(false));
	const drop = () => events.reached(false);
	const change = ({ account: of, call, state }: SoftphoneCall) => {
		if (of !== account) return;
		if (state === 'talking') return sound.begin(call);
		if (state === 'ended') return sound.end(call);
		void events.rings(call).then((mine) => mine && socket.emit('softphone:answer', call));
	};
	const replaced = (of: string) => {
		if (of === account) events.replaced();
	};
	const heard = [
		['connect', connect],
		['disconnect', drop],
		['softphone:call', change],
		['softphone:replaced', replaced]
	] as const;
	for (const [name, hear] of heard) socket.on(name as string, hear as () => void);
	if (socket.connected) await connect();
	return {
		close() {
			for (const [name, hear] of heard) socket.off(name as string, hear as () => void);
			sound.end();
			if (socket.connected) socket.emit('softphone:close', account);
		}
	};
};
