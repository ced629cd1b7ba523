import type { Server } from 'socket.io';
import { Compile } from 'typebox/compile';
import { Type } from 'typebox';
import type { TelephoneNews } from '#contracts/telephone.ts';
import { listen } from '#db/listen.ts';
import { paced } from '../paced.ts';
import type { Services } from '../services.ts';

/** The wall and the lists are told at most this often. */
const LISTS_INTERVAL_MS = 250;

const Told = Compile(
	Type.Object({
		event: Type.String(),
		person: Type.Optional(Type.String()),
		call: Type.Optional(Type.String())
	})
);
/** What each of the database's words is called on the screen of the person whom it concerns. */
const names: Record<string, string> = {
	offered: 'call:offered',
	call: 'call:changed',
	agent: 'telephone:changed'
};

/** Tells a person's screens, on whichever gateway, what changed at their telephone; and all who watch, that something did. */
export function createTelephoneWatch({ log }: Services, io: Server, databaseUrl: string) {
	const lists = paced(LISTS_INTERVAL_MS, () => io.to('call').to('wall').emit('calls'));
	const listener = listen(
		databaseUrl,
		'telephone',
		(payload) => {
			lists();
			// The listener was made again: what was told meanwhile is not known.
			if (payload === undefined)
				return void io.emit('telephone:changed', { call: null } satisfies TelephoneNews);
			const told: unknown = JSON.parse(payload);
			if (!Told.Check(told) || !told.person) return;
			const name = names[told.event];
			if (name)
				io.to(`person:${told.person}`).emit(name, { call: told.call ?? null } satisfies TelephoneNews);
		},
		(fault) => log.warn({ err: fault }, 'listener lost, connecting again')
	);
	return { ready: listener.ready, stop: () => listener.stop() };
}
