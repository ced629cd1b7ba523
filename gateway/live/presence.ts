import type { Server, Socket } from 'socket.io';
import type { Doing } from '#contracts/presence.ts';
import { listen } from '#db/listen.ts';
import { forgetScreens, forgetStale, keepScreens, tellPresence, type Screen } from '#db/presence.ts';
import type { Actor } from '../access/actor.ts';
import { paced } from '../paced.ts';
import type { Services } from '../services.ts';

/** How often a process says that its screens are still there; three times missed, and another forgets them. */
const TOUCH_INTERVAL_MS = 5_000;
/** Screens are told at most this often. */
const TELL_INTERVAL_MS = 200;

const isNumber = (value: unknown): value is string => typeof value === 'string' && /^\d{10}$/.test(value);
const isDoing = (value: unknown): value is Doing => value === 'looking' || value === 'typing';

/** Tells the rooms which numbers to ask about again. The names themselves are read by the API, by who may. */
function createTeller(io: Server) {
	const pending = new Set<string>();
	const tell = paced(TELL_INTERVAL_MS, () => {
		const numbers = [...pending];
		pending.clear();
		if (numbers.length) io.to('queue').to('wall').emit('presence', numbers);
		for (const number of numbers) io.to(`submission:${number}`).emit('presence', [number]);
	});
	return (number?: string) => {
		// The listener was made again: what was told meanwhile is not known.
		if (number === undefined) return void io.emit('presence', null);
		pending.add(number);
		tell();
	};
}

/** Who has what open, over all gateways of a database. Screens of a process that dies vanish with it. */
export function createPresence(services: Services, io: Server, databaseUrl: string) {
	const { pool, log } = services;
	const screens = new Map<string, Screen>();
	const noted = (fault: unknown) => log.warn({ err: fault }, 'presence not kept');

	const touch = async () => {
		if (screens.size) await keepScreens(pool, [...screens.values()]);
		const gone = await forgetStale(pool);
		if (gone.length) await tellPresence(pool, gone);
	};
	const timer = setInterval(() => void touch().catch(noted), TOUCH_INTERVAL_MS).unref();
	const listener = listen(databaseUrl, 'presence', createTeller(io), (fault) =>
		log.warn({ err: fault }, 'listener lost, connecting again')
	);

	const forget = async (gone: Screen[]) => {
		for (const { screen } of gone) screens.delete(screen);
		await forgetScreens(
			pool,
			gone.map(({ screen }) => screen)
		);
		await tellPresence(pool, gone.map(({ number }) => number).filter(isNumber));
	};

	/** Follows one screen. `mayLook` says whether its person may see a number. */
	function attach(socket: Socket, actor: Actor, mayLook: (number: string) => boolean | Promise<boolean>) {
		let turn: Promise<void> = Promise.resolve();
		// One after the other: the last word of a screen must be the one that stays.
		const inTurn = (work: () => Promise<unknown>) => {
			turn = turn.then(work).then(() => undefined, noted);
		};
		const show = async (number: string | null, doing: Doing) => {
			if (number && !(await mayLook(number))) return;
			const before = screens.get(socket.id);
			const now: Screen = { screen: socket.id, person: actor.id, number, doing };
			screens.set(socket.id, now);
			await keepScreens(pool, [now]);
			if (before?.number === number && before.doing === doing) return;
			await tellPresence(pool, [...new Set([before?.number, number])].filter(isNumber));
		};
		inTurn(() => show(null, 'looking'));
		socket.on('look', (number: unknown, doing: unknown) => {
			if (isNumber(number) && isDoing(doing)) inTurn(() => show(number, doing));
			else if (number === null) inTurn(() => show(null, 'looking'));
		});
		socket.on('disconnect', () =>
			inTurn(async () => {
				const before = screens.get(socket.id);
				if (before) await forget([before]);
			})
		);
	}

	return {
		attach,
		ready: listener.ready,
		async stop() {
			clearInterval(timer);
			await listener.stop();
			await forget([...screens.values()]).catch(noted);
		}
	};
}
