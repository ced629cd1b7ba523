import { Type, type Static, type TSchema } from 'typebox';

/** The schema, or null. */
export const Nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

/** BCP 47 primary tags of the three languages that the product speaks. */
export const Language = Type.Union([Type.Literal('pa'), Type.Literal('hi'), Type.Literal('en')]);
export type Language = Static<typeof Language>;
export const languages: readonly Language[] = ['pa', 'hi', 'en'];

/** Ways in. The last three are registered by an agent at the desk. */
export const Channel = Type.Union([
	Type.Literal('email'),
	Type.Literal('sms'),
	Type.Literal('ivr'),
	Type.Literal('web'),
	Type.Literal('walk_in'),
	Type.Literal('post'),
	Type.Literal('phone')
]);
export type Channel = Static<typeof Channel>;
export const channels: readonly Channel[] = ['email', 'sms', 'ivr', 'web', 'walk_in', 'post', 'phone'];
export const deskChannels: readonly Channel[] = ['walk_in', 'post', 'phone'];

/** Ten digits: year, seven of sequence, Verhoeff check digit. Shown `26-0001234-5`. */
export const Number10 = Type.String({
	pattern: '^[0-9]{10}$',
	description: 'ten digits with a Verhoeff check digit'
});

/** `waiting` may be claimed; the other states are decisions. */
export const SubmissionState = Type.Union([
	Type.Literal('waiting'),
	Type.Literal('registered'),
	Type.Literal('linked'),
	Type.Literal('dismissed')
]);
export type SubmissionState = Static<typeof SubmissionState>;

/** What a person is at the desk; what each may do is the gateway's table (`gateway/access/table.ts`). */
export const Role = Type.Union([
	Type.Literal('agent'),
	/** At a counter: Sewa Kendra, Deputy Commissioner's office. */
	Type.Literal('operator'),
	/** Redresses at a department's office. */
	Type.Literal('officer'),
	/** Asks citizens whether they are satisfied. */
	Type.Literal('feedback_agent'),
	Type.Literal('supervisor'),
	Type.Literal('viewer'),
	Type.Literal('admin'),
	Type.Literal('auditor')
]);
export type Role = Static<typeof Role>;
export const roles: readonly Role[] = Role.anyOf.map((role) => role.const);

/** Instant as ISO 8601 text in UTC, as PostgreSQL's timestamptz is read everywhere. */
export const Instant = Type.String({ format: 'date-time' });

/** Text in each language. */
export const Names = Type.Object({ en: Type.String(), pa: Type.String(), hi: Type.String() });
export type Names = Static<typeof Names>;

/** What a caller may learn of a fault: `code` names it, `field` says where, `message` what to do. */
export const Refused = Type.Object({
	code: Type.String(),
	message: Type.String(),
	field: Type.Optional(Type.String()),
	faults: Type.Optional(Type.Array(Type.Object({ field: Type.String(), code: Type.String() }))),
	/** The same may be asked again after this long. */
	wait_seconds: Type.Optional(Type.Integer())
});
export type Refused = Static<typeof Refused>;
