import { expect, test } from 'vitest';
import { csvOf } from '#lib/csv.ts';
import { peaksOf } from '#lib/peaks.ts';
import { readReportQuery, reportAddress, today, type ReportQuery } from '#lib/report-query.ts';

/** Shortly after midnight in India, and still the day before in Greenwich. */
const now = Date.parse('2026-11-26T19:00:00Z');

test('an address without wishes asks for the half-hours of today, in India', () => {
	expect(today(now)).toBe('2026-11-27');
	expect(readReportQuery(new URLSearchParams(), now)).toEqual({
		by: 'interval',
		from: '2026-11-27',
		to: '2026-11-27'
	});
});

test('an address is read as it was written, and what means nothing is left out', () => {
	const days = { from: '2026-11-01', to: '2026-11-30' };
	const query: ReportQuery = { by: 'agent', ...days, language: 'hi', agent: 'a', account: 'ivr & more' };
	const read = (address: string) => readReportQuery(new URL(address, 'https://x').searchParams, now);
	expect(read(reportAddress(query))).toEqual(query);
	expect(read('/?by=moon&from=tomorrow&language=fr')).toEqual({
		by: 'interval',
		from: '2026-11-27',
		to: '2026-11-27'
	});
	// Half-hours are of one day.
	expect(read('/?from=2026-11-01&to=2026-11-30')).toMatchObject({ to: '2026-11-01' });
});

test('a spreadsheet takes no cell for a formula', () => {
	expect(csvOf([['=1+1', 'a,"b"', -5, null, '+91', '@x']])).toBe(`\uFEFF'=1+1,"a,""b""",-5,,'+91,'@x\r\n`);
});

test('a wave shows where it was loud, and silence as silence', () => {
	expect(peaksOf(new Float32Array([0, 0.25, -0.5, 0, 0, 0]), 3)).toEqual([0.5, 1, 0]);
	expect(peaksOf(new Float32Array(4), 2)).toEqual([0, 0]);
	expect(peaksOf(new Float32Array([0.5]), 2)).toEqual([0, 1]);
});
