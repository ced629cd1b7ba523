import type { Server as HttpServer } from 'node:http';
import { Server, type Socket } from 'socket.io';
import type { Change, JoinReply } from '#contracts/live.ts';
import { CHANGES_LIMIT, changesSince, keptSequences } from '#db/change.ts';
import { listen } from '#db/listen.ts';
import type { Actor } from './access/actor.ts';
import type { FindActor } from './access/guard.ts';
import { createRoomCheck, mayJoin } from './access/rooms.ts';
import { createAlerts } from './live/alert.ts';
import { createAssigned } from './live/assigned.ts';
import { createReferenceWatch } from './live/reference.ts';
import { createPresence } from './live/presence.ts';
import { createTelephoneWatch } from './live/telephone.ts';
import type { Services } from './services.ts';

/** A browser that vanished is noticed within 14 seconds, and with it what it held and showed. */
const HEARTBEAT = { pingInterval: 8_000, pingTimeout: 6_000 };

/** The wall is told at most this often. */
const WALL_INTERVAL_MS = 1_000;

async function missedSince({ pool }: Services, since: number): Promise<JoinReply> {
	const { first, last } = await keptSequences(pool);
	// Whoever was away longer than changes are kept, or missed more than one answer holds, loads afresh.
	if (since < first - 1 || last - since > CHANGES_LIMIT || since > last)
		return { ok: true, sequence: last, reload: true };
	const missed = await changesSince(pool, since);
	return { ok: true, sequence: missed.at(-1)?.sequence ?? since, missed };
}

function attach(services: Services, socket: Socket, findActor: FindActor) {
	socket.on('join', async (room: unknown, since: unknown, reply: unknown) => {
		if (typeof reply !== 'function' || typeof room !== 'string') return;
		try {
			const actor = await findActor(socket.handshake.headers);
			if (!actor || !(await mayJoin(services, actor, room)))
				return reply({ ok: false, code: 'forbidden' } satisfies JoinReply);
			// First the room, then what was missed: a change in between is told twice, never not at all.
			await socket.join(room);
			if (typeof since === 'number' && Number.isSafeInteger(since)) {
				reply(await missedSince(services, since));
			} else {
				const { last } = await keptSequences(services.pool);
				reply({ ok: true, sequence: last, missed: [] } satisfies JoinReply);
			}
		} catch (fault) {
			services.log.error({ err: fault }, 'join failed');
			reply({ ok: false, code: 'fault' } satisfies JoinReply);
		}
	});
	socket.on('leave', (room: unknown) => {
		if (typeof room === 'string') void socket.leave(room);
	});
}

/** Tells every change to the rooms that need it, in order. Notifications only wake it: the table is the truth. */
function createTeller(services: Services, io: Server) {
	let last: number | null = null;
	let busy = false;
	let again = false;
	let wallTimer: NodeJS.Timeout | undefined;

	const tell = (changes: Change[]) => {
		io.to('queue').emit('changes', changes);
		for (const change of changes) io.to(`submission:${change.number}`).emit('changes', [change]);
		wallTimer ??= setTimeout(() => {
			wallTimer = undefined;
			io.to('wall').emit('changes', changes.slice(-1));
		}, WALL_INTERVAL_MS).unref();
	};

	const repeat = async () => {
		last ??= (await keptSequences(services.pool)).last;
		for (;;) {
			const changes = await changesSince(services.pool, last);
			if (!changes.length) return;
			last = changes.at(-1)!.sequence;
			tell(changes);
		}
	};

	return async () => {
		if (busy) return void (again = true);
		busy = true;
		do {
			again = false;
			await repeat().catch((fault) => services.log.warn({ err: fault }, 'changes not told'));
		} while (again);
		busy = false;
	};
}

/** The live socket on the gateway's own server: signed-in staff only, rooms by need, resumable by sequence. */
export function createLive(
	services: Services,
	server: HttpServer,
	databaseUrl: string,
	findActor: FindActor
) {
	const io = new Server(server, {
		serveClient: false,
		cors: { origin: false },
		maxHttpBufferSize: 16_384,
		...HEARTBEAT
	});
	io.use(async (socket, next) => {
		const actor = await findActor(socket.handshake.headers).catch(() => null);
		if (!actor) return next(new Error('unauthorized'));
		socket.data.actor = actor;
		next();
	});
	const presence = createPresence(services, io, databaseUrl);
	const assigned = createAssigned(services, io, databaseUrl);
	const alerts = createAlerts(services, io, databaseUrl);
	const reference = createReferenceWatch(services, io, databaseUrl);
	const telephone = createTelephoneWatch(services, io, databaseUrl);
	io.on('connection', (socket) => {
		const actor = socket.data.actor as Actor;
		attach(services, socket, findActor);
		presence.attach(socket, actor, (number) =>
			mayJoin(services, socket.data.actor as Actor, `submission:${number}`)
		);
		assigned.attach(socket, actor);
	});
	const tell = createTeller(services, io);
	const listener = listen(databaseUrl, 'change', tell, (fault) =>
		services.log.warn({ err: fault }, 'listener lost, connecting again')
	);
	const people = listen(databaseUrl, 'person', createRoomCheck(services, io, findActor), (fault) =>
		services.log.warn({ err: fault }, 'listener lost, connecting again')
	);
	return {
		io,
		ready: Promise.all([
			listener.ready,
			presence.ready,
			assigned.ready,
			alerts.ready,
			reference.ready,
			telephone.ready,
			people.ready
		]),
		async stop() {
			await Promise.all([
				listener.stop(),
				presence.stop(),
				assigned.stop(),
				alerts.stop(),
				reference.stop(),
				telephone.stop(),
				people.stop()
			]);
			io.disconnectSockets(true);
			io.engine.close();
		}
	};
}
