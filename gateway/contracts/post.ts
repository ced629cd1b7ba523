import { Type, type Static } from 'typebox';
import { Fallback } from './case.ts';
import { Names, Nullable, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;
const Code = Type.String({ minLength: 1, maxLength: 60 });
const Day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });
const Name = Type.String({ minLength: 1, maxLength: 200 });
const PostNames = Type.Object({ en: Name, pa: Name, hi: Name });

/** Who sat or sits in a chair; `until` is their last day. */
export const Holder = Type.Object({
	person: Type.String(),
	name: Type.String(),
	since: Day,
	until: Nullable(Day)
});

/** Who acts for a chair in which nobody sits; no `holder` where nobody does, and a supervisor sees to it. */
export const StandIn = Type.Object({
	fallback: Fallback,
	office: Code,
	officeNames: Names,
	postNames: Nullable(Names),
	holder: Nullable(Type.String())
});

/** A chair of an office; a case of level n goes to the lowest of rank n or higher. */
export const Post = Type.Object({
	code: Code,
	office: Type.String(),
	rank: Type.Integer(),
	names: Names,
	active: Type.Boolean(),
	demonstration: Type.Boolean(),
	/** The newest first. */
	holders: Type.Array(Holder),
	/** Today; null while somebody sits there or the chair is not in use. */
	standIn: Nullable(StandIn)
});
export type Post = Static<typeof Post>;

const byOffice = Type.Object({ code: Code });
export const readPosts = {
	method: 'GET',
	url: '/api/offices/:code/posts',
	schema: { params: byOffice, response: { 200: Type.Object({ rows: Type.Array(Post) }), ...refusals } }
} as const;

/** Makes the chair of this rank, or names it anew. */
export const putPost = {
	method: 'PUT',
	url: '/api/offices/:code/posts',
	schema: {
		params: byOffice,
		body: Type.Object({
			rank: Type.Integer({ minimum: 1, maximum: 3 }),
			names: PostNames,
			active: Type.Boolean()
		}),
		response: { 200: Post, ...refusals }
	}
} as const;

/**
 * From that day on the person sits there, and whoever did before does no more; null: nobody. Officers alone: 400 with
 * `faults`. What lay with the chair lies with it still.
 */
export const seatHolder = {
	method: 'POST',
	url: '/api/posts/:code/holder',
	schema: {
		params: byOffice,
		body: Type.Object({ person: Nullable(Type.String({ minLength: 1, maxLength: 100 })), since: Day }),
		response: { 200: Post, ...refusals }
	}
} as const;
