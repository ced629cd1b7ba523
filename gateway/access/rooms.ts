import type { Server, Socket } from 'socket.io';
import { sees } from '#db/scope.ts';
import type { Services } from '../services.ts';
import { may, type Actor } from './actor.ts';
import type { FindActor } from './guard.ts';

const one = /^submission:(\d{10})$/;

/** Whether the person may be in the room: by role, and in a submission's room by jurisdiction and skills too. */
export async function mayJoin({ pool }: Services, actor: Actor, room: string): Promise<boolean> {
	if (room === 'queue' || room === 'wall' || room === 'lab') return may(actor, room);
	if (room === 'call') return may(actor, 'callbacks');
	// One's own, for what is given to or taken from oneself.
	if (room === `person:${actor.id}`) return true;
	const number = one.exec(room)?.[1];
	return number !== undefined && may(actor, 'queue') && sees(pool, actor, number);
}

/**
 * Asks again whose socket it is, after something about the person changed: one without a session is cut off, and
 * rooms that are not theirs any more are left.
 */
async function checkSocket(services: Services, socket: Socket, findActor: FindActor): Promise<void> {
	const actor = await findActor(socket.handshake.headers);
	if (!actor) return void socket.disconnect(true);
	socket.data.actor = actor;
	for (const room of socket.rooms)
		if (room !== socket.id && !(await mayJoin(services, actor, room))) await socket.leave(room);
}

/** Checks the sockets of one person, or of everybody when none is named. */
export const createRoomCheck =
	(services: Services, io: Server, findActor: FindActor) =>
	(person?: string): void => {
		for (const socket of io.sockets.sockets.values())
			if (!person || (socket.data.actor as Actor).id === person)
				checkSocket(services, socket, findActor).catch((fault) =>
					services.log.warn({ err: fault }, 'socket not checked')
				);
	};
