import { Type, type Static } from 'typebox';
import { MaybeMentions } from './contact.ts';
import { Channel, Instant, Nullable, Number10, Refused } from './words.ts';

const refusals = { 401: Refused, 403: Refused } as const;

export const Wall = Type.Object({
	at: Instant,
	/** Arrivals of the last 60 minutes, oldest first, per channel. */
	minutes: Type.Array(Instant),
	arriving: Type.Array(Type.Object({ channel: Channel, counts: Type.Array(Type.Integer()) })),
	/** Waiting now, by channel. */
	waiting: Type.Array(Type.Object({ channel: Channel, count: Type.Integer() })),
	claimed: Type.Integer(),
	/** Oldest that waits. */
	oldest: Nullable(Type.Object({ number: Number10, receivedAt: Instant })),
	/** Decided today, by what became of them. */
	today: Type.Object({
		received: Type.Integer(),
		registered: Type.Integer(),
		linked: Type.Integer(),
		dismissed: Type.Integer()
	}),
	parked: Type.Integer(),
	unverifiedLastHour: Type.Integer(),
	deadJobs: Type.Integer(),
	noticesFailedToday: Type.Integer()
});
export type Wall = Static<typeof Wall>;
export const readWall = {
	method: 'GET',
	url: '/api/wall',
	schema: { response: { 200: Wall, ...refusals } }
} as const;

export const ChannelHealth = Type.Object({
	account: Type.String(),
	channel: Channel,
	provider: Type.String(),
	/** `ok`, `failing` or `quiet` (nothing has come yet). */
	state: Type.Union([Type.Literal('ok'), Type.Literal('failing'), Type.Literal('quiet')]),
	lastSuccessAt: Nullable(Instant),
	lastReceivedAt: Nullable(Instant),
	lastError: MaybeMentions,
	lastErrorAt: Nullable(Instant),
	/** Milliseconds from receipt to queue, median of the last hour. */
	lag_ms: Nullable(Type.Number()),
	receivedToday: Type.Integer(),
	parkedToday: Type.Integer(),
	sentToday: Type.Integer(),
	failedToday: Type.Integer(),
	/** Notices that are still to be sent by it. */
	waiting: Type.Integer(),
	/** Nothing is handed to it before then, and why. */
	heldUntil: Nullable(Instant),
	heldReason: MaybeMentions
});
export type ChannelHealth = Static<typeof ChannelHealth>;
export const readChannels = {
	method: 'GET',
	url: '/api/channels',
	schema: { response: { 200: Type.Object({ rows: Type.Array(ChannelHealth) }), ...refusals } }
} as const;
