import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { checkDigit, isNumber } from '#contracts/number.ts';
import { gatewayTest } from '../../support/gateway.ts';

const test = gatewayTest();

test('the database and the contract give the same check digit', async ({ gateway }) => {
	const rows = await gateway.query<{ stem: string; digit: string }>(
		`select stem, check_digit(stem) as digit from (
			select '26' || lpad(n::text, 7, '0') as stem from generate_series(0, 9999990, 3331) n
			union all select lpad((n * 7919)::text, 9, '9') from generate_series(1, 500) n) stems`
	);
	expect(rows.length).toBeGreaterThan(3000);
	expect(rows.filter(({ stem, digit }) => digit !== checkDigit(stem))).toEqual([]);
});

test('numbers given by two gateways at once are all valid and all different', async ({ gateway }) => {
	const other = await gateway.second();
	const receipts = await Promise.all(
		Array.from({ length: 600 }, (_, at) =>
			(at % 2 ? gateway : other).services.receive({
				account: 'web',
				channel: 'web',
				provider: 'web',
				kind: 'message',
				externalId: randomUUID(),
				body: Buffer.from('{}')
			})
		)
	);
	const numbers = receipts.map(({ number }) => number ?? '');
	expect(numbers.filter((number) => !isNumber(number))).toEqual([]);
	expect(new Set(numbers).size).toBe(600);
});
