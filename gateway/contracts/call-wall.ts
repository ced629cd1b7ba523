import { Type, type Static } from 'typebox';
import { AgentTelephone, CallEnding } from './telephone.ts';
import { Instant, Nullable, Refused } from './words.ts';

const refusals = { 401: Refused, 403: Refused } as const;
const Count = Type.Integer({ minimum: 0 });
const Seconds = Nullable(Type.Number({ minimum: 0 }));
const Share = Nullable(Type.Number({ minimum: 0, maximum: 1 }));

/** An answer within so long is counted as service. */
export const SERVICE_SECONDS = 20;

/** The figures of the helpline; a day begins at midnight in India. Null: nothing yet to make it of. */
export const CallWall = Type.Object({
	at: Instant,
	/** Callers in the queue now, and how long the first of them has waited. */
	waiting: Count,
	longestWait_s: Seconds,
	/** Who is at the telephone: everybody but those who are offline. */
	agents: Type.Array(
		Type.Object({
			id: Type.String(),
			name: Type.String(),
			state: AgentTelephone,
			since: Instant,
			reason: Nullable(Type.String()),
			away: Type.Boolean(),
			/** The call in which they talk now, where a supervisor can be brought into it. */
			talks: Nullable(Type.String()),
			/** Two agents about one call: who asks, who is asked, and both with the caller. */
			consult: Nullable(
				Type.Object({
					part: Type.Union([Type.Literal('asks'), Type.Literal('asked'), Type.Literal('joined')]),
					name: Type.String()
				})
			)
		})
	),
	/** Calls that entered the queue today. */
	queued: Count,
	answered: Count,
	/** Gave up after more than ten seconds; those sooner; those who asked to be called instead. Each counted once. */
	abandoned: Count,
	abandonedShort: Count,
	callbacksAsked: Count,
	/**
	 * Service level: answered within 20 s / (queued − short abandons − callbacks asked − those who wait and have waited
	 * less than 20 s).
	 */
	serviceLevel: Share,
	/** Average speed of answer: Σ(answered − queued) / answered. */
	answer_s: Seconds,
	/** Average handle time: Σ(talk + hold + wrap-up) / handled, of calls that are over. */
	handle_s: Seconds,
	/** (talk + hold + wrap-up) / (time at the telephone − pauses), over all agents. */
	occupancy: Share,
	/** Offers that nobody answered. */
	notAnswered: Count,
	callbacksDue: Count,
	callbacksOpen: Count,
	/** All calls that ended today, by their ending. */
	endings: Type.Array(Type.Object({ ending: CallEnding, count: Count }))
});
export type CallWall = Static<typeof CallWall>;

export const readCallWall = {
	method: 'GET',
	url: '/api/wall/calls',
	schema: { response: { 200: CallWall, ...refusals } }
} as const;
