import { expect, test } from 'vitest';
import { merge, numbersOf, place, resumeFrom } from '#lib/changes.ts';
import { row } from './row.ts';

const change = (sequence: number, number: string) => ({
	sequence,
	event: 'submission:claimed',
	number,
	channel: 'sms' as const
});
const first = row({ number: '2600000010' });
const second = row({ number: '2600000029' });
const all = () => true;

test('a submission that changed twice is read once', () => {
	expect(numbersOf([change(1, '2600000010'), change(2, '2600000010'), change(3, '2600000029')])).toEqual([
		'2600000010',
		'2600000029'
	]);
});

test('the point to resume from never goes back', () => {
	expect(resumeFrom([change(7, '2600000010'), change(5, '2600000010')], 3)).toBe(7);
	expect(resumeFrom([change(2, '2600000010')], 9)).toBe(9);
	expect(resumeFrom([], 4)).toBe(4);
});

test('a changed row is replaced where it stands and marked', () => {
	const claimed = { ...second, claimedBy: 'asha' };
	const merged = merge([first, second], [claimed], all);
	expect(merged.rows).toEqual([first, claimed]);
	expect(merged.changed).toEqual([second.number]);
	expect(merged.arrived).toEqual([]);
});

test('a claim that was renewed is taken in without a mark', () => {
	const held = { ...first, claimedBy: 'asha', claimedUntil: '2026-11-24T09:10:00.000Z' };
	const renewed = { ...held, claimedUntil: '2026-11-24T09:12:00.000Z' };
	expect(merge([held, second], [renewed], all)).toMatchObject({ rows: [renewed, second], changed: [] });
});

test('a row that was read again and is the same marks nothing and keeps the list', () => {
	const rows = [first, second];
	const merged = merge(rows, [{ ...first }], all);
	expect(merged.rows).toBe(rows);
	expect(merged.changed).toEqual([]);
});

test('a row that no longer matches stays under the pointer', () => {
	const dismissed = { ...first, state: 'dismissed' as const };
	const merged = merge([first, second], [dismissed], (one) => one.state === 'waiting');
	expect(merged.rows).toEqual([dismissed, second]);
});

test('a row that has come is held apart, and only when it belongs in the list', () => {
	const merged = merge([first], [second], all);
	expect(merged.rows).toEqual([first]);
	expect(merged.arrived).toEqual([second]);
	expect(merge([first], [second], () => false).arrived).toEqual([]);
});

test('arrived rows stand on top of the newest and behind the oldest, once each', () => {
	const late = row({ number: '2600000038', receivedAt: '2026-11-24T09:05:00.000Z' });
	const later = row({ number: '2600000047', receivedAt: '2026-11-24T09:06:00.000Z' });
	const numbers = (order: 'newest' | 'oldest') =>
		place([first], [late, later, first], order).map((one) => one.number);
	expect(numbers('newest')).toEqual([later.number, late.number, first.number]);
	expect(numbers('oldest')).toEqual([first.number, late.number, later.number]);
});
