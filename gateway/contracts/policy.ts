import { Type, type Static } from 'typebox';
import { ClockKind, type ClockKind as Kind } from './case.ts';
import { Instant, Names, Nullable, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;
const Code = Type.String({ minLength: 1, maxLength: 40 });
export const Day = Type.String({ pattern: '^[0-9]{4}-[0-9]{2}-[0-9]{2}$' });

/** How long something may take: whole days after the day on which it starts; 0 is the end of that working day. */
export const Limit = Type.Object({
	days: Type.Integer({ minimum: 0, maximum: 365 }),
	unit: Type.Union([Type.Literal('working'), Type.Literal('calendar')])
});
export type Limit = Static<typeof Limit>;

/** Another limit for a category or a department, at one level or at all. */
export const Override = Type.Intersect([
	Type.Object({
		kind: ClockKind,
		category: Type.Optional(Code),
		department: Type.Optional(Code),
		level: Type.Optional(Type.Integer({ minimum: 1, maximum: 3 }))
	}),
	Limit
]);
export type Override = Static<typeof Override>;

export const PolicyContent = Type.Object({
	/** Working days of the week, Monday 1 to Sunday 7. */
	week: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { minItems: 1, maxItems: 7, uniqueItems: true }),
	/** When a working day ends, in Indian time. */
	dayEnds: Type.String({ pattern: '^([01][0-9]|2[0-3]):[0-5][0-9]$' }),
	limits: Type.Object({
		acknowledge: Limit,
		screen: Limit,
		answer: Limit,
		/** Of levels 1, 2 and 3. */
		redress: Type.Tuple([Limit, Limit, Limit]),
		interim: Limit,
		feedback: Limit,
		appeal: Limit,
		review: Limit
	}),
	overrides: Type.Array(Override, { maxItems: 500 })
});
export type PolicyContent = Static<typeof PolicyContent>;

/** A day between the start of a clock and its end: counted, or why not. */
export const Counted = Type.Object({
	day: Day,
	/** Its place in the count; null where it does not count. */
	count: Nullable(Type.Integer()),
	why: Type.Union([
		Type.Literal('start'),
		Type.Literal('counted'),
		Type.Literal('weekend'),
		Type.Literal('holiday'),
		Type.Literal('rest')
	])
});
export type Counted = Static<typeof Counted>;

/** The limit that the policy sets: the most specific of its overrides, else its own. */
export function limitOf(
	policy: PolicyContent,
	kind: Kind,
	of: { category: string; department: string; level: number }
): Limit {
	const weight = (one: Override) => (one.category ? 4 : 0) + (one.department ? 2 : 0) + (one.level ? 1 : 0);
	const fits = policy.overrides
		.filter(
			(one) =>
				one.kind === kind &&
				(one.category === undefined || one.category === of.category) &&
				(one.department === undefined || one.department === of.department) &&
				(one.level === undefined || one.level === of.level)
		)
		.toSorted((a, b) => weight(b) - weight(a));
	if (fits[0]) return { days: fits[0].days, unit: fits[0].unit };
	return kind === 'redress' ? policy.limits.redress[of.level - 1]! : policy.limits[kind];
}

/** A version: a draft, or in force from a day on. What was put in force never changes. */
export const Policy = Type.Object({
	version: Type.Integer(),
	state: Type.Union([Type.Literal('draft'), Type.Literal('in_force')]),
	effectiveOn: Nullable(Day),
	/** Supplied with the product, not notified by anybody. */
	demonstration: Type.Boolean(),
	content: PolicyContent,
	revision: Type.Integer(),
	madeByName: Nullable(Type.String()),
	changedAt: Instant,
	reason: Nullable(Type.String()),
	/** True for the one by which clocks start today. */
	current: Type.Boolean()
});
export type Policy = Static<typeof Policy>;

export const Holiday = Type.Object({
	day: Day,
	/** Null: the whole state. */
	district: Nullable(Code),
	names: Names
});
export type Holiday = Static<typeof Holiday>;

export const readPolicies = {
	method: 'GET',
	url: '/api/policies',
	schema: {
		response: {
			200: Type.Object({ rows: Type.Array(Policy), holidays: Type.Array(Holiday) }),
			...refusals
		}
	}
} as const;

/** A draft that begins as a copy of the version `from`. */
export const draftPolicy = {
	method: 'POST',
	url: '/api/policies',
	schema: { body: Type.Object({ from: Type.Integer() }), response: { 200: Policy, ...refusals } }
} as const;
const byVersion = Type.Object({ version: Type.Integer() });
/** Over the revision that was read: 409 `changed` when somebody has saved since, `in_force` when it is no draft any more. */
export const savePolicy = {
	method: 'PUT',
	url: '/api/policies/:version',
	schema: {
		params: byVersion,
		body: Type.Object({ revision: Type.Integer(), content: PolicyContent }),
		response: { 200: Policy, ...refusals }
	}
} as const;
/** Clocks that start on that day or later go by it; those that run keep theirs. 400 `past` for a day that is over. */
export const forcePolicy = {
	method: 'POST',
	url: '/api/policies/:version/force',
	schema: {
		params: byVersion,
		body: Type.Object({ effectiveOn: Day, reason: Type.String({ minLength: 3, maxLength: 500 }) }),
		response: { 200: Policy, ...refusals }
	}
} as const;
export const discardPolicy = {
	method: 'DELETE',
	url: '/api/policies/:version',
	schema: { params: byVersion, response: { 200: Type.Object({}), ...refusals } }
} as const;

/** Clocks that start later count it; those that run keep their date. */
export const putHoliday = {
	method: 'PUT',
	url: '/api/holidays',
	schema: { body: Holiday, response: { 200: Holiday, ...refusals } }
} as const;
export const removeHoliday = {
	method: 'POST',
	url: '/api/holidays/remove',
	schema: {
		body: Type.Pick(Holiday, ['day', 'district']),
		response: { 200: Type.Object({}), ...refusals }
	}
} as const;
