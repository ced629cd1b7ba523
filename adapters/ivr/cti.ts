import { Type, type Static } from 'typebox';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import {
	Unreadable,
	type Delivery,
	type Inbound,
	type InboundCall,
	type Verdict
} from '#adapters/inbound.ts';
import { Language } from '#contracts/words.ts';
import { caller } from './caller.ts';
import { ctiSigned } from './cti-signature.ts';
import { isLeftMessage, leftMessage } from './left-message.ts';

/** One account as it is configured: a PBX that a state already owns. */
export const CtiConfig = Type.Object({
	provider: Type.Literal('cti'),
	id: Type.String({ minLength: 1 }),
	/** Shared with the PBX; two during a rotation. */
	secrets: Type.Array(Type.String({ minLength: 16 }), { minItems: 1, maxItems: 2 }),
	/** Seconds by which the PBX's clock may differ from ours. */
	window_s: Type.Integer({ minimum: 10, maximum: 3600, default: 300 }),
	/** E.164 number that citizens call; taken where an event names none. */
	number: Type.String({ minLength: 1 }),
	/** Language that is spoken in a queue of the PBX, by the queue's name. */
	queues: Type.Optional(Type.Record(Type.String(), Language)),
	publicOrigin: Type.Optional(Type.String({ minLength: 1 }))
});
export type CtiConfig = Static<typeof CtiConfig>;

type Event = 'new_call' | 'answer' | 'hang_up';
/** Words that PBXs use for the three events, without case, spaces and strokes. */
const events: Record<string, Event> = {
	newcall: 'new_call',
	new: 'new_call',
	ringing: 'new_call',
	answer: 'answer',
	answered: 'answer',
	hangup: 'hang_up',
	ended: 'hang_up'
};

/** How a call that hung up went, by the PBX's word for its cause. */
const causes: Record<string, string> = {
	busy: 'busy',
	userbusy: 'busy',
	noanswer: 'unanswered',
	nouserresponse: 'unanswered',
	cancel: 'cancelled',
	originatorcancel: 'cancelled',
	rejected: 'failed',
	callrejected: 'failed',
	failed: 'failed',
	congestion: 'failed'
};
const plain = (word: string) => word.toLowerCase().replace(/[^a-z]/g, '');

/** The first value of a form or a JSON object under one of these names, as text. */
const fieldsOf = ({ headers, body }: Delivery): ((...names: string[]) => string) | null => {
	const text = body.toString('utf8');
	const values = new Map<string, string>();
	if (/\bjson\b/i.test(headers['content-type'] ?? '')) {
		const parsed = objectOf(text);
		if (!parsed) return null;
		for (const [name, value] of Object.entries(parsed))
			if (typeof value === 'string' || typeof value === 'number') values.set(name, String(value));
	} else
		for (const [name, value] of new URLSearchParams(text)) if (!values.has(name)) values.set(name, value);
	return (...names) => names.map((name) => values.get(name)?.trim()).find((value) => value) ?? '';
};
const objectOf = (text: string): object | null => {
	try {
		const value: unknown = JSON.parse(text);
		return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null;
	} catch {
		return null;
	}
};

const longest_id = 200;

/** An event as it was sent; null when it is none. The second names are Zammad's, which many PBXs speak already. */
const read = (delivery: Delivery) => {
	const field = fieldsOf(delivery);
	const event = field && events[plain(field('event'))];
	const id = field?.('id', 'call_id', 'callId') ?? '';
	if (!field || !event || id === '' || id.length > longest_id) return null;
	const length = Number(field('duration') || NaN);
	return {
		event,
		id,
		from: field('caller', 'from'),
		to: field('called', 'to'),
		direction: /^out/i.test(field('direction')) ? ('out' as const) : ('in' as const),
		extension: field('extension', 'answeringNumber'),
		queue: field('queue'),
		cause: field('cause'),
		duration: Number.isFinite(length) && length >= 0 ? length : undefined
	};
};

/** A call is new once, ends once, and is answered once by each extension. */
const identify = (delivery: Delivery): Verdict => {
	const seen = read(delivery);
	if (!seen) return { ok: false, status: 400, reason: 'unreadable' };
	const { id, event, extension } = seen;
	return { ok: true, kind: 'call', externalId: [id, event, event === 'answer' ? extension : ''].join('|') };
};

const verify = (config: CtiConfig, delivery: Delivery): Verdict => {
	const reason = ctiSigned(delivery, config);
	return reason === null ? identify(delivery) : { ok: false, status: 403, reason };
};

const assume = (delivery: Delivery): Verdict => {
	const verdict = identify(delivery);
	return verdict.ok ? { ...verdict, flags: ['unverified'] } : verdict;
};

const standing = ({ event, cause, duration }: NonNullable<ReturnType<typeof read>>) => {
	if (event === 'new_call') return { event: 'progress' as const, status: 'ringing', rank: 1 };
	if (event === 'answer') return { event: 'progress' as const, status: 'answered', rank: 2 };
	const status = causes[plain(cause)] ?? 'completed';
	return { event: 'ended' as const, status, rank: 9, ...(duration === undefined ? {} : { duration }) };
};

const parse = (config: CtiConfig, delivery: Delivery): Inbound[] => {
	if (isLeftMessage(delivery)) return [leftMessage(delivery)];
	const seen = read(delivery);
	if (!seen) throw new Unreadable('unreadable');
	const { id, from, to, direction, extension, queue } = seen;
	const language = config.queues?.[queue];
	const desk: InboundCall['desk'] = {
		...(language === undefined ? {} : { language }),
		...(extension === '' ? {} : { extension }),
		...(queue === '' ? {} : { queue })
	};
	return [
		{
			kind: 'call',
			callId: id,
			from: caller(from),
			to: caller(to === '' ? config.number : to),
			direction,
			desk,
			...standing(seen)
		}
	];
};

/**
 * A PBX of the state's own, which tells of its calls by signed webhooks to `/hooks/<id>`; audio, queue and
 * telephones stay there, so there are no voice operations. Contract: README, "A PBX that is already there".
 */
export const cti = (config: CtiConfig): ChannelAdapter => ({
	account: config.id,
	channel: 'ivr',
	provider: config.provider,
	verify: (delivery) => verify(config, delivery),
	assume,
	parse: (delivery) => parse(config, delivery),
	acknowledge: () => ({ status: 204 })
});
