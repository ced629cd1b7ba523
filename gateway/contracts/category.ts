import { Type, type Static } from 'typebox';
import { Category } from './place.ts';
import { Nullable, Refused, Instant } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;
const Name = Type.String({ minLength: 1, maxLength: 200 });

/** A category as an administrator sees it. */
export const CategoryRow = Type.Intersect([
	Category,
	Type.Object({
		/** False: retired. It is offered no more; cases that have it keep it. */
		active: Type.Boolean(),
		/** Last change on screen: loading the supplied data again leaves it alone. */
		editedAt: Nullable(Instant)
	})
]);
export type CategoryRow = Static<typeof CategoryRow>;

export const CategoryInput = Type.Object({
	names: Type.Object({ en: Name, pa: Name, hi: Name }),
	department: Type.String({ minLength: 1, maxLength: 40 }),
	/** Categories of one kind share it; Open311 tells it. */
	group: Type.String({ minLength: 1, maxLength: 60 }),
	/** What people write of it, in any script; suggestions and the search look at them. */
	keywords: Type.Array(Type.String({ maxLength: 80 }), { maxItems: 100 })
});
export type CategoryInput = Static<typeof CategoryInput>;

/** All of them, in use or retired, in the order of the lists. */
export const readCategories = {
	method: 'GET',
	url: '/api/categories',
	schema: { response: { 200: Type.Object({ rows: Type.Array(CategoryRow) }), ...refusals } }
} as const;
const Code = Type.String({ minLength: 1, maxLength: 60 });
/** 400 with `faults` by field; `known_code` when there is one of this code, retired ones included. */
export const createCategory = {
	method: 'POST',
	url: '/api/categories',
	schema: {
		body: Type.Intersect([Type.Object({ code: Code }), CategoryInput]),
		response: { 200: CategoryRow, ...refusals }
	}
} as const;
const byCode = Type.Object({ code: Code });
/** The code stays: cases carry it. */
export const saveCategory = {
	method: 'PUT',
	url: '/api/categories/:code',
	schema: { params: byCode, body: CategoryInput, response: { 200: CategoryRow, ...refusals } }
} as const;
export const activateCategory = {
	method: 'POST',
	url: '/api/categories/:code/active',
	schema: {
		params: byCode,
		body: Type.Object({ active: Type.Boolean() }),
		response: { 200: CategoryRow, ...refusals }
	}
} as const;
