import type { Bounce } from '../inbound.ts';
import type { Leaf } from './mime.ts';

/** Bytes of a report, and of the mail that it returns, in which is looked. */
const LIMIT_BYTES = 64 * 1024;

const wordsOf = ({ content }: Leaf) =>
	content.subarray(0, LIMIT_BYTES).toString('latin1').replaceAll('\r\n', '\n');
/** A field of a block of them, its folded lines joined. */
const field = (block: string, name: string) =>
	new RegExp(`^${name}[ \\t]*:[ \\t]*(.*(?:\\n[ \\t]+.*)*)`, 'im')
		.exec(block)?.[1]
		?.replace(/\n[ \t]+/g, ' ')
		.trim();
const addressOf = (value: string | undefined) =>
	/([^\s<>;"]+@[^\s<>;"]+)/.exec(value ?? '')?.[1]?.toLowerCase();

/**
 * What a report of delivery (RFC 3464) says failed for good, with the Message-ID of the mail that it returns; undefined
 * where it says nothing of the kind: a delay, a delivery, a report without the mail.
 */
export function readBounce(leaves: readonly Leaf[]): Bounce | undefined {
	const report = leaves.find(({ mediaType }) => mediaType === 'message/delivery-status');
	const returned = leaves.find(({ mediaType }) =>
		['message/rfc822', 'message/rfc822-headers', 'text/rfc822-headers'].includes(mediaType)
	);
	if (!report || !returned) return undefined;
	const [headers] = wordsOf(returned).split('\n\n');
	const messageId = /<([^<>\s]+)>/.exec(field(headers ?? '', 'message-id') ?? '')?.[1];
	const failed = wordsOf(report)
		.split(/\n\n+/)
		.find((block) => field(block, 'action')?.toLowerCase() === 'failed');
	const recipient =
		failed && (addressOf(field(failed, 'original-recipient')) ?? addressOf(field(failed, 'final-recipient')));
	if (!messageId || !failed || !recipient) return undefined;
	const status = /\d\.\d{1,3}\.\d{1,3}/.exec(field(failed, 'status') ?? '')?.[0] ?? '5.0.0';
	return {
		messageId,
		recipient,
		status,
		error: [status, field(failed, 'diagnostic-code')].filter(Boolean).join(' ').slice(0, 300),
		// No such mailbox or domain, moved without an address, or switched off.
		dead: /^5\.(1\.[1-6]|1\.10|2\.1)$/.test(status)
	};
}
