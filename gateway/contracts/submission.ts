import { Type, type Static } from 'typebox';
import { CaseState } from './case.ts';
import { moreOfGrievance } from './registration.ts';
import { ContactText, MaybeContact, MaybeMentions, MentionsContact, mentions, PlaceText } from './contact.ts';
import { Transcript } from './transcript.ts';
import { Nullable, Channel, Instant, Language, Number10, SubmissionState } from './words.ts';

const Text = Type.Union([Type.String(), Type.Null()]);

/** A row of the queue. */
export const Submission = Type.Object({
	number: Number10,
	channel: Channel,
	account: Type.String(),
	state: SubmissionState,
	receivedAt: Instant,
	/** E.164, mail address or raw; null when withheld. */
	sender: MaybeContact,
	senderName: MaybeMentions,
	subject: Text,
	/** First 240 characters of the text, white space folded. */
	excerpt: Type.String(),
	language: Nullable(Language),
	district: Text,
	category: Text,
	attachments: Type.Integer(),
	/** e.g. `oversized`, `partial`, `automatic`, `unverified`. */
	flags: Type.Array(Type.String()),
	claimedBy: Text,
	claimedByName: Text,
	claimedUntil: Nullable(Instant),
	/** Number of the grievance that it became or was linked to. */
	grievance: Nullable(Number10)
});
export type Submission = Static<typeof Submission>;

export const Attachment = Type.Object({
	id: Type.String(),
	name: MentionsContact,
	mediaType: Type.String(),
	/** Bytes; null until fetched. */
	size: Nullable(Type.Integer()),
	/** `withheld`: it shows numbers and addresses as they came, which the reader has to ask for first. */
	state: Type.Union([
		Type.Literal('stored'),
		Type.Literal('pending'),
		Type.Literal('failed'),
		Type.Literal('withheld')
	]),
	/** Why it failed or is held. */
	reason: Text,
	/** Seconds, of a recording. */
	duration: Nullable(Type.Number()),
	/** Of a recording, where that is switched on. */
	transcript: Nullable(Transcript),
	contentId: Text
});
export type Attachment = Static<typeof Attachment>;

export const Event = Type.Object({
	id: Type.String(),
	/** Past tense: `submission:claimed`. */
	type: Type.String(),
	at: Instant,
	actor: Text,
	actorName: Text,
	detail: Type.Record(Type.String(), Type.Unknown(), mentions)
});
export type Event = Static<typeof Event>;

export const Notice = Type.Object({
	id: Type.String(),
	template: Type.String(),
	channel: Channel,
	recipient: ContactText,
	body: MentionsContact,
	state: Type.String(),
	createdAt: Instant,
	sentAt: Nullable(Instant),
	error: MaybeMentions
});
export type Notice = Static<typeof Notice>;

/** Another matter of the same sender or citizen, for the right-hand panel. */
export const Related = Type.Object({
	number: Number10,
	channel: Channel,
	state: SubmissionState,
	receivedAt: Instant,
	excerpt: Type.String(),
	grievance: Nullable(Number10),
	/** `thread` answers or is answered by this one; `citizen` same known citizen; `sender` same address. */
	relation: Type.Union([Type.Literal('thread'), Type.Literal('citizen'), Type.Literal('sender')])
});
export type Related = Static<typeof Related>;

export const Citizen = Type.Object({
	id: Type.String(),
	name: Text,
	phone: MaybeContact,
	email: MaybeContact,
	language: Nullable(Language)
});
export type Citizen = Static<typeof Citizen>;

export const Grievance = Type.Object({
	number: Number10,
	state: CaseState,
	/** Nobody need act any more, unless the citizen asks again. */
	settled: Type.Boolean(),
	category: Type.String(),
	department: Type.String(),
	district: Type.String(),
	tehsil: Text,
	place: Nullable(PlaceText),
	summary: Type.String(),
	language: Language,
	registeredAt: Instant,
	registeredBy: Text,
	/** The older case of the same matter that it was merged into. */
	mergedInto: Nullable(Number10),
	citizen: Citizen,
	...moreOfGrievance
});
export type Grievance = Static<typeof Grievance>;

/** What the sender said of the matter where the channel asked (web form, Open311, telephone). */
export const Matter = Type.Object({
	category: Type.Optional(Type.String()),
	department: Type.Optional(Type.String()),
	district: Type.Optional(Type.String()),
	tehsil: Type.Optional(Type.String()),
	address: Type.Optional(PlaceText),
	latitude: Type.Optional(Type.Number()),
	longitude: Type.Optional(Type.Number()),
	/** Number that the sender said it is about. */
	about: Type.Optional(Number10),
	phone: Type.Optional(ContactText),
	email: Type.Optional(ContactText)
});
export type Matter = Static<typeof Matter>;

export const SubmissionDetail = Type.Object({
	submission: Submission,
	/** Whole text, never cut. */
	text: Type.String(),
	/** True: an HTML original can be shown from `/api/submissions/:number/html` in a sandboxed frame. */
	html: Type.Boolean(),
	/** Ours. */
	recipient: Text,
	sentAt: Nullable(Instant),
	automatic: Text,
	matter: Matter,
	attachments: Type.Array(Attachment),
	events: Type.Array(Event),
	notices: Type.Array(Notice),
	related: Type.Array(Related),
	/** Citizens known by the sender's address: none, one, or several to choose from. */
	citizens: Type.Array(Citizen),
	grievance: Nullable(Grievance)
});
export type SubmissionDetail = Static<typeof SubmissionDetail>;
