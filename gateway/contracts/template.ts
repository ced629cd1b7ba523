import { Type, type Static } from 'typebox';
import { NoticeChannel } from './notice.ts';
import { Instant, Language, Nullable, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;
const Id = Type.String({ pattern: '^[0-9]{1,18}$' });

/** Of the operators' register of texts (DLT); null: the sending account's. */
export const TemplateIds = Type.Object({
	entity: Nullable(Type.String({ pattern: '^[0-9]{6,30}$' })),
	header: Nullable(Type.String({ pattern: '^[A-Za-z0-9-]{3,11}$' })),
	template: Nullable(Type.String({ pattern: '^[0-9]{6,30}$' }))
});
export type TemplateIds = Static<typeof TemplateIds>;

export const TemplateState = Type.Union([
	Type.Literal('draft'),
	/** Told now. */
	Type.Literal('approved'),
	Type.Literal('retired')
]);
export type TemplateState = Static<typeof TemplateState>;

const Body = Type.String({ maxLength: 4000 });
/** What is written of a text. */
export const TemplateInput = Type.Object({
	/** A mail's; null otherwise. */
	subject: Nullable(Type.String({ maxLength: 200 })),
	body: Body,
	/** Waits for the day; false for answers to what the citizen has just done. */
	byDay: Type.Boolean(),
	ids: TemplateIds
});
export type TemplateInput = Static<typeof TemplateInput>;

export const TemplateVersion = Type.Intersect([
	TemplateInput,
	Type.Object({
		id: Type.String(),
		key: Type.String(),
		channel: NoticeChannel,
		language: Language,
		version: Type.Integer(),
		state: TemplateState,
		effectiveAt: Nullable(Instant),
		retiredAt: Nullable(Instant),
		/** Null: came with the product. */
		madeByName: Nullable(Type.String()),
		madeAt: Instant,
		approvedByName: Nullable(Type.String())
	})
]);
export type TemplateVersion = Static<typeof TemplateVersion>;

/** Every text in force and every draft, with what the whole installation fills in. */
export const readTemplates = {
	method: 'GET',
	url: '/api/templates',
	schema: {
		response: {
			200: Type.Object({
				rows: Type.Array(TemplateVersion),
				helpline: Type.String(),
				site: Type.String(),
				/** Of one SMS. */
				paise: Type.Number(),
				/** Ids that accounts are configured with, for texts without any of their own. */
				accounts: Type.Array(
					Type.Object({ account: Type.String(), key: Type.String(), template: Type.String() })
				)
			}),
			...refusals
		}
	}
} as const;

const one = Type.Object({
	key: Type.String({ maxLength: 40 }),
	channel: NoticeChannel,
	language: Language
});
/** All versions of one text, newest first. */
export const readTemplateVersions = {
	method: 'GET',
	url: '/api/templates/:key/:channel/:language',
	schema: { params: one, response: { 200: Type.Object({ rows: Type.Array(TemplateVersion) }), ...refusals } }
} as const;
/** Writes the draft of the next version. 400 with `faults` of `TextFault`. */
export const saveTemplate = {
	method: 'PUT',
	url: '/api/templates/:key/:channel/:language',
	schema: { params: one, body: TemplateInput, response: { 200: TemplateVersion, ...refusals } }
} as const;
/** Throws the draft away. */
export const discardTemplate = {
	method: 'DELETE',
	url: '/api/templates/:key/:channel/:language',
	schema: { params: one, response: { 200: Type.Object({}), ...refusals } }
} as const;
/** The draft is told from now on. 409 `changed` when it is not the version that was looked at. */
export const approveTemplate = {
	method: 'POST',
	url: '/api/templates/:id/approve',
	schema: { params: Type.Object({ id: Id }), response: { 200: TemplateVersion, ...refusals } }
} as const;
/** Notes the ids that the register gave to a text; its words stay as they are. */
export const noteTemplateIds = {
	method: 'PUT',
	url: '/api/templates/:id/ids',
	schema: {
		params: Type.Object({ id: Id }),
		body: TemplateIds,
		response: { 200: TemplateVersion, ...refusals }
	}
} as const;
