import { isUtf8 } from 'node:buffer';
import { decodeText } from './charset.ts';
import { HEADER_LIMIT } from './limits.ts';
import type { Mime } from './mime.ts';

/** Values of the header lines of this name, unfolded, one character for one byte, in their order. */
export const rawValues = (mime: Mime, name: string): string[] =>
	mime.lines
		.filter(({ key }) => key === name)
		.map(({ line }) =>
			line
				.slice(line.indexOf(':') + 1, HEADER_LIMIT)
				.replace(/[\r\n]+/g, '')
				.trim()
		);

/** The charset that the mail's first text part declares: what undeclared bytes in its header are most likely in. */
export const bodyCharset = (mime: Mime) => mime.leaves.find(({ charset }) => charset)?.charset;

/** The first value where it has bytes that are neither ASCII nor UTF-8, decoded by guess; undefined otherwise. */
export function guessedValue(mime: Mime, name: string): string | undefined {
	const bytes = Buffer.from(rawValues(mime, name)[0] ?? '', 'latin1');
	return isUtf8(bytes) ? undefined : decodeText(bytes, bodyCharset(mime)).text;
}

/** The raw value as text, encoded words left as they are. */
export const rawText = (mime: Mime, name: string): string | undefined => {
	const [value] = rawValues(mime, name);
	return value ? decodeText(Buffer.from(value, 'latin1'), bodyCharset(mime)).text : undefined;
};

/** Message ids without brackets, white space from folding taken out, each once. */
export function messageIds(values: string[]): string[] {
	const found = values.flatMap((value) => {
		const bracketed = [...value.matchAll(/<([^<>]{1,1000})>/g)].map(([, id = '']) => id.replace(/\s+/g, ''));
		return bracketed.length > 0 ? bracketed : value.split(/[\s,<>]+/).filter((word) => word.includes('@'));
	});
	return [...new Set(found.filter(Boolean).map((id) => Buffer.from(id, 'latin1').toString('utf8')))];
}

/** ISO 8601, where the Date header is one that can be believed. */
export function sentAt(mime: Mime): string | undefined {
	const written = rawValues(mime, 'date')[0]?.replace(/\([^()]*\)/g, '');
	const date = new Date(written ?? '');
	const year = date.getUTCFullYear();
	return year >= 1980 && year < 2200 ? date.toISOString() : undefined;
}
