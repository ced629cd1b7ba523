import { Type, type Static } from 'typebox';
import { MaybeContact, PlaceText } from './contact.ts';
import { DraftFileIds } from './draft-file.ts';
import { Nullable, Number10 } from './words.ts';

/** What the one who complains is to the one whom the matter happened to. */
export const Relation = Type.Union([
	Type.Literal('family'),
	Type.Literal('neighbour'),
	/** Sarpanch, councillor, member of the assembly. */
	Type.Literal('representative'),
	Type.Literal('advocate'),
	Type.Literal('organisation'),
	Type.Literal('other')
]);
export type Relation = Static<typeof Relation>;
export const relations: readonly Relation[] = Relation.anyOf.map((one) => one.const);

/** Who hears the answers where somebody complains for another. */
export const Told = Type.Union([Type.Literal('applicant'), Type.Literal('aggrieved'), Type.Literal('both')]);
export type Told = Static<typeof Told>;
export const allTold: readonly Told[] = Told.anyOf.map((one) => one.const);

/** When to call back. */
export const ContactTime = Type.Union([
	Type.Literal('morning'),
	Type.Literal('afternoon'),
	Type.Literal('evening')
]);
export type ContactTime = Static<typeof ContactTime>;
export const contactTimes: readonly ContactTime[] = ContactTime.anyOf.map((one) => one.const);

/** How a citizen wants to hear news: as reaches them best, or by one of these where it can be. */
export const NotifyBy = Type.Union([
	Type.Literal('any'),
	Type.Literal('sms'),
	Type.Literal('email'),
	Type.Literal('call')
]);
export type NotifyBy = Static<typeof NotifyBy>;
export const allNotifyBy: readonly NotifyBy[] = NotifyBy.anyOf.map((one) => one.const);

/** Why few may see a case: its officers and supervisors, and who registered it. */
export const SensitiveReason = Type.Union([
	Type.Literal('whistle_blower'),
	Type.Literal('sexual_harassment'),
	Type.Literal('child'),
	Type.Literal('violence'),
	Type.Literal('threat'),
	Type.Literal('other')
]);
export type SensitiveReason = Static<typeof SensitiveReason>;
export const sensitiveReasons: readonly SensitiveReason[] = SensitiveReason.anyOf.map((one) => one.const);

/** The person whom the matter happened to. `told` other than `applicant` needs their telephone. */
export const Aggrieved = Type.Object({
	relation: Relation,
	name: Type.String({ minLength: 1, maxLength: 200 }),
	phone: Type.Optional(Type.String({ maxLength: 40 })),
	told: Told
});
export type Aggrieved = Static<typeof Aggrieved>;

/** What a registration may say beside the matter itself. */
export const moreInput = {
	/** Free: what the place is found by. */
	landmark: Type.Optional(Type.String({ maxLength: 300 })),
	/** What the citizen wants to be done. */
	relief: Type.Optional(Type.String({ maxLength: 1000 })),
	/** Absent: any time. */
	contactTime: Type.Optional(ContactTime),
	/** One of our numbers, in any spacing, which must lead to a matter; anything else is kept as written. */
	earlier: Type.Optional(Type.String({ maxLength: 100 })),
	/** Absent: the citizen complains for themselves. */
	aggrieved: Type.Optional(Aggrieved),
	/** Absent: an ordinary case. */
	sensitive: Type.Optional(SensitiveReason),
	/** Of the form's draft: they become attachments. */
	files: Type.Optional(DraftFileIds)
};

const Text = Nullable(Type.String());

/** The same of a registered case. */
export const moreOfGrievance = {
	landmark: Nullable(PlaceText),
	relief: Text,
	contactTime: Nullable(ContactTime),
	earlier: Nullable(Number10),
	/** Another office's reference. */
	earlierElsewhere: Text,
	aggrieved: Nullable(
		Type.Object({ relation: Relation, name: Type.String(), phone: MaybeContact, told: Told })
	),
	sensitive: Nullable(SensitiveReason)
};
