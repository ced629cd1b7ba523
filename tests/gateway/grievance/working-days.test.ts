import { expect, test } from 'vitest';
import { countDays, type Calendar, type Rest } from '#gateway/grievance/working-days.ts';

const calendar: Calendar = {
	week: [1, 2, 3, 4, 5],
	dayEnds: '17:00',
	holidays: ['2026-12-25', '2027-01-26']
};
const due = (from: string, days: number, unit: 'working' | 'calendar' = 'working', rests: Rest[] = []) =>
	countDays(from, { days, unit }, calendar, rests).dueAt;
/** 17:00 in India. */
const end = (day: string) => `${day}T11:30:00.000Z`;

test.for([
	// Friday morning, noon in India: the same day's end; after hours the next working day's.
	['2026-11-27T06:30:00Z', 0, end('2026-11-27')],
	['2026-11-27T12:00:00Z', 0, end('2026-11-30')],
	// Exactly at the end of the day it has ended.
	['2026-11-27T11:30:00Z', 0, end('2026-11-30')],
	// Saturday.
	['2026-11-28T06:30:00Z', 0, end('2026-11-30')],
	['2026-11-27T06:30:00Z', 1, end('2026-11-30')],
	['2026-11-28T06:30:00Z', 1, end('2026-11-30')],
	['2026-11-27T06:30:00Z', 7, end('2026-12-08')],
	// Half past eleven at night in London is the next morning in India.
	['2026-11-29T23:30:00Z', 1, end('2026-12-01')],
	// Christmas Day, a Friday, is no working day.
	['2026-12-24T06:30:00Z', 1, end('2026-12-28')],
	['2026-12-24T06:30:00Z', 5, end('2027-01-01')]
] as const)('working days from %s: %i', ([from, days, expected]) => {
	expect(due(from, days)).toBe(expected);
});

test('calendar days count every day, and end on a working one', () => {
	expect(due('2026-11-27T06:30:00Z', 3, 'calendar')).toBe(end('2026-11-30'));
	expect(due('2026-11-27T06:30:00Z', 2, 'calendar')).toBe(end('2026-11-30'));
	// The thirtieth day from 25 November is Christmas Day, then the weekend.
	expect(due('2026-11-25T06:30:00Z', 30, 'calendar')).toBe(end('2026-12-28'));
});

test('a day at whose end the clock rests does not count', () => {
	const rests = [{ since: '2026-11-30T06:00:00Z', until: '2026-12-02T06:00:00Z' }];
	expect(due('2026-11-27T06:30:00Z', 3, 'working', rests)).toBe(end('2026-12-04'));
	// Asked and answered within one day: nothing is lost by it.
	const short = [{ since: '2026-11-30T06:00:00Z', until: '2026-11-30T08:00:00Z' }];
	expect(due('2026-11-27T06:30:00Z', 3, 'working', short)).toBe(end('2026-12-02'));
});

test('the proof names each day and why it does not count', () => {
	const rests = [{ since: '2026-12-24T08:00:00Z', until: '2026-12-24T13:00:00Z' }];
	expect(countDays('2026-12-23T06:30:00Z', { days: 2, unit: 'working' }, calendar, rests).proof).toEqual([
		{ day: '2026-12-23', count: null, why: 'start' },
		{ day: '2026-12-24', count: null, why: 'rest' },
		{ day: '2026-12-25', count: null, why: 'holiday' },
		{ day: '2026-12-26', count: null, why: 'weekend' },
		{ day: '2026-12-27', count: null, why: 'weekend' },
		{ day: '2026-12-28', count: 1, why: 'counted' },
		{ day: '2026-12-29', count: 2, why: 'counted' }
	]);
	expect(countDays('2026-11-27T06:30:00Z', { days: 0, unit: 'working' }, calendar).proof).toEqual([
		{ day: '2026-11-27', count: 0, why: 'counted' }
	]);
});

test('a calendar without any working day is refused, not counted for ever', () => {
	expect(() =>
		countDays('2026-11-27T06:30:00Z', { days: 1, unit: 'working' }, { ...calendar, week: [] })
	).toThrow('no working day');
});
