import type { Delivery, Inbound, RoomEvent } from '#adapters/inbound.ts';
import { hookOf } from './hooks.ts';

/* Vonage's requests of a call, read. */

/** How far a call has come; the last rank is final. `completed` also follows busy, failed and unanswered. */
const states: Record<string, { status: string; rank: number }> = {
	started: { status: 'ringing', rank: 0 },
	ringing: { status: 'ringing', rank: 1 },
	answered: { status: 'answered', rank: 2 },
	completed: { status: 'completed', rank: 9 },
	busy: { status: 'busy', rank: 9 },
	rejected: { status: 'failed', rank: 9 },
	failed: { status: 'failed', rank: 9 },
	unanswered: { status: 'unanswered', rank: 9 },
	timeout: { status: 'unanswered', rank: 9 },
	cancelled: { status: 'cancelled', rank: 9 }
};

/** Vonage's word for where a call is, as ours. */
export const stateOf = (written: string) => states[written] ?? { status: written || 'unknown', rank: 0 };

type Body = Record<string, unknown>;
const isBody = (value: unknown): value is Body =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** Fields of a delivery: the query of a GET, the JSON body of a POST. */
const fieldsOf = (delivery: Delivery, query: URLSearchParams): Body | null => {
	if (delivery.method === 'GET') return Object.fromEntries(query);
	try {
		const body: unknown = JSON.parse(delivery.body.toString('utf8'));
		return isBody(body) ? body : null;
	} catch {
		return null;
	}
};
/** A field as text; empty when it is not one. */
export const text = (value: unknown) =>
	typeof value === 'string' || typeof value === 'number' ? String(value) : '';

/** A delivery of the account, opened; null when it is none or tells of no call. */
export const look = (account: string, delivery: Delivery) => {
	const found = hookOf(delivery, account);
	const fields = found && fieldsOf(delivery, found.query);
	if (!found || !fields) return null;
	// Only the record event, which knows no uuid, is told of its call or room by the address that we gave it.
	const recorded = found.hook === 'recording' || text(fields['recording_url']) !== '';
	const room = found.query.get('room') ?? '';
	const callId = text(fields['uuid']) || (found.hook === 'recording' ? (found.query.get('call') ?? '') : '');
	if (callId === '' && !(recorded && room !== '')) return null;
	return { ...found, fields, callId, room, recorded };
};
export type Look = NonNullable<ReturnType<typeof look>>;

const digitsOf = ({ fields }: Look) => (isBody(fields['dtmf']) ? text(fields['dtmf']['digits']) : '');

/** What makes one request of a call different from every other. */
export const replayKey = (seen: Look) => {
	const field = (name: string) => text(seen.fields[name]);
	const rest = {
		start: [],
		step: [String(seen.turn), digitsOf(seen), field('event')],
		status: [field('status'), field('timestamp'), field('reason')],
		recording: [field('recording_uuid') || field('recording_url')],
		room: [field('status'), field('timestamp'), field('recording_uuid') || field('recording_url')]
	}[seen.hook];
	return [seen.callId || seen.room, seen.hook, ...rest].join('|');
};

/** The recording that is ready. */
export const readRecording = ({ fields, callId, room }: Look): Inbound[] => {
	const url = text(fields['recording_url']);
	if (url === '') return [];
	const length = Date.parse(text(fields['end_time'])) - Date.parse(text(fields['start_time']));
	const duration = Number.isFinite(length) && length >= 0 ? { duration: Math.round(length / 1000) } : {};
	const externalId = text(fields['recording_uuid']) || url;
	return [
		{ kind: 'recording', callId, ...(room ? { room } : {}), recording: { externalId, url, ...duration } }
	];
};

/** Where the call is. */
export const readStatus = ({ fields }: Look) => {
	const written = text(fields['status']);
	const { status, rank } = stateOf(written);
	const duration = Number(text(fields['duration']) || NaN);
	const event = rank === 9 ? ('ended' as const) : ('progress' as const);
	return { event, status, rank, ...(Number.isFinite(duration) ? { duration } : {}) };
};

/** The room that a leg was brought to; null for every other event. The room is known by its name only at its own address. */
export const readRoom = ({ fields, room }: Look): RoomEvent | null =>
	text(fields['status']) === 'transfer' ? { what: 'joined', ...(room ? { name: room } : {}) } : null;

/** Which way a call goes, and the leg that we dialled it as. */
export const readLeg = ({ fields, query }: Look) => {
	const written = text(fields['direction']);
	const key = query.get('leg');
	// An answer is asked for without a direction.
	if (key) return { direction: 'out' as const, key };
	return written === '' ? {} : { direction: written === 'outbound' ? ('out' as const) : ('in' as const) };
};

/** What the caller did at a step. */
export const readStep = (seen: Look) => {
	if (seen.fields['event'] === 'recorded') return { event: 'recorded' as const };
	const digits = digitsOf(seen);
	return { event: 'input' as const, ...(digits === '' ? {} : { digits }) };
};
