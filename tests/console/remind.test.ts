import { expect, test } from 'vitest';
import { fieldOf, instantOf, soonTimes } from '#lib/remind.ts';

test('tomorrow and Monday are India’s, at nine', () => {
	// Tuesday, 24 November 2026, 23:40 in India.
	const late = Date.parse('2026-11-24T18:10:00Z');
	expect(soonTimes(late)).toEqual({
		hour: '2026-11-24T19:10:00.000Z',
		tomorrow: '2026-11-25T03:30:00.000Z',
		monday: '2026-11-30T03:30:00.000Z'
	});
	// Half an hour later it is Wednesday there.
	expect(soonTimes(late + 1_800_000).tomorrow).toBe('2026-11-26T03:30:00.000Z');
});

test('on a Monday the next one is a week away', () => {
	expect(soonTimes(Date.parse('2026-11-30T05:00:00Z')).monday).toBe('2026-12-07T03:30:00.000Z');
	expect(soonTimes(Date.parse('2026-11-29T05:00:00Z')).monday).toBe('2026-11-30T03:30:00.000Z');
});

test('a field of date and time speaks of India', () => {
	expect(instantOf('2026-11-25T09:00')).toBe('2026-11-25T03:30:00.000Z');
	expect(instantOf('')).toBeNull();
	expect(instantOf('2026-13-45T09:00')).toBeNull();
	expect(fieldOf('2026-11-25T03:30:00.000Z')).toBe('2026-11-25T09:00');
});
