import { checkDigit } from '#contracts/number.ts';
import { keyOf, tokensOf } from '#contracts/skeleton.ts';
import type { Numbers, Terms } from '#db/search.ts';
import type { Sight } from '../access/sight.ts';
import { DIGITS, MAIL, mailKey, PHONE, PHONE_LENGTH, PLACE, type Sought } from '../triage/search-words.ts';

/** Years that numbers are given out for (`number_26` … `number_60`). */
const years = Array.from({ length: 35 }, (_, at) => String(26 + at));
const NUMBER_LENGTH = 10;
const SEQUENCE_LENGTH = 7;
/** Fewer digits stand in too many numbers, or begin too many telephones. */
const PART_LENGTH = 4;
const PHONE_PART_LENGTH = 5;

/** The running number without its leading zeros, with or without the check digit, of any year. */
const inYears = (digits: string) =>
	digits.length > SEQUENCE_LENGTH + 1
		? []
		: years.flatMap((year) => {
				const stem = year + digits.padStart(SEQUENCE_LENGTH, '0');
				const checked = year + digits.padStart(SEQUENCE_LENGTH + 1, '0');
				return digits.length > SEQUENCE_LENGTH ? [checked] : [stem + checkDigit(stem), checked];
			});

/** Numbers that these digits are or belong to: whole, their beginning, their end, the running number alone. */
export function numbersOf(digits: string | null): Numbers | null {
	if (!digits || digits.length < PART_LENGTH || digits.length > NUMBER_LENGTH) return null;
	if (digits.length === NUMBER_LENGTH) return { exact: [digits], beginning: null, ending: null };
	const range = (part: string): [string, string] => [
		part.padEnd(NUMBER_LENGTH, '0'),
		part.padEnd(NUMBER_LENGTH, '9')
	];
	return {
		exact: inYears(digits),
		beginning: range(digits),
		ending: range([...digits].reverse().join(''))
	};
}

const quoted = (key: string) => `'~${key.replaceAll("'", "''").replaceAll('\\', '\\\\')}'`;
const any = (atoms: (string | false)[]) => `(${atoms.filter(Boolean).join(' | ')})`;

/** Where a word or digits may stand. `open`: as a beginning. */
function anywhere(key: string, { contact, place }: Sight, open: boolean): string {
	const atom = (lexeme: string, begins = open) => quoted(lexeme) + (begins ? ':*' : '');
	if (!key.startsWith(DIGITS))
		return any([atom(key), contact && atom(MAIL + key), place && atom(PLACE + key)]);
	const digits = key.slice(DIGITS.length);
	const whole = digits.length === PHONE_LENGTH;
	return any([
		atom(key),
		(whole || (contact && digits.length >= PHONE_PART_LENGTH)) && atom(PHONE + digits, !whole),
		contact && atom(MAIL + key),
		place && atom(PLACE + key)
	]);
}

/** A whole mail address, as sender or in a text. */
function mailAnywhere(mail: string): string {
	const words = tokensOf(mail).map((token) => quoted(keyOf(token)));
	return any([quoted(mailKey(mail)), words.length > 0 && `(${words.join(' & ')})`]);
}

/** As the database looks for it, within what the person is shown; `open`: the last word may go on. */
export function termsOf(sought: Sought | null, sight: Sight, open = false): Terms {
	if (!sought) return { words: null, numbers: null };
	const { keys, mails, last, beginnings, digits } = sought;
	const whole = open ? keys.filter((key) => key !== last) : keys;
	const begun = open ? [any(beginnings.map((key) => anywhere(key, sight, true)))] : [];
	return {
		words: [...whole.map((key) => anywhere(key, sight, false)), ...mails.map(mailAnywhere), ...begun].join(
			' & '
		),
		numbers: open ? null : numbersOf(digits)
	};
}
