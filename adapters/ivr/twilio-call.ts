import type { RoomEvent } from '#adapters/inbound.ts';

/* Twilio's request parameters of a call, read. */

/** How far a call has come; the last rank is final. docs/voice/api/call-resource, call status values. */
const states: Record<string, { status: string; rank: number }> = {
	queued: { status: 'ringing', rank: 0 },
	initiated: { status: 'ringing', rank: 0 },
	ringing: { status: 'ringing', rank: 1 },
	'in-progress': { status: 'answered', rank: 2 },
	completed: { status: 'completed', rank: 9 },
	busy: { status: 'busy', rank: 9 },
	failed: { status: 'failed', rank: 9 },
	'no-answer': { status: 'unanswered', rank: 9 },
	canceled: { status: 'cancelled', rank: 9 }
};

/** Twilio's word for where a call is, as ours. */
export const stateOf = (written: string) => states[written] ?? { status: written, rank: 0 };

/** Twilio's id of a thing whose address it gives. */
export const lastSegment = (url: string) => url.split('/').at(-1) ?? '';

const seconds = (text: string | null) => {
	const value = text === null || text === '' ? NaN : Number(text);
	return Number.isFinite(value) && value >= 0 ? value : undefined;
};

/** The recording that a request tells of. */
export const recordingOf = (params: URLSearchParams) => {
	const url = params.get('RecordingUrl');
	if (!url) return undefined;
	const duration = seconds(params.get('RecordingDuration'));
	const externalId = params.get('RecordingSid') ?? lastSegment(url);
	return { externalId, url, ...(duration === undefined ? {} : { duration }) };
};

/** What the caller did at a step; `silent`: Twilio went past a recording without sound. */
export const readStep = (params: URLSearchParams, silent: boolean) => {
	const digits = params.get('Digits');
	const recording = recordingOf(params);
	const hungUp = digits === 'hangup' || states[params.get('CallStatus') ?? '']?.rank === 9;
	if (recording || digits === 'hangup' || silent)
		return {
			event: 'recorded' as const,
			...(recording ? { recording, duration: recording.duration } : { duration: 0 }),
			hungUp
		};
	return { event: 'input' as const, ...(digits === null ? {} : { digits }), hungUp };
};

/** Where the call is. */
export const readStatus = (params: URLSearchParams) => {
	const written = params.get('CallStatus') ?? '';
	const { status, rank } = stateOf(written);
	const duration = seconds(params.get('CallDuration'));
	const event = rank === 9 ? ('ended' as const) : ('progress' as const);
	return { event, status, rank, ...(duration === undefined ? {} : { duration }) };
};

const roomEvents: Record<string, RoomEvent['what']> = {
	'participant-join': 'joined',
	'participant-leave': 'left',
	'participant-hold': 'held',
	'participant-unhold': 'resumed',
	'participant-mute': 'muted',
	'participant-unmute': 'unmuted'
};

/** What happened to a call in a room; null for what happened to the room itself. */
export const readRoom = (params: URLSearchParams): RoomEvent | null => {
	const what = roomEvents[params.get('StatusCallbackEvent') ?? ''];
	const name = params.get('FriendlyName');
	const sequence = Number(params.get('SequenceNumber') ?? NaN);
	if (what === undefined) return null;
	return { what, ...(name ? { name } : {}), ...(Number.isFinite(sequence) ? { sequence } : {}) };
};

/** Which way a call goes, and the leg that we dialled it as. */
export const readLeg = (params: URLSearchParams, query: URLSearchParams) => {
	const written = params.get('Direction');
	const key = query.get('leg');
	return {
		...(written === null
			? {}
			: { direction: written.startsWith('outbound') ? ('out' as const) : ('in' as const) }),
		...(key ? { key } : {})
	};
};
