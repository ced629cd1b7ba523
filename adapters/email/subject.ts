import { cleanText, cut } from './charset.ts';
import { guessedValue } from './header.ts';
import { SUBJECT_LIMIT } from './limits.ts';
import type { Mime } from './mime.ts';

/** The decoded subject on one line; undefined when there is none. */
export function subjectOf(mime: Mime, flags: Set<string>): string | undefined {
	const guessed = guessedValue(mime, 'subject');
	if (guessed !== undefined) flags.add('charset_guessed');
	const value = guessed ?? mime.headers.get('subject');
	if (typeof value !== 'string') return undefined;
	const line = cleanText(value, flags).replace(/\s+/g, ' ').trim();
	return cut(line, SUBJECT_LIMIT, 'subject_cut', flags) || undefined;
}
