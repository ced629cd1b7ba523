import { isGsm } from '#contracts/segments.ts';
import { formatNumber } from '#contracts/number.ts';
import {
	fixedFields,
	replaceNames,
	VARIABLE_LIMIT,
	variablesOf,
	type NoticeChannel,
	type NoticeKey,
	type VariableKind
} from '#contracts/notice.ts';
import type { Language, Names } from '#contracts/words.ts';

/** What is the same in the whole installation. */
export interface Fixed {
	helpline: string;
	/** Scheme and host of the citizens' pages. */
	site: string;
}

const graphemes = new Intl.Segmenter('pa', { granularity: 'grapheme' });

/** At most `limit` characters, cut between words where there are some, never within a letter and its signs. */
export function shorten(text: string, limit = VARIABLE_LIMIT): string {
	if (text.length <= limit) return text;
	let kept = '';
	for (const { segment } of graphemes.segment(text)) {
		if (kept.length + segment.length > limit) break;
		kept += segment;
	}
	const words = text[kept.length] === ' ' ? kept : kept.slice(0, kept.lastIndexOf(' '));
	return (words.length > limit / 2 ? words : kept).replace(/[\s,;:&(/-]+$/u, '');
}

/** Letters that an English SMS can hold: one that is none would double its price. */
const plain = (text: string) =>
	[
		...text
			.normalize('NFKD')
			.replace(/[\u2018\u2019]/g, "'")
			.replace(/[\u2010-\u2015]/g, '-')
	]
		.filter(isGsm)
		.join('')
		.trim() || '-';

const shown: Record<VariableKind, (value: unknown, language: Language) => string> = {
	number: (value) => formatNumber(String(value)),
	date: (value) => String(value).slice(0, 10).split('-').toReversed().join('-'),
	name: (value, language) => (typeof value === 'string' ? value : (value as Names)[language]),
	code: String,
	words: (value) => (value ? String(value) : '')
};

/** One value as it stands in a text; in an SMS on one line and no longer than it may be. */
function valueIn(kind: VariableKind, value: unknown, channel: NoticeChannel, language: Language): string {
	const text = shown[kind](value, language).trim();
	if (kind === 'words' || channel !== 'sms') return text;
	const line = text.replace(/\s+/g, ' ');
	return shorten(language === 'en' ? plain(line) : line) || '-';
}

/** Fills the text of a key. A name that the key does not have stays as it stands. */
export function fill(
	text: string,
	{ key, channel, language }: { key: NoticeKey; channel: NoticeChannel; language: Language },
	fields: Record<string, unknown>,
	fixed: Fixed
): string {
	const kinds = variablesOf(key);
	const filled = replaceNames(text, (name) => {
		if (fixedFields.includes(name)) return fixed[name as keyof Fixed];
		const kind = kinds[name];
		return kind ? valueIn(kind, fields[name], channel, language) : `{${name}}`;
	});
	// Where an officer wrote nothing there is no hole.
	return filled.replace(/\n{3,}/g, '\n\n');
}
