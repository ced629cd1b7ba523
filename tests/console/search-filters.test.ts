import { expect, test } from 'vitest';
import { readSearch, searchAddress } from '#lib/search-filters.ts';

test('a search is its address, and back', () => {
	const filters = { q: 'ਪਾਣੀ 12', state: 'registered', district: '27', from: '2026-01-02' } as const;
	const address = searchAddress(filters);
	expect(readSearch(new URL(address, 'http://x').searchParams)).toEqual(filters);
	expect(searchAddress({})).toBe('/search');
});

test('what an address says that means nothing is left out', () => {
	const read = (text: string) => readSearch(new URLSearchParams(text));
	expect(read('q=+&state=lost&channel=pigeon&from=yesterday&page=2')).toEqual({});
});
