import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { describeAccess } from '#gateway/access/doors.ts';
import { gatewayTest } from '../../support/gateway.ts';

const test = gatewayTest({ lab: 'whole' });
const readme = new URL('../../../README.md', import.meta.url);
const [begin, end] = ['<!-- access table: generated -->\n', '\n<!-- /access table -->'];

/** What anybody may ask: signing in and by which ways, and making the first administrator with the printed code. */
const open = [
	'GET /api/auth/*',
	'POST /api/auth/*',
	'GET /api/auth/ways',
	'GET /api/auth/setup',
	'POST /api/auth/setup'
];

test('every address under /api asks for a permission, but for those that are open to all', ({ gateway }) => {
	const unguarded = gateway.doors
		.filter(({ url, permission }) => url.startsWith('/api/') && !permission)
		.map(({ method, url }) => `${method} ${url}`);
	expect(unguarded.sort()).toEqual(open.sort());
});

// After a new endpoint or permission: npm test -- tests/gateway/access/table.test.ts -u
test('README.md shows who may do what', async ({ gateway }) => {
	const text = readFileSync(readme, 'utf8');
	const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
	expect(from).toBeGreaterThan(begin.length);
	const made = `${text.slice(0, from)}\n${describeAccess(gateway.doors)}\n${text.slice(to)}`;
	await expect(made).toMatchFileSnapshot('../../../README.md');
});
