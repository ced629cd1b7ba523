import { expect, test } from 'vitest';
import { formatPhone, phoneLikely } from '#contracts/phone.ts';
import { phoneOf } from '#gateway/triage/citizen.ts';

test.for([
	['98765 01100', '+919876501100'],
	['098765-01100', '+919876501100'],
	['+91 98765 01100', '+919876501100'],
	['919876501100', '+919876501100'],
	['0172 255 0100', '+911722550100'],
	['+44 20 7946 0958', '+442079460958'],
	['00442079460958', '+442079460958'],
	['੯੮੭੬੫ ੦੧੧੦੦', '+919876501100'],
	['९८७६५०११००', '+919876501100']
] as const)('%s is %s, to the page as to the gateway', ([typed, number]) => {
	expect(phoneLikely(typed)).toBe(number);
	expect(phoneOf(typed)).toBe(number);
});

test.for(['', '98765', 'nobody', '98765 01100 99'])('%s is not read as a number', (typed) => {
	expect(phoneLikely(typed)).toBe(null);
});

test('an Indian number is read in two groups', () => {
	expect(formatPhone('+919876501100')).toBe('+91 98765 01100');
	expect(formatPhone('+442079460958')).toBe('+442079460958');
});
