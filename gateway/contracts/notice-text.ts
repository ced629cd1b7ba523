import {
	fixedFields,
	namesIn,
	replaceNames,
	VARIABLE_LIMIT,
	VARIABLES_LIMIT,
	variablesOf,
	type NoticeChannel,
	type NoticeKey,
	type VariableKind
} from './notice.ts';
import { formatNumber } from './number.ts';
import { isGsm, segments } from './segments.ts';
import type { Language, Names } from './words.ts';

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
	secret: String,
	words: (value) => (value ? String(value) : '')
};

/** One value as it stands in a text; in an SMS on one line and no longer than it may be. */
function valueIn(kind: VariableKind, value: unknown, channel: NoticeChannel, language: Language): string {
	const text = shown[kind](value, language).trim();
	if (kind === 'words' || channel !== 'sms') return text;
	const line = text.replace(/\s+/g, ' ');
	return shorten(language === 'en' ? plain(line) : line) || '-';
}

/** Where a text is told, and of what. */
export interface About {
	key: NoticeKey;
	channel: NoticeChannel;
	language: Language;
}

/** Fills the text of a key. A name that the key does not have stays as it stands. */
export function fill(
	text: string,
	{ key, channel, language }: About,
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

/** Letters of the language, as many as a value may have. */
const letters: Record<Language, string> = { pa: 'ਮ', hi: 'म', en: 'm' };
const longest = (kind: VariableKind, language: Language): unknown =>
	({
		number: '2600000000',
		date: '2026-11-30',
		code: '8'.repeat(VARIABLE_LIMIT),
		secret: '888888',
		words: null
	})[kind as 'number' | 'date' | 'code' | 'secret' | 'words'] ??
	letters[language].repeat(kind === 'name' ? VARIABLE_LIMIT : 0);

/** The text filled with values as long as they may be: what it costs at most. */
export const fillLongest = (text: string, about: About, fixed: Fixed) => {
	const kinds = Object.entries(variablesOf(about.key));
	const fields = Object.fromEntries(kinds.map(([name, kind]) => [name, longest(kind, about.language)]));
	return fill(text, about, fields, fixed);
};

/** SMS that a text may cost: one in English, two where a letter takes two octets. */
export const segmentsAllowed = (language: Language) => (language === 'en' ? 1 : 2);

/** The text as it is entered in the operators' register: its variables open, what is fixed filled in. */
export const registered = (text: string, fixed: Fixed) =>
	replaceNames(text, (name) => (fixedFields.includes(name) ? fixed[name as keyof Fixed] : '{#var#}'));

export type TextFault =
	'required' | 'unknown_variable' | 'lost_brace' | 'too_many_variables' | 'too_long' | 'no_words';

/** What keeps a text from being told; none when it may be. */
export function textFaults(text: string, about: About, fixed: Fixed): TextFault[] {
	if (!text.trim()) return ['required'];
	const kinds = variablesOf(about.key);
	const names = namesIn(text);
	const own = names.filter((name) => !fixedFields.includes(name));
	const faults: TextFault[] = [];
	if (own.some((name) => !kinds[name])) faults.push('unknown_variable');
	if (/[{}]/.test(replaceNames(text, () => ''))) faults.push('lost_brace');
	if (about.channel === 'email') return faults;
	if (own.some((name) => kinds[name] === 'words')) faults.push('no_words');
	if (about.channel === 'voice') return faults;
	if (own.length > VARIABLES_LIMIT) faults.push('too_many_variables');
	if (segments(fillLongest(text, about, fixed)).segments > segmentsAllowed(about.language))
		faults.push('too_long');
	return faults;
}

const samples: Record<Language, Record<string, string>> = {
	en: { name: 'Water Supply', words: 'The pipe has been mended and the water tested.' },
	pa: { name: 'ਜਲ ਸਪਲਾਈ', words: 'ਪਾਈਪ ਠੀਕ ਕਰ ਦਿੱਤੀ ਗਈ ਹੈ ਅਤੇ ਪਾਣੀ ਦੀ ਜਾਂਚ ਹੋ ਗਈ ਹੈ।' },
	hi: { name: 'जल आपूर्ति', words: 'पाइप ठीक कर दी गई है और पानी की जाँच हो गई है।' }
};
/** Values that show what a text reads like. */
export const sampleFields = (key: NoticeKey, language: Language) =>
	Object.fromEntries(
		Object.entries(variablesOf(key)).map(([name, kind]) => [
			name,
			{
				number: name === 'into' ? '2600012348' : '2600012345',
				date: '2026-12-11',
				code: name === 'minutes' ? '10' : '482913',
				secret: '482913'
			}[kind as 'number' | 'date' | 'code' | 'secret'] ?? samples[language][kind]
		])
	);
