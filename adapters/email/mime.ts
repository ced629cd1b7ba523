import { MailParser, type AttachmentStream, type HeaderLines, type Headers } from 'mailparser';
import { Unreadable } from '../inbound.ts';
import { PARTS_LIMIT } from './limits.ts';

/** A part of a mail that has no parts of its own, transfer encoding undone, charset not. */
export interface Leaf {
	mediaType: string;
	charset?: string;
	/** `format=flowed`, and `delsp=yes`. */
	flowed: boolean;
	delSp: boolean;
	disposition?: string;
	name?: string;
	contentId?: string;
	content: Buffer;
	/** The nearest multipart/alternative around it. */
	alternative?: object;
}
export interface Mime {
	headers: Headers;
	/** As they came, one character for one byte. */
	lines: HeaderLines;
	mediaType: string;
	leaves: Leaf[];
}

interface Node {
	contentType?: string | false;
	isAttachment?: boolean;
	children: Node[];
	node: {
		charset?: string | false;
		disposition?: string | false;
		filename?: string | false;
		flowed?: boolean;
		delSp?: boolean;
	};
}
/** What we need of the parser beyond its types: it hands out every leaf undecoded when no type counts as text. */
interface Inside {
	textTypes: string[];
	tree: Node | false;
}
const options = {
	checksumAlgo: false as const,
	skipTextToHtml: true,
	skipHtmlToText: true,
	skipTextLinks: true,
	skipImageLinks: true,
	maxChildNodes: PARTS_LIMIT,
	ignoreEmbedded: true
};

/** Leaves of the tree in the order of the mail, each with the alternative that it belongs to. */
function flatten(root: Node | false): { node: Node; alternative?: Node }[] {
	const found: { node: Node; alternative?: Node }[] = [];
	const waiting: { node: Node; alternative?: Node }[] = root ? [{ node: root }] : [];
	for (let next = waiting.pop(); next; next = waiting.pop()) {
		const { node } = next;
		if (node.isAttachment) found.push(next);
		const alternative = node.contentType === 'multipart/alternative' ? node : next.alternative;
		for (const child of node.children.toReversed())
			waiting.push(alternative ? { node: child, alternative } : { node: child });
	}
	return found;
}

const leaf = (
	part: AttachmentStream,
	content: Buffer,
	place: { node: Node; alternative?: Node } | undefined
): Leaf => {
	const inner = place?.node.node;
	return {
		mediaType: (part.contentType || 'text/plain').toLowerCase(),
		flowed: inner?.flowed === true,
		delSp: inner?.delSp === true,
		content,
		...(inner?.charset ? { charset: inner.charset } : {}),
		...(inner?.disposition ? { disposition: inner.disposition } : {}),
		...(part.filename ? { name: part.filename } : {}),
		...(part.cid ? { contentId: part.cid } : {}),
		...(place?.alternative ? { alternative: place.alternative } : {})
	};
};

/** Takes a raw mail apart. Rejects with `Unreadable('too_complex')` where a limit is passed. */
export function readMime(raw: Buffer): Promise<Mime> {
	const parser = new MailParser(options);
	const inside = parser as unknown as Inside;
	inside.textTypes = [];
	const parts: { part: AttachmentStream; chunks: Buffer[] }[] = [];
	return new Promise((resolve, reject) => {
		parser.on('error', (fault: Error) => {
			parser.destroy();
			reject(new Unreadable('too_complex', fault.message));
		});
		parser.on('data', (part) => {
			if (part.type !== 'attachment') return;
			const chunks: Buffer[] = [];
			parts.push({ part, chunks });
			part.content.on('data', (chunk: Buffer) => chunks.push(chunk));
			part.content.on('end', () => part.release?.());
		});
		parser.on('end', () => {
			const places = flatten(inside.tree);
			const root = inside.tree ? inside.tree.contentType : undefined;
			resolve({
				headers: parser.headers || new Map(),
				lines: parser.headerLines || [],
				mediaType: (root || 'text/plain').toLowerCase(),
				leaves: parts.map(({ part, chunks }, i) => leaf(part, Buffer.concat(chunks), places[i]))
			});
		});
		parser.end(raw);
	});
}
