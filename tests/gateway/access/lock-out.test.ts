import { expect } from 'vitest';
import { ATTEMPTS_PER_ACCOUNT, ATTEMPTS_PER_ADDRESS } from '#gateway/access/attempt.ts';
import { demoPassword } from '#gateway/access/demo.ts';
import { gatewayTest, publicOrigin, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();
const tryIn = (gateway: TestGateway, email: string, password: string, more: Record<string, string> = {}) =>
	gateway.call<{ code: string; wait_seconds: number }>('POST', '/api/auth/sign-in/email', {
		body: { email, password },
		headers: { origin: publicOrigin, ...more }
	});
const times = <T>(count: number, work: (at: number) => Promise<T>) =>
	Promise.all(Array.from({ length: count }, (_, at) => work(at)));
const failures = (gateway: TestGateway) => gateway.query('select from access.sign_in_failure');
/** Failures of a moment ago: each real one costs a second of hashing. */
const failed = (gateway: TestGateway, email: string, count: number) =>
	gateway.query(
		`insert into access.sign_in_failure (email, address) select $1, '192.0.2.1' from generate_series(1, $2::int)`,
		email,
		count
	);
const forget = (gateway: TestGateway) => gateway.query('delete from access.sign_in_failure');

test('who fails too often waits, told for how long, at every gateway and whatever address they claim', async ({
	gateway
}) => {
	const other = await gateway.second();
	await failed(gateway, 'agent@sunwai.example', ATTEMPTS_PER_ACCOUNT - 2);
	const tries = await times(4, (at) =>
		tryIn(at % 2 ? other : gateway, 'Agent@sunwai.example', `guess ${at}`, {
			'x-forwarded-for': `10.0.0.${at}`
		})
	);
	expect(tries.filter(({ status }) => status === 401)).toHaveLength(2);
	const refused = tries.filter(({ status }) => status === 429);
	expect(refused).toHaveLength(2);
	for (const { json } of refused) {
		expect(json.code).toBe('locked');
		expect(json.wait_seconds).toSatisfy((seconds: number) => seconds > 800 && seconds <= 900);
	}
	expect((await tryIn(gateway, 'agent@sunwai.example', demoPassword)).status).toBe(429);
	expect((await tryIn(gateway, 'agent2@sunwai.example', demoPassword)).status).toBe(200);
	await gateway.query(`update access.sign_in_failure set at = at - interval '15 minutes'`);
	expect((await tryIn(gateway, 'agent@sunwai.example', demoPassword)).status).toBe(200);
	expect(await failures(gateway)).toEqual([]);
});

test('an unknown person is locked as a known one is', async ({ gateway }) => {
	await failed(gateway, 'nobody@sunwai.example', ATTEMPTS_PER_ACCOUNT - 1);
	expect((await tryIn(gateway, 'nobody@sunwai.example', 'guess')).status).toBe(401);
	const { status, json } = await tryIn(gateway, 'nobody@sunwai.example', 'guess');
	expect([status, json.code]).toEqual([429, 'locked']);
	await forget(gateway);
});

test('a shift that begins behind one address is let in', async ({ gateway }) => {
	const people = ['agent', 'agent2', 'supervisor', 'admin'];
	const statuses = await times(
		8,
		async (at) => (await tryIn(gateway, `${people[at % 4]}@sunwai.example`, demoPassword)).status
	);
	expect(new Set(statuses)).toEqual(new Set([200]));
	expect(await failures(gateway)).toEqual([]);
});

test('an address that fails on very many accounts waits too', async ({ gateway }) => {
	await gateway.query(
		`insert into access.sign_in_failure (email, address) select 'person' || n, '127.0.0.1'
			from generate_series(1, $1::int) n`,
		ATTEMPTS_PER_ADDRESS
	);
	expect((await tryIn(gateway, 'supervisor@sunwai.example', demoPassword)).status).toBe(429);
	await forget(gateway);
});
