import { Type, type Static } from 'typebox';
import { ContactText, MaybeMentions, MentionsContact } from './contact.ts';
import { NoticeChannel } from './notice.ts';
import { Channel, Instant, Language, Nullable, Number10, Refused } from './words.ts';

const refusals = { 400: Refused, 401: Refused, 403: Refused, 404: Refused, 409: Refused } as const;
const Id = Type.String({ pattern: '^[0-9]{1,18}$' });
const byId = Type.Object({ id: Id });
const Reason = Type.String({ minLength: 1, maxLength: 500 });

/** What a notice waits for, or why it did not arrive. */
export const NoticeTrouble = Type.Union([
	/** It failed for good. */
	Type.Literal('failed'),
	/** It has been on its way for more than ten minutes: a provider is away, or it is night. */
	Type.Literal('waiting'),
	/** No text reaches the citizen: somebody is to ring. */
	Type.Literal('call_due'),
	/** Kept back: written to too often, or an address that nothing goes to. */
	Type.Literal('suppressed')
]);
export type NoticeTrouble = Static<typeof NoticeTrouble>;
export const noticeTroubles: readonly NoticeTrouble[] = NoticeTrouble.anyOf.map((one) => one.const);

/** A notice that has not arrived. */
export const TroubledNotice = Type.Object({
	id: Type.String(),
	number: Number10,
	/** Of its text. */
	key: Type.String(),
	trouble: NoticeTrouble,
	channel: NoticeChannel,
	account: Type.String(),
	recipient: ContactText,
	language: Language,
	body: MentionsContact,
	/** The provider's code and words, or a code of ours. */
	error: MaybeMentions,
	attempts: Type.Integer(),
	createdAt: Instant,
	/** When it is tried next. */
	dueAt: Instant,
	/** Other ways in which its citizen can be told. */
	ways: Type.Array(NoticeChannel)
});
export type TroubledNotice = Static<typeof TroubledNotice>;

/** Notices of one trouble, newest first, a hundred to a page; only of numbers that one sees. */
export const readNotices = {
	method: 'GET',
	url: '/api/notices',
	schema: {
		querystring: Type.Object({
			trouble: NoticeTrouble,
			account: Type.Optional(Type.String({ maxLength: 100 })),
			after: Type.Optional(Id)
		}),
		response: {
			200: Type.Object({
				rows: Type.Array(TroubledNotice),
				next: Nullable(Type.String()),
				counts: Type.Record(Type.String(), Type.Integer())
			}),
			...refusals
		}
	}
} as const;

/** Sends it once more, now. 409 `not_failed`, `suppressed` where nothing goes to the address. */
export const retryNotice = {
	method: 'POST',
	url: '/api/notices/:id/retry',
	schema: { params: byId, response: { 200: Type.Object({ sent: Type.Boolean() }), ...refusals } }
} as const;
/** Tells the same another way. 409 `unreachable` where there is none. */
export const moveNotice = {
	method: 'POST',
	url: '/api/notices/:id/move',
	schema: {
		params: byId,
		body: Type.Object({ to: NoticeChannel }),
		response: { 200: Type.Object({ sent: Type.Boolean() }), ...refusals }
	}
} as const;
/** Nothing more is done about it: the citizen was told otherwise, or need not be. */
export const settleNotice = {
	method: 'POST',
	url: '/api/notices/:id/settle',
	schema: {
		params: byId,
		body: Type.Object({ reason: Reason }),
		response: { 200: Type.Object({}), ...refusals }
	}
} as const;

export const SuppressionReason = Type.Union([Type.Literal('dead'), Type.Literal('opted_out')]);
export type SuppressionReason = Static<typeof SuppressionReason>;
/** An address that nothing goes to. */
export const Suppression = Type.Object({
	id: Type.String(),
	channel: Type.Extract(Channel, Type.Union([Type.Literal('sms'), Type.Literal('email')])),
	address: ContactText,
	reason: SuppressionReason,
	/** The provider's words. */
	detail: MentionsContact,
	madeAt: Instant,
	/** Null: till it is lifted. */
	until: Nullable(Instant)
});
export type Suppression = Static<typeof Suppression>;
/** Newest first, a hundred to a page; `sought` is the beginning of an address. */
export const readSuppressions = {
	method: 'GET',
	url: '/api/suppressions',
	schema: {
		querystring: Type.Object({
			after: Type.Optional(Id),
			sought: Type.Optional(Type.String({ maxLength: 100 }))
		}),
		response: {
			200: Type.Object({ rows: Type.Array(Suppression), next: Nullable(Type.String()) }),
			...refusals
		}
	}
} as const;
export const liftSuppression = {
	method: 'POST',
	url: '/api/suppressions/:id/lift',
	schema: {
		params: byId,
		body: Type.Object({ reason: Reason }),
		response: { 200: Type.Object({}), ...refusals }
	}
} as const;
