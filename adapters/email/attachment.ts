import { isUtf8 } from 'node:buffer';
import type { Media } from '../inbound.ts';
import { cleanText } from './charset.ts';
import { NAME_LIMIT } from './limits.ts';
import type { Leaf } from './mime.ts';
import { readMime } from './mime.ts';
import { subjectOf } from './subject.ts';

const extensions: Record<string, string> = {
	'image/jpeg': 'jpg',
	'image/png': 'png',
	'image/gif': 'gif',
	'image/webp': 'webp',
	'image/heic': 'heic',
	'application/pdf': 'pdf',
	'application/ms-tnef': 'dat',
	'text/plain': 'txt',
	'text/html': 'html',
	'text/calendar': 'ics',
	'message/rfc822': 'eml',
	'message/delivery-status': 'txt',
	'application/pkcs7-signature': 'p7s',
	'application/pgp-signature': 'asc',
	'audio/mpeg': 'mp3',
	'audio/amr': 'amr',
	'video/mp4': 'mp4'
};

/** Name without what a file system or a screen would take amiss; the extension survives the cut. */
const safeName = (name: string) => {
	const clean = name
		.replace(/[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, '')
		.replace(/[/\\]+/g, '_')
		.trim();
	const characters = [...clean];
	const extension = /\.[A-Za-z0-9]{1,8}$/.exec(clean)?.[0] ?? '';
	return characters.length <= NAME_LIMIT
		? clean
		: characters.slice(0, NAME_LIMIT - extension.length).join('') + extension;
};
/** Raw 8-bit names come as one character for one byte. */
const repaired = (name: string) => {
	if (!/[\x80-\xff]/.test(name) || /[\u0100-\uffff]/.test(name)) return name;
	const bytes = Buffer.from(name, 'latin1');
	return isUtf8(bytes) ? bytes.toString('utf8') : name;
};

async function inventedName(leaf: Leaf, position: number): Promise<string> {
	if (leaf.mediaType === 'message/rfc822') {
		const inner = await readMime(leaf.content).then(
			(mime) => subjectOf(mime, new Set()),
			() => undefined
		);
		if (inner) return `${inner}.eml`;
	}
	const kind = leaf.mediaType.startsWith('image/') ? 'image' : 'attachment';
	return `${kind}-${position}.${extensions[leaf.mediaType] ?? 'bin'}`;
}

/** The part as a file with a name. `position` is 1-based among the mail's files. */
export async function attachment(leaf: Leaf, position: number, flags: Set<string>): Promise<Media> {
	const given = safeName(cleanText(repaired(leaf.name ?? ''), flags));
	return {
		name: given || safeName(await inventedName(leaf, position)),
		mediaType: leaf.mediaType,
		content: leaf.content,
		size: leaf.content.length,
		...(leaf.contentId ? { contentId: leaf.contentId } : {})
	};
}
