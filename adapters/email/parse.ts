import { createHash } from 'node:crypto';
import type { InboundMessage, Media } from '../inbound.ts';
import { recipient, sender } from './address.ts';
import { attachment } from './attachment.ts';
import { readBody } from './body.ts';
import { readBounce } from './bounce.ts';
import { classify } from './classify.ts';
import { messageIds, rawValues, sentAt } from './header.ts';
import { REFERENCES_LIMIT } from './limits.ts';
import { readMime, type Leaf, type Mime } from './mime.ts';
import { subjectOf } from './subject.ts';

export interface ParseOptions {
	/** Lower case; mail from one of them is our own come back. */
	ownAddresses: readonly string[];
	/** What is known of the mail already, e.g. `oversized`. */
	flags?: readonly string[];
}

const thread = (mime: Mime, flags: Set<string>): NonNullable<InboundMessage['thread']> => {
	const references = messageIds(rawValues(mime, 'references'));
	const [messageId] = messageIds(rawValues(mime, 'message-id'));
	if (references.length > REFERENCES_LIMIT) flags.add('references_cut');
	return {
		...(messageId ? { messageId } : {}),
		inReplyTo: messageIds(rawValues(mime, 'in-reply-to')).slice(0, REFERENCES_LIMIT),
		references:
			references.length > REFERENCES_LIMIT
				? [...references.slice(0, 1), ...references.slice(1 - REFERENCES_LIMIT)]
				: references
	};
};

/** A mail without words of its own, sent on as an attachment: its words are those of the mail inside. */
async function forwardedText(files: Leaf[], flags: Set<string>): Promise<string> {
	const inner = files.find(({ mediaType }) => mediaType === 'message/rfc822');
	if (!inner) return '';
	const { leaves } = await readMime(inner.content);
	const { text } = readBody(leaves, flags);
	if (text) flags.add('text_from_attachment');
	return text;
}

/**
 * Reads a raw mail of any shape. Pure. Throws `Unreadable('too_complex')` past a limit, and nothing else.
 * `externalId` is the sha256 of the raw mail: a Message-ID may be missing or used twice.
 */
export async function parseMail(raw: Buffer, options: ParseOptions): Promise<InboundMessage> {
	const flags = new Set(options.flags);
	const own = new Set(options.ownAddresses.map((address) => address.toLowerCase()));
	const mime = await readMime(raw);
	const subject = subjectOf(mime, flags);
	const body = readBody(mime.leaves, flags);
	const text = body.text || (await forwardedText(body.files, flags));
	const media: Media[] = [];
	for (const leaf of body.files) media.push(await attachment(leaf, media.length + 1, flags));
	const classified = classify(mime, subject ?? '', own);
	if (classified) flags.add(`automatic_${classified.reason}`);
	const bounce = classified?.automatic === 'bounce' ? readBounce(mime.leaves) : undefined;
	const to = recipient(mime, own);
	const date = sentAt(mime);
	return {
		kind: 'message',
		externalId: createHash('sha256').update(raw).digest('hex'),
		from: sender(mime, flags),
		...(to ? { to } : {}),
		...(subject ? { subject } : {}),
		text,
		...(body.html === undefined ? {} : { html: body.html }),
		...(date ? { sentAt: date } : {}),
		media,
		thread: thread(mime, flags),
		...(classified ? { automatic: classified.automatic } : {}),
		...(bounce ? { bounce } : {}),
		flags: [...flags]
	};
}
