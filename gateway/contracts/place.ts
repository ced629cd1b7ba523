import { Type, type Static } from 'typebox';
import { Names } from './words.ts';

/** Codes are those of the Local Government Directory where it has one. */
export const District = Type.Object({ code: Type.String(), names: Names, division: Type.String() });
export type District = Static<typeof District>;

export const Tehsil = Type.Object({ code: Type.String(), names: Names, district: Type.String() });
export type Tehsil = Static<typeof Tehsil>;

export const Department = Type.Object({ code: Type.String(), names: Names });
export type Department = Static<typeof Department>;

export const Category = Type.Object({
	code: Type.String(),
	names: Names,
	department: Type.String(),
	group: Type.String(),
	keywords: Type.Array(Type.String())
});
export type Category = Static<typeof Category>;

const Retired = Type.Array(Type.Object({ code: Type.String(), names: Names }));

/** Everything that a form needs to offer; changes rarely, and then the live event `reference` says so. */
export const Reference = Type.Object({
	districts: Type.Array(District),
	tehsils: Type.Array(Tehsil),
	departments: Type.Array(Department),
	categories: Type.Array(Category),
	/** What is offered no more, by name: old cases have it. */
	retired: Type.Object({
		districts: Retired,
		tehsils: Retired,
		departments: Retired,
		categories: Retired
	})
});
export type Reference = Static<typeof Reference>;

export const readReference = {
	method: 'GET',
	url: '/api/reference',
	schema: { response: { 200: Reference } }
} as const;
