import type { Socket } from 'socket.io-client';
import type { Change, JoinReply } from '#contracts/live.ts';
import { resumeFrom } from './changes.ts';

export type LiveState = 'connecting' | 'catching_up' | 'connected' | 'offline';

interface Subscription {
	room: string;
	/** Sequence of the last change that was taken in. */
	since: number;
	take: (changes: Change[]) => void;
	/** The gap is too old to be told change by change: read everything again. */
	reload: () => void;
}

const retry_ms = 3000;
const subscriptions = new Set<Subscription>();
let socket: Promise<Socket> | null = null;
let status = $state<LiveState>('connecting');
let joining = 0;
const whenJoined = new Set<() => void>();

function deliver(subscription: Subscription, changes: Change[]) {
	subscription.since = resumeFrom(changes, subscription.since);
	if (changes.length) subscription.take(changes);
}

function answered(subscription: Subscription, reply: JoinReply) {
	joining -= 1;
	if (joining === 0 && status === 'catching_up') status = 'connected';
	if (!reply.ok || !subscriptions.has(subscription)) return;
	for (const tell of whenJoined) tell();
	if ('reload' in reply) {
		subscription.since = reply.sequence;
		subscription.reload();
	} else deliver(subscription, wanted(subscription, reply.missed));
}

function join(connection: Socket, subscription: Subscription) {
	joining += 1;
	status = 'catching_up';
	connection.emit('join', subscription.room, subscription.since, (reply: JoinReply) =>
		answered(subscription, reply)
	);
}

function drop(connection: Socket) {
	status = 'offline';
	joining = 0;
	// The library gives up when the server itself closed or refused; the session may be good again soon.
	if (!connection.active) setTimeout(() => connection.connect(), retry_ms);
}

async function connect(): Promise<Socket> {
	const { io } = await import('socket.io-client');
	const connection = io({ transports: ['websocket', 'polling'], reconnectionDelayMax: 5000 });
	connection.on('connect', () => {
		status = 'connected';
		for (const subscription of subscriptions) join(connection, subscription);
	});
	connection.on('disconnect', () => drop(connection));
	connection.on('connect_error', () => drop(connection));
	connection.on('changes', (changes: Change[]) => {
		for (const subscription of subscriptions) deliver(subscription, wanted(subscription, changes));
	});
	return connection;
}

const wanted = ({ room }: Subscription, changes: Change[]) => {
	const [kind, number] = room.split(':');
	return kind === 'submission' ? changes.filter((change) => change.number === number) : changes;
};

/** The live connection: one socket for the whole desk. */
export const live = {
	get status() {
		return status;
	},
	/** Connects when nothing on the page does, so that the dot tells the truth. */
	open() {
		socket ??= connect();
	},
	/** The connection itself, for what is no room's: who looks at what, and news for one person. */
	connection: () => (socket ??= connect()),
	/** Calls after every joining of a room, until the returned function is called: what was told before it was not heard. */
	onJoined(tell: () => void) {
		whenJoined.add(tell);
		return () => void whenJoined.delete(tell);
	},
	/**
	 * Tells every change in the room after sequence `since`, through drops, until the returned function is called.
	 * The same change may be told twice: read the rows again rather than count.
	 */
	subscribe(room: string, since: number, take: Subscription['take'], reload: Subscription['reload']) {
		const subscription: Subscription = { room, since, take, reload };
		subscriptions.add(subscription);
		socket ??= connect();
		void socket.then((connection) => connection.connected && join(connection, subscription));
		return () => {
			subscriptions.delete(subscription);
			if ([...subscriptions].some((other) => other.room === room)) return;
			void socket?.then((connection) => connection.connected && connection.emit('leave', room));
		};
	}
};
