import { isNumber, western } from '#contracts/number.ts';

/** What an SMS asks for that is no complaint. */
export type Command =
	/** How the matter with this number stands. */
	| { asks: 'status'; number: string }
	/** The same of a number that has a wrong digit, or one too few. */
	| { asks: 'mistyped'; typed: string }
	/** The same of the newest matter of this telephone. */
	| { asks: 'latest' }
	/** Says of a resolution how it is; of the one that was asked about where no number is named. */
	| { asks: 'verdict'; satisfied: boolean; number: string | null };

/** A command is short; a number that somebody mistyped has about as many digits as one. */
const COMMAND_LIMIT_CHARACTERS = 80;
const MISTYPED_DIGITS = { least: 8, most: 12 };

const statusWords = new Set(
	`status staus stauts ststus sttus sthiti sthithi stithi satithi sathiti sthitee
	ਸਥਿਤੀ ਸਥਿਤਿ ਸਥਿੱਤੀ ਸਟੇਟਸ ਸਟੇਟੱਸ ਸਟੈਟਸ स्थिति स्थिती स्तिथि स्टेटस स्टेट्स`
		.normalize('NFC')
		.split(/\s+/)
);
/** What people write around it, in any of the scripts. */
const fillers = new Set(
	`please plz ji sir my the of is what check tell me send no number num nambar complaint shikayat shikait case ki di da ka kya hai dasso daso dso
	batao bataye bataiye ਜੀ ਕਿਰਪਾ ਕਰਕੇ ਮੇਰੀ ਦੀ ਦਾ ਕੀ ਹੈ ਦੱਸੋ ਦਸੋ ਨੰਬਰ ਨੰ ਸ਼ਿਕਾਇਤ ਕੇਸ जी कृपया मेरी की का क्या है बताओ बताएँ बताएं बताइए
	नंबर नम्बर शिकायत केस`
		.normalize('NFC')
		.split(/\s+/)
);

/** Words and runs of digits, whatever stands between them. */
const tokensOf = (text: string) =>
	western(text.normalize('NFC').toLowerCase())
		.replace(/[\u200b-\u200f\u2060\ufeff]/g, '')
		.split(/[^\p{L}\p{M}\p{Nd}]+|(?<=\p{Nd})(?=[\p{L}])|(?<=[\p{L}\p{M}])(?=\p{Nd})/u)
		.filter(Boolean);

const isDigits = (token: string) => /^[0-9]+$/.test(token);

/** `1 2600012345`, `2600012345 2`, or the choice alone. */
function verdictOf(digits: string[]): Command | null {
	const choice = (token: string | undefined) => (token === '1' ? true : token === '2' ? false : null);
	for (const [chosen, rest] of [
		[choice(digits[0]), digits.slice(1)],
		[choice(digits.at(-1)), digits.slice(0, -1)]
	] as const) {
		if (chosen === null) continue;
		const named = rest.join('');
		if (named === '') return { asks: 'verdict', satisfied: chosen, number: null };
		if (isNumber(named)) return { asks: 'verdict', satisfied: chosen, number: named };
	}
	return null;
}

function statusOf(digits: string[], alone: boolean): Command | null {
	const typed = digits.join('');
	if (typed === '') return alone ? { asks: 'latest' } : null;
	if (isNumber(typed)) return { asks: 'status', number: typed };
	const { least, most } = MISTYPED_DIGITS;
	return typed.length >= least && typed.length <= most ? { asks: 'mistyped', typed } : null;
}

/** What an SMS asks for; null for everything that is not clearly one of these, and therefore a matter of its own. */
export function commandOf(text: string): Command | null {
	if (text.length > COMMAND_LIMIT_CHARACTERS) return null;
	const tokens = tokensOf(text);
	const digits = tokens.filter(isDigits);
	const words = tokens.filter((token) => !isDigits(token));
	if (!words.length) return verdictOf(digits);
	const asking = words.filter((word) => statusWords.has(word));
	const clear = asking.length === 1 && words.every((word) => statusWords.has(word) || fillers.has(word));
	return clear ? statusOf(digits, words.length === 1) : null;
}
