import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDigit, formatNumber, isNumber } from '#contracts/number.ts';
import { commandOf } from '#gateway/track/command.ts';

const number = `260001234${checkDigit('260001234')}`;
const inScript = (text: string, zero: number) =>
	text.replace(/[0-9]/g, (digit) => String.fromCharCode(zero + Number(digit)));

describe('how it stands is asked', () => {
	test.each([
		`STATUS ${number}`,
		`${number} status`,
		`Status: ${formatNumber(number)}.`,
		`status${number}`,
		`ਸਥਿਤੀ ${inScript(formatNumber(number), 0x0a66)}`,
		`${inScript(number, 0x0966)} स्थिति`,
		`ਸ਼ਿਕਾਇਤ ${formatNumber(number)} ਦੀ ਸਥਿਤੀ ਦੱਸੋ ਜੀ`,
		`स्टेटस बताएँ ${number}`,
		`sathiti dasso ${number.slice(0, 2)} ${number.slice(2, 6)} ${number.slice(6)}`,
		`What is the status of my complaint ${formatNumber(number)}?`
	])('%s', (text) => expect(commandOf(text)).toEqual({ asks: 'status', number }));

	test('of a number with a wrong digit or one missing, and of none', () => {
		const wrong = number.slice(0, 9) + ((Number(number[9]) + 1) % 10);
		expect(commandOf(`STATUS ${wrong}`)).toEqual({ asks: 'mistyped', typed: wrong });
		expect(commandOf(`status ${number.slice(0, 9)}`)).toEqual({
			asks: 'mistyped',
			typed: number.slice(0, 9)
		});
		expect(commandOf(' Status ')).toEqual({ asks: 'latest' });
	});
});

test.each([
	['1', true, null],
	[' 2. ', false, null],
	['੨', false, null],
	['१', true, null],
	[`1 ${number}`, true, number],
	[`${formatNumber(number)} 2`, false, number],
	[`2-${formatNumber(number)}`, false, number]
] as const)('%s is a verdict', (text, satisfied, of) =>
	expect(commandOf(text)).toEqual({ asks: 'verdict', satisfied, number: of })
);

test.each([
	'',
	'3',
	'12',
	number,
	formatNumber(number),
	`STATUS ${number} nothing was done`,
	`My status as a widow is not accepted, see ${number}`,
	'2 bags of wheat were not given',
	'status of my ration card',
	`1 ${number.slice(0, 9)}`,
	'ਸਥਿਤੀ ਬਹੁਤ ਖ਼ਰਾਬ ਹੈ',
	`status ${'1'.repeat(20)}`,
	`status ${number} ${'x'.repeat(100)}`
])('%s is a matter of its own', (text) => expect(commandOf(text)).toBeNull());

test('whatever is written, what is taken for a command names a valid number and no other words', () => {
	const piece = fc.oneof(
		fc.constantFrom(
			'status',
			'ਸਥਿਤੀ',
			'स्थिति',
			'1',
			'2',
			number,
			formatNumber(number),
			'pani',
			'ਪਾਣੀ',
			'-',
			' '
		),
		fc.string({ maxLength: 8 })
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
			const text = pieces.join(' ');
			const command = commandOf(text);
			if (!command) return;
			expect(text).not.toMatch(/pani|ਪਾਣੀ/);
			if ('number' in command && command.number !== null) expect(isNumber(command.number)).toBe(true);
		}),
		{ numRuns: 500 }
	);
});
