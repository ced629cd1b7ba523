import { Unreadable, type Inbound, type InboundMessage } from '#adapters/inbound.ts';
import type { ReadDelivery } from '#db/delivery.ts';
import type { NewAttachment, NewSubmission } from '#db/submission.ts';
import type { Services } from '../services.ts';
import { detectLanguage } from '../triage/language.ts';
import { wordsOf } from '../triage/search-words.ts';
import { cleanJson, cleanText } from './clean.ts';

/** Text above this is kept whole and flagged `oversized`. Characters. */
export const TEXT_LIMIT = 100_000;

/** Asks the delivery's adapter what it is. Throws `Unreadable`; any other fault of a parser is one too. */
export async function interpret({ adapters }: Services, delivery: ReadDelivery): Promise<Inbound[]> {
	const adapter = adapters.get(delivery.account);
	if (!adapter) throw new Unreadable('no_account', `no account ${delivery.account} is configured`);
	try {
		const method = delivery.method === 'GET' ? 'GET' : 'POST';
		return await adapter.parse({ ...delivery, method });
	} catch (fault) {
		if (fault instanceof Unreadable) throw fault;
		throw new Unreadable('unreadable', (fault as Error).message);
	}
}

const optional = (text: string | undefined | null) => (text ? cleanText(text) : null);

/** Files that came with the message, still with their bytes. */
export const filesOf = (message: InboundMessage) =>
	message.media.flatMap(({ content }) => (content ? [content] : []));

/** The rows of a message's files; `blobs` are the hashes of `filesOf`, in its order. */
function attachmentsOf(message: InboundMessage, blobs: string[]): NewAttachment[] {
	let stored = 0;
	return message.media.map((media, at): NewAttachment => {
		const blob = media.content ? blobs[stored++]! : (media.blob ?? null);
		return {
			name: cleanText((media.name ?? `file-${at + 1}`).slice(0, 255)),
			mediaType: cleanText((media.mediaType ?? 'application/octet-stream').slice(0, 200)),
			size: media.content?.length ?? media.size ?? null,
			blob,
			sourceUrl: blob ? null : (optional(media.url) ?? null),
			state: blob ? 'stored' : 'pending',
			contentId: optional(media.contentId)
		};
	});
}

/** A message as a row of the queue. */
export function submissionOf(
	delivery: ReadDelivery,
	number: string,
	message: InboundMessage,
	blobs: string[]
): NewSubmission {
	const text = cleanText(message.text);
	const flags = new Set([...delivery.flags, ...message.flags]);
	if (text.length > TEXT_LIMIT) flags.add('oversized');
	if (message.automatic) flags.add('automatic');
	const subject = optional(message.subject);
	const sender = optional(message.from.address);
	const senderName = optional(message.from.name);
	const matter = cleanJson(message.matter ?? {});
	const refs = [...(message.thread?.inReplyTo ?? []), ...(message.thread?.references ?? [])];
	return {
		number,
		delivery: delivery.id,
		channel: delivery.channel,
		account: delivery.account,
		receivedAt: delivery.receivedAt,
		sentAt: message.sentAt ?? null,
		sender,
		senderName,
		recipient: optional(message.to?.address),
		subject,
		text,
		html: optional(message.html),
		language: message.language ?? detectLanguage(`${message.subject ?? ''}\n${text}`),
		matter,
		automatic: message.automatic ?? null,
		flags: [...flags],
		messageId: optional(message.thread?.messageId),
		references: [...new Set(refs.map(cleanText))].slice(0, 50),
		words: wordsOf([subject, text, senderName], [sender, matter.phone, matter.email], [matter.address]),
		attachments: attachmentsOf(message, blobs)
	};
}
