import { Type, type Static } from 'typebox';
import { Language } from './words.ts';

/** How a person wants the desk. What is missing is as `usual` has it. */
export const Preferences = Type.Object({
	theme: Type.Union([Type.Literal('system'), Type.Literal('light'), Type.Literal('dark')]),
	/** Height of rows. */
	density: Type.Union([Type.Literal('comfortable'), Type.Literal('compact')]),
	/** Single letters act as keys; off for those whose speech or tremor types them by accident. */
	letters: Type.Boolean(),
	/** A soft sound when something is given to the person. */
	sound: Type.Boolean(),
	/** Where the person lands after signing in. */
	start: Type.Union([
		Type.Literal('/queue'),
		Type.Literal('/cases'),
		Type.Literal('/register'),
		Type.Literal('/wall'),
		Type.Literal('/dashboard')
	]),
	/** A registration is read back before it is saved: where somebody listens, and for what came in writing. */
	readBackSpoken: Type.Boolean(),
	readBackWritten: Type.Boolean(),
	/** Of recordings: how many times as fast as it was spoken. */
	playbackRate: Type.Number({ minimum: 0.5, maximum: 3 })
});
export type Preferences = Static<typeof Preferences>;

/** What holds for whoever has chosen nothing. */
export const usual: Preferences = {
	theme: 'system',
	density: 'comfortable',
	letters: true,
	sound: false,
	start: '/queue',
	readBackSpoken: true,
	readBackWritten: false,
	playbackRate: 1
};

/** What is changed; the rest stays. */
export const PreferenceInput = Type.Object(
	{ language: Type.Optional(Language), preferences: Type.Optional(Type.Partial(Preferences)) },
	{ minProperties: 1 }
);
