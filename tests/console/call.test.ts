import { expect, test } from 'vitest';
import { address } from '#lib/call.ts';
import { asRefusal, reading } from '#lib/refusal.ts';

test('parameters are escaped into the path and unset filters stay out of the query', () => {
	expect(address('/api/lab/handsets/:phone', { phone: '+9198/1' })).toBe('/api/lab/handsets/%2B9198%2F1');
	expect(address('/api/submissions', {}, { q: 'ਪਾਣੀ', state: undefined, district: '' })).toBe(
		`/api/submissions?q=${encodeURIComponent('ਪਾਣੀ')}`
	);
});

test('a refusal keeps its faults; one field is a fault too', () => {
	const faults = [{ field: 'citizen.phone', code: 'invalid_phone' }];
	expect(reading(400, { code: 'invalid', message: 'No.', faults }).faults).toEqual(faults);
	expect(reading(400, { code: 'required', message: 'No.', field: 'summary' }).faults).toEqual([
		{ field: 'summary', code: 'required' }
	]);
});

test('an answer that is no refusal is named by its status', () => {
	expect(reading(401, null).code).toBe('signed_out');
	expect(reading(502, '<html>').code).toBe('fault');
	expect(reading(0, null).code).toBe('offline');
	expect(asRefusal(new TypeError('x')).code).toBe('fault');
});
