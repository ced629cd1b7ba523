import type { Socket } from 'socket.io';
import type { SoftphoneCall } from '#contracts/lab-sound.ts';
import type { LiveCall, Telephone } from '#adapters/lab/telephone.ts';
import { may, type Actor } from '../access/actor.ts';
import { identityOf } from '../call/hub.ts';

/** A line whose window vanished is hung up after this long: a page that is loaded again takes it up again. */
const GONE_MS = 15_000;

const keyOf = (account: string, to: string) => `${account} ${to}`;
const shown = ({ via, id, state }: LiveCall): SoftphoneCall => ({
	account: via,
	call: id,
	state: state === 'ringing' || state === 'ended' ? state : 'talking'
});

/** The softphones that can be rung: one window for each account and person, the last that asked. */
export function createSoftphones(telephone: Pick<Telephone, 'identify' | 'calls' | 'find' | 'watch'>) {
	const windows = new Map<string, Socket>();
	const stop = telephone.watch((call) => {
		if (call.direction === 'out') windows.get(keyOf(call.via, call.to))?.emit('softphone:call', shown(call));
	});
	const linesOf = (account: string, to: string) => telephone.calls(to).filter(({ via }) => via === account);
	const close = (socket: Socket, account: string, to: string) => {
		const key = keyOf(account, to);
		if (windows.get(key) !== socket) return;
		windows.delete(key);
		setTimeout(() => {
			if (windows.has(key)) return;
			for (const call of linesOf(account, to)) if (call.state !== 'ringing') void call.hangUp();
		}, GONE_MS).unref();
	};
	/** A token opens what it was made for, and only for the person whom it names. */
	const open = (socket: Socket, account: string, token: string): boolean => {
		const actor = socket.data.actor as Actor;
		const identity = telephone.identify(account, token);
		if (!may(actor, 'call') || identity === null || identity !== identityOf(actor.id)) return false;
		const to = `client:${identity}`;
		const before = windows.get(keyOf(account, to));
		windows.set(keyOf(account, to), socket);
		if (before && before !== socket) before.emit('softphone:replaced', account);
		for (const call of linesOf(account, to)) socket.emit('softphone:call', shown(call));
		return true;
	};
	return {
		stop,
		/** Whether the call is a line of the softphone that this window has. */
		isLine: (socket: Socket, { via, to }: LiveCall) => windows.get(keyOf(via, to)) === socket,
		attach(socket: Socket): void {
			socket.on('softphone:open', (account: unknown, token: unknown, reply: unknown) => {
				if (typeof reply !== 'function') return;
				reply({
					ok: typeof account === 'string' && typeof token === 'string' && open(socket, account, token)
				});
			});
			socket.on('softphone:answer', (id: unknown) => {
				const call = typeof id === 'string' ? telephone.find(id) : undefined;
				if (call && windows.get(keyOf(call.via, call.to)) === socket) void call.answer();
			});
			const to = `client:${identityOf((socket.data.actor as Actor).id)}`;
			socket.on('softphone:close', (account: unknown) => {
				if (typeof account === 'string') close(socket, account, to);
			});
			socket.on('disconnect', () => {
				for (const [key, window] of windows)
					if (window === socket) close(socket, key.slice(0, key.indexOf(' ')), to);
			});
		}
	};
}
