import { Type } from 'typebox';
import { Nullable } from './words.ts';

/**
 * How a text leads to a citizen: it is their number or mail address (`address`), where they live (`place`), or a text
 * of ours or of a machine that may name one (`within`). The citizen's own words are the case itself and are no such
 * text.
 */
export type ContactKind = 'address' | 'place' | 'within';

/** Keyword of a schema by which the gateway knows what to mask. */
export const CONTACT = 'contact';

/** A telephone number or mail address of a citizen. */
export const ContactText = Type.String({ [CONTACT]: 'address' satisfies ContactKind });
export const MaybeContact = Nullable(ContactText);

/** House, street or landmark that a citizen gave. */
export const PlaceText = Type.String({ [CONTACT]: 'place' satisfies ContactKind });

/** A text that may name a number or address beside other things. */
export const MentionsContact = Type.String({ [CONTACT]: 'within' satisfies ContactKind });
export const MaybeMentions = Nullable(MentionsContact);

/** Anything at all, every text of which may name a number or address: details of events, headers. */
export const mentions = { [CONTACT]: 'within' satisfies ContactKind } as const;
