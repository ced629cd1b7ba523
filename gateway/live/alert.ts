import type { Server } from 'socket.io';
import { listen } from '#db/listen.ts';
import type { Services } from '../services.ts';

/** Tells a person's screens, on whichever gateway, to ask for their news again. Who may read them the API decides. */
export function createAlerts({ log }: Services, io: Server, databaseUrl: string) {
	const listener = listen(
		databaseUrl,
		'alert',
		// Without a person the listener was made again: what was told meanwhile is not known.
		(person) => void (person === undefined ? io : io.to(`person:${person}`)).emit('alert'),
		(fault) => log.warn({ err: fault }, 'listener lost, connecting again')
	);
	return { ready: listener.ready, stop: () => listener.stop() };
}
