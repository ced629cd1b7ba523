import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDigit, formatNumber, isNumber, parseNumber } from '#contracts/number.ts';

const nine = fc.integer({ min: 0, max: 999_999_999 }).map((n) => String(n).padStart(9, '0'));
const whole = (body: string) => body + checkDigit(body);

describe('number', () => {
	test('known check digits', () => {
		expect(checkDigit('236')).toBe('3');
		expect(checkDigit('12345')).toBe('1');
		expect(checkDigit('142857')).toBe('0');
	});

	test('every single wrong digit is found', () => {
		fc.assert(
			fc.property(nine, (body) => {
				const number = whole(body);
				expect(isNumber(number)).toBe(true);
				for (let place = 0; place < 10; place++)
					for (let digit = 0; digit < 10; digit++) {
						const wrong = number.slice(0, place) + digit + number.slice(place + 1);
						expect(isNumber(wrong)).toBe(wrong === number);
					}
			}),
			{ numRuns: 60 }
		);
	});

	test('every swap of neighbours is found', () => {
		fc.assert(
			fc.property(nine, (body) => {
				const number = whole(body);
				for (let place = 0; place < 9; place++) {
					const swapped =
						number.slice(0, place) + number[place + 1] + number[place] + number.slice(place + 2);
					expect(isNumber(swapped)).toBe(swapped === number);
				}
			}),
			{ numRuns: 60 }
		);
	});

	test('is shown in three groups and read back in any spacing and script', () => {
		const number = whole('260001234');
		expect(formatNumber(number)).toBe(`26-0001234-${number.at(-1)}`);
		expect(parseNumber(formatNumber(number))).toBe(number);
		expect(parseNumber(` ${number.slice(0, 5)} ${number.slice(5)}#`)).toBe(number);
		const gurmukhi = number.replace(/\d/g, (digit) => String.fromCharCode(0x0a66 + Number(digit)));
		const devanagari = number.replace(/\d/g, (digit) => String.fromCharCode(0x0966 + Number(digit)));
		expect(parseNumber(gurmukhi)).toBe(number);
		expect(parseNumber(devanagari)).toBe(number);
	});

	test('what is not ten digits is no number', () => {
		for (const text of ['', '123', '26000123451', 'ab', '2600o12345']) expect(parseNumber(text)).toBeNull();
	});
});
