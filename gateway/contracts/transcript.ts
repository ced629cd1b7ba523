import { Type, type Static } from 'typebox';
import { Instant, Language, Nullable } from './words.ts';

/** What a machine heard in a recording; never more than a help to who listens. */
export const Transcript = Type.Object({
	text: Type.String(),
	/** Null where it did not say. */
	language: Nullable(Language),
	/** What heard it. */
	model: Type.String(),
	at: Instant
});
export type Transcript = Static<typeof Transcript>;
