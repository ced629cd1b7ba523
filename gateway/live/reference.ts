import type { Server } from 'socket.io';
import { listen } from '#db/listen.ts';
import { forgetReference } from '../reference.ts';
import type { Services } from '../services.ts';

/** When places, categories or offices change anywhere, this gateway reads them anew and its screens are told to. */
export function createReferenceWatch({ pool, log }: Services, io: Server, databaseUrl: string) {
	const listener = listen(
		databaseUrl,
		'reference',
		// Also after a lost connection, in which something may have been told.
		() => {
			forgetReference(pool);
			io.emit('reference');
		},
		(fault) => log.warn({ err: fault }, 'listener lost, connecting again')
	);
	return { ready: listener.ready, stop: () => listener.stop() };
}
