import { Type, type Static } from 'typebox';
import { ImportFault } from './people.ts';
import { Names, Nullable, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;

/** From the highest to the lowest; an office belongs to one of a higher level. */
export const OfficeLevel = Type.Union([
	Type.Literal('state'),
	Type.Literal('division'),
	Type.Literal('district'),
	Type.Literal('tehsil'),
	/** A block, town, sub-division of a department or a single counter. */
	Type.Literal('local')
]);
export type OfficeLevel = Static<typeof OfficeLevel>;
export const officeLevels: readonly OfficeLevel[] = OfficeLevel.anyOf.map((level) => level.const);

/** A code, or nothing. */
const Code = Type.Union([Type.Null(), Type.String({ minLength: 1, maxLength: 40 })]);
const Name = Type.String({ minLength: 1, maxLength: 200 });
const place = {
	level: OfficeLevel,
	parent: Code,
	/** Absent for an office of the general administration. */
	department: Code,
	district: Code,
	tehsil: Code
};
export const OfficeInput = Type.Object({
	names: Type.Object({ en: Name, pa: Name, hi: Name }),
	...place
});
export type OfficeInput = Static<typeof OfficeInput>;

export const Office = Type.Object({
	code: Type.String(),
	names: Names,
	...place,
	parentNames: Nullable(Names),
	/** False: retired, offered no more. */
	active: Type.Boolean()
});
export type Office = Static<typeof Office>;

export const OfficeQuery = Type.Object({
	/** Part of a code or of a name in any language. */
	q: Type.Optional(Type.String({ maxLength: 200 })),
	department: Type.Optional(Type.String({ maxLength: 40 })),
	district: Type.Optional(Type.String({ maxLength: 40 })),
	level: Type.Optional(OfficeLevel),
	/** Only those that an office of this level may belong to, of the department or of none. */
	above: Type.Optional(OfficeLevel),
	active: Type.Optional(Type.Boolean()),
	/** Cursor: `next` of the page before. */
	after: Type.Optional(Type.String({ maxLength: 40 }))
});
export type OfficeQuery = Static<typeof OfficeQuery>;
/** By code, two hundred at a time. */
export const readOffices = {
	method: 'GET',
	url: '/api/offices',
	schema: {
		querystring: OfficeQuery,
		response: {
			200: Type.Object({ rows: Type.Array(Office), next: Nullable(Type.String()), total: Type.Integer() }),
			...refusals
		}
	}
} as const;

const NewCode = Type.String({ minLength: 1, maxLength: 40 });
/** 400 with `faults` by field; `known_code` when there is one of this code, retired ones included. */
export const createOffice = {
	method: 'POST',
	url: '/api/offices',
	schema: {
		body: Type.Intersect([Type.Object({ code: NewCode }), OfficeInput]),
		response: { 200: Office, ...refusals }
	}
} as const;
const byCode = Type.Object({ code: NewCode });
export const saveOffice = {
	method: 'PUT',
	url: '/api/offices/:code',
	schema: { params: byCode, body: OfficeInput, response: { 200: Office, ...refusals } }
} as const;
export const readOffice = {
	method: 'GET',
	url: '/api/offices/:code',
	schema: { params: byCode, response: { 200: Office, ...refusals } }
} as const;
/** Retires it or offers it again. 409 `has_offices` while offices in use belong to it. */
export const activateOffice = {
	method: 'POST',
	url: '/api/offices/:code/active',
	schema: {
		params: byCode,
		body: Type.Object({ active: Type.Boolean() }),
		response: { 200: Office, ...refusals }
	}
} as const;

/** First line of a file of offices. */
export const officeHeading = 'code,name_en,name_pa,name_hi,level,parent,department,district,tehsil';
/**
 * CSV with the heading above. An office of a known code is changed, any other made; a parent may stand in the same
 * file, above or below. Nothing is done while there is any fault, or on a dry run.
 */
export const importOffices = {
	method: 'POST',
	url: '/api/offices/import',
	schema: {
		body: Type.Object({ csv: Type.String({ minLength: 1, maxLength: 900_000 }), dry: Type.Boolean() }),
		response: {
			200: Type.Object({
				faults: Type.Array(ImportFault),
				/** Offices in the file that are new, that differ from what is known, and that do not. */
				new: Type.Integer(),
				changed: Type.Integer(),
				same: Type.Integer(),
				/** True when it was done. */
				done: Type.Boolean()
			}),
			...refusals
		}
	}
} as const;
