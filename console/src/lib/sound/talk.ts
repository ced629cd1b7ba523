import type { Socket } from 'socket.io-client';
import type { LabHeard } from '#contracts/lab-sound.ts';
import { live } from '#lib/live.svelte.ts';
import { openSound, type Sound, type SoundEvents } from './sound.ts';

/** So many packets that were not sent yet are too many: what is said is left out rather than said late. */
const backlog_packets = 40;

/** What is said while nobody is connected would wait, and be heard late. */
const isBehind = ({ connected, io: { engine } }: Socket) =>
	!connected || engine.writeBuffer.length > backlog_packets;

/** Plays what the call hears; gives how to stop that. */
function hearCall(socket: Socket, call: string, sound: Sound): () => void {
	const hear = ({ call: to, from, sound: piece }: LabHeard) => {
		if (to === call) sound.play(from, piece);
	};
	const listen = () => void socket.emit('lab:listen', call, () => undefined);
	socket.on('lab:heard', hear);
	socket.on('connect', listen);
	if (socket.connected) listen();
	return () => {
		socket.off('lab:heard', hear);
		socket.off('connect', listen);
		if (socket.connected) socket.emit('lab:leave', call);
	};
}

/**
 * Speaks and hears through a telephone of the lab, through drops of the connection, till the returned function is
 * called.
 */
export function startTalk(call: string, events: Omit<SoundEvents, 'said'>): () => void {
	const ending = new AbortController();
	const { signal } = ending;
	const begin = async () => {
		const socket = await live.connection();
		const said = (piece: ArrayBuffer) => {
			if (!signal.aborted && !isBehind(socket)) socket.emit('lab:say', call, piece);
		};
		const sound = await openSound({ ...events, said });
		const deaf = hearCall(socket, call, sound);
		const end = () => {
			deaf();
			sound.close();
		};
		if (signal.aborted) end();
		else signal.addEventListener('abort', end);
	};
	begin().catch(() => events.fault('unsupported'));
	return () => ending.abort();
}
