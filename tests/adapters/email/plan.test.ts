import { describe, expect, test } from 'vitest';
import { BATCH_BYTES, BATCH_COUNT, MAIL_LIMIT } from '#adapters/email/limits.ts';
import { plan } from '#adapters/email/plan.ts';
import { suspects } from '#adapters/email/suspects.ts';
import { chunks, sequenceSet } from '#adapters/email/uids.ts';

const mails = (sizes: number[]) => sizes.map((size, i) => ({ uid: i + 1, size }));
const none = new Set<number>();

describe('a plan of batches', () => {
	test('keeps to the count and to the bytes, in order', () => {
		expect(plan(mails(Array(250).fill(10)), none).map(({ uids }) => uids.length)).toEqual([100, 100, 50]);
		const half = BATCH_BYTES / 2;
		expect(plan(mails([half, half, 1, BATCH_BYTES + 1, 1]), none).map(({ uids }) => uids)).toEqual([
			[1, 2],
			[3],
			[4],
			[5]
		]);
		expect(plan(mails(Array(BATCH_COUNT).fill(0)), none)).toHaveLength(1);
	});
	test('fetches oversized mails apart', () => {
		expect(plan(mails([1, MAIL_LIMIT + 1, MAIL_LIMIT]), none)).toEqual([
			{ uids: [1], oversized: false },
			{ uids: [2], oversized: true },
			{ uids: [3], oversized: false }
		]);
	});
	test('puts suspects last, each alone', () => {
		expect(plan(mails([1, 1, 1, 1]), new Set([2, 3])).map(({ uids }) => uids)).toEqual([[1, 4], [2], [3]]);
	});
});

describe('suspects', () => {
	test('are trusted once, then alone and ever more seldom, never given up', () => {
		const list = suspects();
		list.add(7, 0);
		expect([list.alone().has(7), list.due(7, 0)]).toEqual([false, true]);
		list.add(7, 0);
		expect([list.alone().has(7), list.due(7, 0), list.due(7, 15_000)]).toEqual([true, false, true]);
		for (let i = 0; i < 50; i++) list.add(7, 0);
		expect([list.due(7, 3_599_999), list.due(7, 3_600_000)]).toEqual([false, true]);
		list.clear(7);
		expect([list.alone().has(7), list.due(7, 0)]).toEqual([false, true]);
	});
});

test('UIDs travel as runs', () => {
	expect(sequenceSet([])).toBe('');
	expect(sequenceSet([3])).toBe('3');
	expect(sequenceSet([1, 2, 3, 5, 8, 9])).toBe('1:3,5,8:9');
	expect([...chunks([1, 2, 3], 2)]).toEqual([[1, 2], [3]]);
});
