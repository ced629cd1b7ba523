import fc from 'fast-check';
import { expect, test } from 'vitest';
import { belongs, holder, readFilters, toQuery, writeFilters, type Filters } from '#lib/filters.ts';
import { row } from './row.ts';

const now = Date.parse('2026-11-24T10:00:00.000Z');
const read = (search: string) => readFilters(new URLSearchParams(search));
const inMinutes = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
const held = (by: string, minutes: number) => row({ claimedBy: by, claimedUntil: inMinutes(minutes) });
const fits = (filters: Filters, one = row()) => belongs(one, filters, 'asha', now);

test('words in an address that mean nothing are left out', () => {
	expect(read('?channel=pigeon&state=lost&language=fr&utm=1')).toEqual({});
});

test('an address without filters asks for what waits', () => {
	expect(toQuery(read(''))).toEqual({ state: 'waiting' });
	expect(toQuery(read('?state=all'))).toEqual({});
});

test('defaults are not written into the address', () => {
	expect(writeFilters({ state: 'waiting', order: 'newest' })).toBe('');
});

test('filters come back out of the address that they were written to', () => {
	const filters = fc.record(
		{
			state: fc.constantFrom('all', 'registered', 'linked', 'dismissed'),
			channel: fc.constantFrom('email', 'sms', 'walk_in'),
			claim: fc.constantFrom('mine', 'free', 'others'),
			order: fc.constant('oldest'),
			q: fc
				.string({ minLength: 1, unit: 'grapheme' })
				.filter((text) => text.trim() === text && text.length > 0)
		},
		{ requiredKeys: [] }
	);
	fc.assert(
		fc.property(filters, (one) => {
			expect(read(writeFilters(one as Filters))).toEqual({ ...one });
		})
	);
});

test('nobody holds a row whose lease is over', () => {
	expect(holder(held('asha', 1), now)).toBe('asha');
	expect(holder(held('asha', -1), now)).toBeNull();
	expect(holder(row(), now)).toBeNull();
});

test('claims are sorted by who holds them now', () => {
	expect(fits({ claim: 'mine' }, held('asha', 5))).toBe(true);
	expect(fits({ claim: 'mine' }, held('manjit', 5))).toBe(false);
	expect(fits({ claim: 'others' }, held('manjit', 5))).toBe(true);
	expect(fits({ claim: 'others' }, held('manjit', -5))).toBe(false);
	expect(fits({ claim: 'free' }, held('manjit', -5))).toBe(true);
});

test('a decided row leaves the waiting list and belongs in the list of all', () => {
	const decided = row({ state: 'registered' });
	expect(fits({}, decided)).toBe(false);
	expect(fits({ state: 'all' }, decided)).toBe(true);
});

test('search finds words in any script, a name in any case, and part of a number', () => {
	const one = row({ senderName: 'Harpreet KAUR', number: '2600012345' });
	expect(fits({ q: 'ਪਾਣੀ' }, one)).toBe(true);
	expect(fits({ q: 'harpreet kaur' }, one)).toBe(true);
	expect(fits({ q: '26-0001234' }, one)).toBe(true);
	expect(fits({ q: 'ਬਿਜਲੀ' }, one)).toBe(false);
});
