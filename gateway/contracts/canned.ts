import { Type, type Static } from 'typebox';
import { MentionsContact } from './contact.ts';
import { Language, Number10, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;

/** What a text may name in double braces; the gateway fills it from the matter and from who inserts it. */
export const textFields = [
	'citizen_name',
	'number',
	'agent_name',
	'office',
	'department',
	'district',
	'category',
	'date',
	'helpline'
] as const;
export type TextField = (typeof textFields)[number];

const braced = /\{\{([^{}]*)\}\}/g;
const isField = (name: string): name is TextField => (textFields as readonly string[]).includes(name);

/** The text with each known field replaced; `fill` gives undefined to leave one as it stands. */
export const replaceFields = (text: string, fill: (field: TextField) => string | undefined) =>
	text.replace(braced, (whole, name: string) => {
		const field = name.trim();
		return (isField(field) ? fill(field) : undefined) ?? whole;
	});

/** Names in double braces, each once, in their order. */
export const fieldsIn = (text: string) => [
	...new Set([...text.matchAll(braced)].map(([, name]) => name!.trim()))
];

/** What stands in braces and is no field; a brace without its fellow too. */
export function unknownFields(text: string): string[] {
	const lost = /\{\{|\}\}/.exec(text.replace(braced, ''));
	return [...fieldsIn(text).filter((name) => !isField(name)), ...(lost ? [lost[0]] : [])];
}

/** Where a text is offered. */
export const TextPlace = Type.Union([Type.Literal('ask'), Type.Literal('note'), Type.Literal('dismiss')]);
export type TextPlace = Static<typeof TextPlace>;
export const textPlaces: readonly TextPlace[] = TextPlace.anyOf.map((place) => place.const);

const Body = Type.String({ minLength: 1, maxLength: 2000 });
const Bodies = Type.Object({ en: Body, pa: Body, hi: Body });
export const CannedInput = Type.Object({
	/** What is typed after the slash. */
	shortcut: Type.String({ minLength: 1, maxLength: 40 }),
	places: Type.Array(TextPlace, { minItems: 1, maxItems: 3 }),
	texts: Bodies
});
export type CannedInput = Static<typeof CannedInput>;
export const CannedText = Type.Intersect([
	CannedInput,
	Type.Object({
		id: Type.String(),
		/** False: retired, offered no more. */
		active: Type.Boolean()
	})
]);
export type CannedText = Static<typeof CannedText>;

const byId = Type.Object({ id: Type.String({ pattern: '^[0-9]{1,18}$' }) });
export const readTexts = {
	method: 'GET',
	url: '/api/texts',
	schema: { response: { 200: Type.Object({ rows: Type.Array(CannedText) }), ...refusals } }
} as const;
/** 400 with `faults` by field: `invalid_shortcut`, `known_shortcut`, `unknown_field`. */
export const createText = {
	method: 'POST',
	url: '/api/texts',
	schema: { body: CannedInput, response: { 200: CannedText, ...refusals } }
} as const;
export const saveText = {
	method: 'PUT',
	url: '/api/texts/:id',
	schema: { params: byId, body: CannedInput, response: { 200: CannedText, ...refusals } }
} as const;
/** Retires a text or offers it again. */
export const activateText = {
	method: 'POST',
	url: '/api/texts/:id/active',
	schema: {
		params: byId,
		body: Type.Object({ active: Type.Boolean() }),
		response: { 200: CannedText, ...refusals }
	}
} as const;

const Shown = Type.Object({
	/** Filled with an example's values. */
	text: Type.String(),
	unknown: Type.Array(Type.String()),
	/** What it would cost as SMS: the alphabet, its units, and how many SMS. */
	encoding: Type.Union([Type.Literal('gsm7'), Type.Literal('ucs2')]),
	units: Type.Integer(),
	segments: Type.Integer()
});
const Draft = Type.String({ maxLength: 2000 });
/** What would come of these texts, with example values. */
export const previewText = {
	method: 'POST',
	url: '/api/texts/preview',
	schema: {
		body: Type.Object({ en: Draft, pa: Draft, hi: Draft }),
		response: { 200: Type.Object({ en: Shown, pa: Shown, hi: Shown }), ...refusals }
	}
} as const;

const Filled = Type.Object({
	text: MentionsContact,
	/** Fields that nothing is known for: they still stand in the text, and the gateway takes no such text. */
	missing: Type.Array(Type.String())
});
export const FilledText = Type.Object({
	id: Type.String(),
	shortcut: Type.String(),
	texts: Type.Object({ en: Filled, pa: Filled, hi: Filled })
});
export type FilledText = Static<typeof FilledText>;
/** The texts offered in this place, filled for this matter; `language` is the citizen's. */
export const readFilledTexts = {
	method: 'GET',
	url: '/api/submissions/:number/texts',
	schema: {
		params: Type.Object({ number: Number10 }),
		querystring: Type.Object({ place: TextPlace }),
		response: {
			200: Type.Object({ language: Language, rows: Type.Array(FilledText) }),
			...refusals
		}
	}
} as const;
