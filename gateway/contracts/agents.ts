import { Type, type Static } from 'typebox';
import { Scope } from './access.ts';
import { Channel, Instant, Language, Nullable, Number10, Refused, Role } from './words.ts';

/** A submission that somebody holds. */
export const Hold = Type.Object({
	number: Number10,
	channel: Channel,
	language: Nullable(Language),
	/** The beginning of its text. */
	excerpt: Type.String(),
	/** When it was claimed or given. */
	since: Instant,
	until: Instant,
	/** True while they have it open. */
	open: Type.Boolean()
});
export type Hold = Static<typeof Hold>;

/** A person who may decide, as their supervisor sees them. */
export const Agent = Type.Object({
	id: Type.String(),
	name: Type.String(),
	role: Role,
	scope: Scope,
	/** True while a screen of theirs is connected. */
	present: Type.Boolean(),
	/** What they hold, the oldest claim first. */
	holds: Type.Array(Hold),
	/** Held too, in a jurisdiction that the reader does not see. */
	hidden: Type.Integer(),
	/** Decided since midnight in India, and not taken back. */
	today: Type.Object({
		registered: Type.Integer(),
		linked: Type.Integer(),
		dismissed: Type.Integer()
	}),
	lastDecidedAt: Nullable(Instant)
});
export type Agent = Static<typeof Agent>;

/** Everybody who may decide, those at the desk first. */
export const readAgents = {
	method: 'GET',
	url: '/api/agents',
	schema: { response: { 200: Type.Object({ rows: Type.Array(Agent) }), 401: Refused, 403: Refused } }
} as const;
