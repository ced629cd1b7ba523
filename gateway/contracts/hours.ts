import { Type, type Static } from 'typebox';
import { Instant, Names, Nullable, Refused } from './words.ts';

/* When agents answer the helpline, and what every caller hears first. */

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;

/** Indian time; `24:00` is midnight at the end of the day. */
export const Clock = Type.String({ pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$' });
export const Span = Type.Object({ from: Clock, to: Clock });
export type Span = Static<typeof Span>;
/** Monday to Sunday. */
export const Week = Type.Array(Type.Array(Span, { maxItems: 4 }), { minItems: 7, maxItems: 7 });
export type Week = Static<typeof Week>;

const Day = Type.String({ format: 'date' });
const Name = Type.String({ minLength: 1, maxLength: 200 });
export const Holiday = Type.Object({ day: Day, names: Names });
export type Holiday = Static<typeof Holiday>;

export const Notice = Type.Object({
	texts: Names,
	since: Instant,
	/** Null: till somebody ends it. */
	until: Nullable(Instant),
	by: Type.String()
});
export type Notice = Static<typeof Notice>;

export const Hours = Type.Object({
	week: Week,
	/** By day. */
	holidays: Type.Array(Holiday),
	/** Goes up by one with each save. */
	revision: Type.Integer(),
	/** The emergency notice in force. */
	notice: Nullable(Notice),
	/** At this moment. */
	now: Type.Union([Type.Literal('open'), Type.Literal('closed'), Type.Literal('holiday')])
});
export type Hours = Static<typeof Hours>;

export const readHours = {
	method: 'GET',
	url: '/api/hours',
	schema: { response: { 200: Hours, ...refusals } }
} as const;
/** 400 with `faults`: `week.0.1` with `invalid_span` or `overlaps`, `holidays.2.day` with `known_day`. 409 `changed`. */
export const saveHours = {
	method: 'PUT',
	url: '/api/hours',
	schema: {
		body: Type.Object({
			revision: Type.Integer({ minimum: 1, maximum: 2_000_000_000 }),
			week: Week,
			holidays: Type.Array(Type.Object({ day: Day, names: Type.Object({ en: Name, pa: Name, hi: Name }) }), {
				maxItems: 200
			})
		}),
		response: { 200: Hours, ...refusals }
	}
} as const;

const Words = Type.String({ minLength: 1, maxLength: 600 });
export const NoticeInput = Type.Object({
	texts: Type.Object({ en: Words, pa: Words, hi: Words }),
	/** Absent: till somebody ends it. */
	until: Type.Optional(Instant)
});
export type NoticeInput = Static<typeof NoticeInput>;
/** Puts an emergency notice in force at once, in place of the one before. 400 `past`. */
export const setNotice = {
	method: 'PUT',
	url: '/api/hours/notice',
	schema: { body: NoticeInput, response: { 200: Hours, ...refusals } }
} as const;
/** Ends it for calls that begin from now on. */
export const endNotice = {
	method: 'DELETE',
	url: '/api/hours/notice',
	schema: { response: { 200: Hours, ...refusals } }
} as const;
