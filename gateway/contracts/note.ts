import { Type, type Static } from 'typebox';
import { MentionsContact } from './contact.ts';
import { Instant, Nullable, Number10, Refused, Role } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;
const byNumber = Type.Object({ number: Number10 });
const Person = Type.Object({ id: Type.String(), name: Type.String() });

/** A word of one colleague to the others: never shown to a citizen, never sent. Kept in the history, so never changed. */
export const Note = Type.Object({
	/** Of its event. */
	id: Type.String(),
	/** Of the submission that it was written on: a linked one has a number of its own. */
	number: Number10,
	at: Instant,
	by: Person,
	text: MentionsContact,
	/** Who was told of it. The text names each as `@name`. */
	mentions: Type.Array(Person),
	withdrawnAt: Nullable(Instant)
});
export type Note = Static<typeof Note>;

/** Notes on the submission and on all that belong to the same grievance, as far as the caller sees them; oldest first. */
export const readNotes = {
	method: 'GET',
	url: '/api/submissions/:number/notes',
	schema: { params: byNumber, response: { 200: Type.Object({ rows: Type.Array(Note) }), ...refusals } }
} as const;

export const NoteInput = Type.Object({
	text: Type.String({ minLength: 1, maxLength: 4000 }),
	/** People of `readMentionable`. 400 `unknown_person` for anybody who may not see the matter. */
	mentions: Type.Array(Type.String({ maxLength: 100 }), { maxItems: 20 })
});
export type NoteInput = Static<typeof NoteInput>;
export const addNote = {
	method: 'POST',
	url: '/api/submissions/:number/notes',
	schema: { params: byNumber, body: NoteInput, response: { 200: Note, ...refusals } }
} as const;

/** One's own note alone; it stays in the history, marked. 409 `withdrawn`. */
export const withdrawNote = {
	method: 'POST',
	url: '/api/notes/:id/withdraw',
	schema: {
		params: Type.Object({ id: Type.String({ pattern: '^[0-9]{1,18}$' }) }),
		response: { 200: Note, ...refusals }
	}
} as const;

/** Eight colleagues at most who may see the matter, other than the caller; `q` is part of a name. */
export const readMentionable = {
	method: 'GET',
	url: '/api/submissions/:number/people',
	schema: {
		params: byNumber,
		querystring: Type.Object({ q: Type.Optional(Type.String({ maxLength: 100 })) }),
		response: {
			200: Type.Object({ rows: Type.Array(Type.Intersect([Person, Type.Object({ role: Role })])) }),
			...refusals
		}
	}
} as const;
