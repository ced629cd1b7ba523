import { Type, type Static } from 'typebox';
import { Channel, Instant, Names, Nullable, Number10 } from './words.ts';

const literals = <const T extends string>(...words: T[]) =>
	Type.Unsafe<T>(Type.Union(words.map((word) => Type.Literal(word))));

/** Where a matter stands, as citizens are told on the page of its number, by SMS and by telephone. */
export const StageState = literals(
	/** Nobody has read it yet. */
	'waiting',
	/** Read, and not taken up as a grievance. */
	'dismissed',
	/** Has a case, and no office yet. */
	'registered',
	/** The citizen was asked something. */
	'awaiting_citizen',
	'at_office',
	/** The office said why it needs longer, and till when. */
	'long_term',
	/** The office says that it is done; the citizen is asked. */
	'resolved',
	'closed_satisfied',
	'closed_partly',
	'closed_unverified',
	'closed_special',
	'not_taken_up',
	'withdrawn'
);
export type StageState = Static<typeof StageState>;

/** What anyone who has the number may learn. */
export const Stage = Type.Object({
	number: Number10,
	state: StageState,
	receivedAt: Instant,
	registeredAt: Nullable(Instant),
	resolvedAt: Nullable(Instant),
	settledAt: Nullable(Instant),
	/** Code of the department that holds it; of a sensitive case nobody is named. */
	department: Nullable(Type.String()),
	office: Nullable(Names),
	/** 1 first redressal, 2 and 3 the levels above it; null while no office has it. */
	level: Nullable(Type.Integer()),
	/** By when whoever has it must act. */
	dueAt: Nullable(Instant),
	/** By when it is to be done, as the office said when it needed longer; a day. */
	expectedOn: Nullable(Type.String()),
	/** Number of the grievance that it was joined to, when that is another one. */
	grievance: Nullable(Number10),
	/** How many bring it together, of a campaign. */
	people: Nullable(Type.Integer())
});
export type Stage = Static<typeof Stage>;

/** What the citizen sent under the number. */
export const Own = Type.Object({
	channel: Channel,
	subject: Nullable(Type.String()),
	/** Empty where they spoke. */
	text: Type.String(),
	/** Names of what came with it. */
	files: Type.Array(Type.String()),
	/** Whether the case is theirs too, and not somebody else's that theirs was joined to; null while there is none. */
	whole: Nullable(Type.Boolean())
});
export type Own = Static<typeof Own>;
