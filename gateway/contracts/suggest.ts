import { Type, type Static } from 'typebox';
import { ContactText } from './contact.ts';
import { Citizen } from './submission.ts';
import { Channel, Instant, Language, Nullable, Number10, Refused, SubmissionState } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused } as const;
const Share = Type.Number({ minimum: 0, maximum: 1 });

/** What a suggestion rests on, for the console to word. */
export const Reason = Type.Union([
	/** Settled submissions that read like this one, the nearest first. */
	Type.Object({ kind: Type.Literal('like'), numbers: Type.Array(Number10) }),
	/** Keywords of the category, as the text writes them. */
	Type.Object({ kind: Type.Literal('keyword'), words: Type.Array(Type.String()) }),
	/** The very telephone number or mail address. */
	Type.Object({ kind: Type.Literal('address'), value: ContactText }),
	/** The last ten digits of a telephone number. */
	Type.Object({ kind: Type.Literal('digits'), value: ContactText }),
	Type.Object({ kind: Type.Literal('name_place'), name: Type.String(), district: Type.String() }),
	/** Mail or SMS that this one answers or continues. */
	Type.Object({ kind: Type.Literal('thread'), number: Number10 }),
	/** The text names the number. */
	Type.Object({ kind: Type.Literal('mentioned'), number: Number10 }),
	Type.Object({ kind: Type.Literal('citizen') }),
	/** Same district and category, so many days apart. */
	Type.Object({ kind: Type.Literal('place'), district: Type.String(), days: Type.Integer() }),
	/** How like the texts are, from 0 to 1, whatever their scripts. */
	Type.Object({ kind: Type.Literal('text'), similarity: Share })
]);
export type Reason = Static<typeof Reason>;
const reasons = Type.Array(Reason);

export const CategorySuggestion = Type.Object({
	category: Type.String(),
	/** The office that answers for it. */
	department: Type.String(),
	/** Of all the votes. */
	share: Share,
	reasons
});
export type CategorySuggestion = Static<typeof CategorySuggestion>;

export const CitizenSuggestion = Type.Object({
	citizen: Citizen,
	certainty: Type.Union([Type.Literal('known'), Type.Literal('maybe')]),
	reasons
});
export type CitizenSuggestion = Static<typeof CitizenSuggestion>;

/** A grievance that the submission may belong to. */
export const CaseSuggestion = Type.Object({
	number: Number10,
	state: Type.String(),
	category: Type.String(),
	registeredAt: Instant,
	excerpt: Type.String(),
	reasons
});
export type CaseSuggestion = Static<typeof CaseSuggestion>;

export const Duplicate = Type.Object({
	number: Number10,
	channel: Channel,
	state: SubmissionState,
	receivedAt: Instant,
	excerpt: Type.String(),
	/** Where it can be linked to. */
	grievance: Nullable(Number10),
	reasons
});
export type Duplicate = Static<typeof Duplicate>;

/** A campaign that the text is nearly a copy of. */
export const CampaignSuggestion = Type.Object({
	grievance: Number10,
	title: Type.String(),
	/** Who bring it already. */
	people: Type.Integer(),
	similarity: Share
});
export type CampaignSuggestion = Static<typeof CampaignSuggestion>;

export const Hint = Type.Object({
	kind: Type.Union([Type.Literal('urgent'), Type.Literal('exclusion'), Type.Literal('abuse')]),
	/** e.g. `life`, `rti`, `insult`. */
	code: Type.String(),
	words: Type.Array(Type.String())
});
export type Hint = Static<typeof Hint>;

/** None is binding; all lists have the likeliest first. */
export const Suggestions = Type.Object({
	language: Nullable(Language),
	/** The script that most letters are of. */
	script: Nullable(Type.Union([Type.Literal('gurmukhi'), Type.Literal('devanagari'), Type.Literal('latin')])),
	categories: Type.Array(CategorySuggestion),
	citizens: Type.Array(CitizenSuggestion),
	cases: Type.Array(CaseSuggestion),
	duplicates: Type.Array(Duplicate),
	campaigns: Type.Array(CampaignSuggestion),
	hints: Type.Array(Hint)
});
export type Suggestions = Static<typeof Suggestions>;

/** What is known of a matter while it is being typed. */
export const SuggestInput = Type.Object({
	text: Type.String({ maxLength: 100_000 }),
	category: Type.Optional(Type.String({ maxLength: 100 })),
	district: Type.Optional(Type.String({ maxLength: 100 })),
	name: Type.Optional(Type.String({ maxLength: 200 })),
	phone: Type.Optional(Type.String({ maxLength: 40 })),
	email: Type.Optional(Type.String({ maxLength: 320 })),
	/** The submission that is being decided: never its own duplicate. */
	number: Type.Optional(Number10),
	/** Of a matter that has no number yet: the key that it will be taken in with. */
	draft: Type.Optional(Type.String({ format: 'uuid' }))
});
export type SuggestInput = Static<typeof SuggestInput>;

export const readSuggestions = {
	method: 'GET',
	url: '/api/submissions/:number/suggestions',
	schema: { params: Type.Object({ number: Number10 }), response: { 200: Suggestions, ...refusals } }
} as const;
export const suggestTyped = {
	method: 'POST',
	url: '/api/suggestions',
	schema: { body: SuggestInput, response: { 200: Suggestions, ...refusals } }
} as const;
