import { Type, type Static } from 'typebox';
import { MentionsContact } from './contact.ts';
import { Submission } from './submission.ts';
import { Channel, Nullable, Refused, SubmissionState } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused } as const;
const Code = Type.String({ minLength: 1, maxLength: 40 });
/** A day in India. */
const Day = Type.String({ pattern: '^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])$' });

/** How far the rows of a search are counted. */
export const SEARCH_COUNT_LIMIT = 1000;

/** What is looked for; every one is part of the page's address. */
export const SearchFilters = Type.Object({
	/** Number, telephone or a part of one in any spacing; names and words in any script. */
	q: Type.Optional(Type.String({ maxLength: 200 })),
	state: Type.Optional(SubmissionState),
	channel: Type.Optional(Channel),
	district: Type.Optional(Code),
	department: Type.Optional(Code),
	category: Type.Optional(Code),
	/** Received on this day or later. */
	from: Type.Optional(Day),
	/** Received on this day or earlier. */
	to: Type.Optional(Day)
});
export type SearchFilters = Static<typeof SearchFilters>;

export const SearchQuery = Type.Intersect([
	SearchFilters,
	Type.Object({
		/** Cursor: `next` of the page before. */
		after: Type.Optional(Type.String({ pattern: '^[wb]\\d{1,18}$' })),
		limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100, default: 50 }))
	})
]);
export type SearchQuery = Static<typeof SearchQuery>;

/** A text in pieces, so that what was looked for can be marked without reading HTML. */
export const Piece = Type.Object({ text: Type.String(), found: Type.Boolean() });
export type Piece = Static<typeof Piece>;
const Pieces = Type.Array(Piece);
/** A name may be a number or an address: masked as a sender's is. */
const NamePieces = Type.Array(Type.Object({ text: MentionsContact, found: Type.Boolean() }));

export const Found = Type.Object({
	row: Submission,
	/** The sender, or the citizen of the case. */
	name: NamePieces,
	subject: Pieces,
	/** The part of the text, or of the case's summary, where the words are. */
	passage: Pieces,
	/** Department that the matter lies with, or is said to be for. */
	department: Nullable(Type.String()),
	/** State of the grievance that it became or was linked to. */
	grievanceState: Nullable(Type.String())
});
export type Found = Static<typeof Found>;

export const SearchPage = Type.Object({
	rows: Type.Array(Found),
	next: Nullable(Type.String()),
	/** All that match, counted up to 1,000; null on pages after the first. */
	total: Nullable(Type.Integer()),
	/** True: there are more than were counted. */
	more: Type.Boolean()
});
export type SearchPage = Static<typeof SearchPage>;

/** Submissions and the cases that they became, the newest first. Audited, with the words, once for each first page. */
export const search = {
	method: 'GET',
	url: '/api/search',
	schema: { querystring: SearchQuery, response: { 200: SearchPage, ...refusals } }
} as const;
