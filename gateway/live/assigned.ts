import type { Server, Socket } from 'socket.io';
import type { Assigned } from '#contracts/assign.ts';
import { listen } from '#db/listen.ts';
import type { Actor } from '../access/actor.ts';
import type { Services } from '../services.ts';

const roomOf = (person: string) => `person:${person}`;

/** Tells the screens of those whose claim was given away or to them, on whichever gateway they are. */
export function createAssigned({ log }: Services, io: Server, databaseUrl: string) {
	const listener = listen(
		databaseUrl,
		'assigned',
		(payload) => {
			if (payload === undefined) return;
			const assigned = JSON.parse(payload) as Assigned;
			const rooms = [assigned.from, assigned.to].flatMap((person) => (person ? [roomOf(person)] : []));
			if (rooms.length) io.to(rooms).emit('assigned', assigned);
		},
		(fault) => log.warn({ err: fault }, 'listener lost, connecting again')
	);
	return {
		/** The room of one's own: nobody can ask to join it. */
		attach: (socket: Socket, actor: Actor) => void socket.join(roomOf(actor.id)),
		ready: listener.ready,
		stop: () => listener.stop()
	};
}
