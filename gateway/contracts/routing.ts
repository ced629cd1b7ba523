import { Type, type Static } from 'typebox';
import { Fallback, Track } from './case.ts';
import { Names, Nullable, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;
const Code = Type.String({ minLength: 1, maxLength: 40 });
const Id = Type.String({ pattern: '^[0-9]{1,18}$' });
const byId = Type.Object({ id: Id });

/** Which office a rule means: one, or that of the matter's department or district, whichever these are. */
export const RuleTarget = Type.Union([
	Type.Literal('office'),
	Type.Literal('department_district'),
	Type.Literal('department_state'),
	Type.Literal('district')
]);
export type RuleTarget = Static<typeof RuleTarget>;

/** For which matters, null for any; whose they are; and who is above that office. */
export const RuleInput = Type.Object({
	category: Nullable(Code),
	department: Nullable(Code),
	district: Nullable(Code),
	tehsil: Nullable(Code),
	target: RuleTarget,
	/** Where the target is `office`. */
	office: Nullable(Code),
	track: Track
});
export type RuleInput = Static<typeof RuleInput>;

export const Rule = Type.Intersect([
	RuleInput,
	Type.Object({
		id: Type.String(),
		officeNames: Nullable(Names),
		active: Type.Boolean(),
		/** Supplied with the product. */
		demonstration: Type.Boolean(),
		/** How specific it is: of two that fit the higher goes first. */
		weight: Type.Integer(),
		/** Cases of the last 30 days that it gave their first office, and those of them that were passed on since. */
		assigned: Type.Integer(),
		transferred: Type.Integer()
	})
]);
export type Rule = Static<typeof Rule>;

/** An office that rules sent cases to which it passed on; both counts are of the last 30 days. */
export const PassedOn = Type.Object({
	office: Code,
	officeNames: Names,
	assigned: Type.Integer(),
	transferred: Type.Integer()
});
export type PassedOn = Static<typeof PassedOn>;

/** Rules, the most specific first, and the twenty offices that passed on most. */
export const readRules = {
	method: 'GET',
	url: '/api/routing',
	schema: {
		response: { 200: Type.Object({ rows: Type.Array(Rule), offices: Type.Array(PassedOn) }), ...refusals }
	}
} as const;
/** 400 with `faults` by field; 409 `known` when there is one for the same matters. */
export const createRule = {
	method: 'POST',
	url: '/api/routing',
	schema: { body: RuleInput, response: { 200: Rule, ...refusals } }
} as const;
export const saveRule = {
	method: 'PUT',
	url: '/api/routing/:id',
	schema: { params: byId, body: RuleInput, response: { 200: Rule, ...refusals } }
} as const;
export const activateRule = {
	method: 'POST',
	url: '/api/routing/:id/active',
	schema: {
		params: byId,
		body: Type.Object({ active: Type.Boolean() }),
		response: { 200: Rule, ...refusals }
	}
} as const;

/** Where a case would lie at a level today, and what is done about a vacant chair. */
export const Step = Type.Object({
	level: Type.Integer(),
	office: Nullable(Code),
	officeNames: Nullable(Names),
	post: Nullable(Type.String()),
	postNames: Nullable(Names),
	/** Who sits there. */
	holder: Nullable(Type.String()),
	fallback: Nullable(Fallback)
});
/** Where would this go? `rule` null: no rule fits, and it would be screened. */
export const tryRoute = {
	method: 'GET',
	url: '/api/routing/try',
	schema: {
		querystring: Type.Object({ category: Code, district: Code, tehsil: Type.Optional(Code) }),
		response: {
			200: Type.Object({ rule: Nullable(Rule), track: Nullable(Track), steps: Type.Array(Step) }),
			...refusals
		}
	}
} as const;
