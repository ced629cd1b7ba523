import { Type, type Static } from 'typebox';
import { QueueFilters } from './export.ts';
import { SearchFilters } from './search.ts';
import { Nullable, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;
const byId = Type.Object({ id: Type.String({ pattern: '^\\d{1,18}$' }) });
const Name = Type.String({ minLength: 1, maxLength: 80 });

/** Views of one's own; those of others that are shared come besides. */
export const VIEWS_LIMIT = 100;

/** What is shown: a search, or the queue under some filters. */
export const ViewInput = Type.Union([
	Type.Object({ name: Name, source: Type.Literal('search'), filters: SearchFilters }),
	Type.Object({ name: Name, source: Type.Literal('queue'), filters: QueueFilters })
]);
export type ViewInput = Static<typeof ViewInput>;

export const SavedView = Type.Intersect([
	ViewInput,
	Type.Object({
		id: Type.String(),
		/** Everybody sees it. */
		shared: Type.Boolean(),
		/** False: somebody else's, who shares it. */
		own: Type.Boolean(),
		/** Name of whose it is. */
		by: Nullable(Type.String())
	})
]);
export type SavedView = Static<typeof SavedView>;

const one = { 200: SavedView, ...refusals };

/** One's own, then those that others share, by name. */
export const readViews = {
	method: 'GET',
	url: '/api/views',
	schema: { response: { 200: Type.Object({ rows: Type.Array(SavedView) }), ...refusals } }
} as const;
/** 409 `known_name` when one has a view of this name, `too_many` when there is no room for more. */
export const saveView = {
	method: 'POST',
	url: '/api/views',
	schema: { body: ViewInput, response: one }
} as const;
/** Gives one's own view another name. 409 `known_name`. */
export const renameView = {
	method: 'PUT',
	url: '/api/views/:id',
	schema: { params: byId, body: Type.Object({ name: Name }), response: one }
} as const;
/** Shows one's own view to everybody; or hides one again, whoever shares it. */
export const shareView = {
	method: 'POST',
	url: '/api/views/:id/share',
	schema: { params: byId, body: Type.Object({ shared: Type.Boolean() }), response: one }
} as const;
export const removeView = {
	method: 'DELETE',
	url: '/api/views/:id',
	schema: { params: byId, response: { 200: Type.Object({ removed: Type.Boolean() }), ...refusals } }
} as const;
