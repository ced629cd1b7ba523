import { Type, type Static } from 'typebox';
import { Disposition } from './telephone.ts';
import { Language, Nullable, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused } as const;
const Count = Type.Integer({ minimum: 0 });
const Seconds = Nullable(Type.Number({ minimum: 0 }));
const Share = Nullable(Type.Number({ minimum: 0, maximum: 1 }));
const Day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description: 'a day in India' });

/** Days of one report. */
export const REPORT_DAYS_LIMIT = 92;

/** Half-hours of one day, or days, or what the calls of the whole time were. */
export const ReportBy = Type.Union([
	Type.Literal('interval'),
	Type.Literal('day'),
	Type.Literal('language'),
	Type.Literal('account'),
	Type.Literal('agent')
]);
export type ReportBy = Static<typeof ReportBy>;
export const reportBys: readonly ReportBy[] = ReportBy.anyOf.map(({ const: by }) => by);

/**
 * Figures of calls, by the wall's formulas. A call is counted as queued, answered or given up where it entered the queue,
 * and as handled where it ended. Null: nothing to make it of.
 */
export const CallFigures = Type.Object({
	/** `14:30`, `2026-11-27`, a language, an account, a person; empty in the total, and for calls that nobody has. */
	key: Type.String(),
	/** Of the person. */
	name: Nullable(Type.String()),
	queued: Count,
	answered: Count,
	/** Gave up after more than ten seconds; those sooner; those who asked to be called instead. Each counted once. */
	abandoned: Count,
	abandonedShort: Count,
	callbacksAsked: Count,
	/** Answered within 20 s / (queued − short abandons − callbacks asked − waiting less than 20 s). */
	serviceLevel: Share,
	/** Average of answered − queued. */
	answer_s: Seconds,
	longestWait_s: Seconds,
	/** Answered calls that are over, and averages of their parts. */
	handled: Count,
	talk_s: Seconds,
	/** Hold, and being passed on. */
	hold_s: Seconds,
	wrapUp_s: Seconds,
	/** Talk + hold + wrap-up. */
	handle_s: Seconds,
	/** (talk + hold + wrap-up) / (time at the telephone − pauses). Of people, so not of a language or an account. */
	occupancy: Share,
	/** Calls held out to agents, and those of them that nobody took in time. */
	offers: Count,
	notAnswered: Count,
	/** Attempts to call back, and those that reached somebody. */
	callbacksMade: Count,
	callbacksReached: Count,
	/** What handled calls turned out to be. */
	dispositions: Type.Array(Type.Object({ code: Type.String(), count: Count }))
});
export type CallFigures = Static<typeof CallFigures>;

/**
 * The helpline's figures of days in India. 400 `invalid` where a day does not exist, the last one is before the first,
 * there are more than 92 of them, or half-hours are asked of more than one.
 */
export const readCallReport = {
	method: 'GET',
	url: '/api/reports/calls',
	schema: {
		querystring: Type.Object({
			by: ReportBy,
			from: Day,
			/** Absent: the first day alone. */
			to: Type.Optional(Day),
			language: Type.Optional(Language),
			account: Type.Optional(Type.String({ maxLength: 100 })),
			/** A person. */
			agent: Type.Optional(Type.String({ maxLength: 100 }))
		}),
		response: {
			200: Type.Object({
				rows: Type.Array(CallFigures),
				total: CallFigures,
				/** Names of what calls can turn out to be, in their order. */
				dispositions: Type.Array(Type.Omit(Disposition, ['hotKey'])),
				/** Accounts of telephones. */
				accounts: Type.Array(Type.String())
			}),
			...refusals
		}
	}
} as const;
