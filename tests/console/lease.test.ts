import { expect, test } from 'vitest';
import { createLease } from '#lib/lease.ts';

const at = (seconds: number) => seconds * 1000;
const until = (seconds: number) => new Date(at(seconds)).toISOString();

test('work renews a claim once a minute of it has passed, and not before', () => {
	let renewed = 0;
	const worked = createLease(() => (renewed += 1));
	worked(until(100_600), at(100_030));
	expect(renewed).toBe(0);
	worked(until(100_600), at(100_061));
	expect(renewed).toBe(1);
	worked(until(100_661), at(100_100));
	expect(renewed).toBe(1);
});

test('a gateway that does not answer is not asked at every key', () => {
	let asked = 0;
	const worked = createLease(() => (asked += 1));
	for (let second = 0; second < 30; second++) worked(until(100_300), at(100_000 + second));
	expect(asked).toBe(3);
});

test('what nobody holds is not renewed', () => {
	let asked = 0;
	createLease(() => (asked += 1))(null);
	expect(asked).toBe(0);
});
