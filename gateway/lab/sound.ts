import type { Server, Socket } from 'socket.io';
import { SOUND_LIMIT_BYTES, type LabHeard } from '#contracts/lab-sound.ts';
import { may, type Actor } from '../access/actor.ts';
import { createSoftphones } from './softphone.ts';
import type { Lab } from './start.ts';

/** Calls that one window listens to. */
const CALLS_LIMIT = 8;
/** What a window has not taken yet; a slow one misses something rather than hear it late. */
const BACKLOG_LIMIT_PACKETS = 60;

const isPiece = (sound: unknown): sound is Buffer =>
	Buffer.isBuffer(sound) && sound.length > 0 && sound.length <= SOUND_LIMIT_BYTES && sound.length % 2 === 0;

/** Whether more waits to be sent to a window than it takes. */
const createBacklog = ({ conn }: Socket) => {
	let packets = 0;
	conn.on('packetCreate', () => (packets += 1));
	conn.on('drain', () => (packets = 0));
	return () => packets > BACKLOG_LIMIT_PACKETS;
};

/**
 * Carries sound between windows and the lab's telephones. A telephone on `/lab` is everybody's who may use the lab; a
 * softphone's line is its agent's alone.
 */
export function carrySound(io: Server, { telephone }: Pick<Lab, 'telephone'>): { stop(): void } {
	const softphones = createSoftphones(telephone);
	const isTheirs = (socket: Socket, id: string) => {
		const call = telephone.find(id);
		if (!call || call.state === 'ended') return false;
		if (call.to.startsWith('client:')) return softphones.isLine(socket, call);
		return may(socket.data.actor as Actor, 'lab');
	};
	io.on('connection', (socket) => {
		const isBehind = createBacklog(socket);
		const listening = new Map<string, () => void>();
		const leave = (id: string) => {
			listening.get(id)?.();
			listening.delete(id);
		};
		const listen = (id: string): boolean => {
			for (const other of listening.keys()) if (!isTheirs(socket, other)) leave(other);
			if (!isTheirs(socket, id)) return false;
			if (listening.has(id)) return true;
			if (listening.size >= CALLS_LIMIT) return false;
			const stop = telephone.listen(id, (from, sound) => {
				if (!isTheirs(socket, id)) leave(id);
				else if (!isBehind())
					socket.emit('lab:heard', { call: id, from, sound } satisfies Record<keyof LabHeard, unknown>);
			});
			listening.set(id, stop);
			return true;
		};
		socket.on('lab:listen', (id: unknown, reply: unknown) => {
			if (typeof reply === 'function') reply({ ok: typeof id === 'string' && listen(id) });
		});
		socket.on('lab:say', (id: unknown, sound: unknown) => {
			if (typeof id === 'string' && listening.has(id) && isTheirs(socket, id) && isPiece(sound))
				telephone.say(id, sound);
		});
		socket.on('lab:leave', (id: unknown) => {
			if (typeof id === 'string') leave(id);
		});
		softphones.attach(socket);
		socket.on('disconnect', () => {
			for (const id of listening.keys()) leave(id);
		});
	});
	return { stop: softphones.stop };
}
