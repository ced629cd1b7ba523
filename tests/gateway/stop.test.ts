import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'vitest';
import { test } from '../support/database.ts';
import { newPhone } from '../support/desk.ts';
import { connect, openGateway, publicOrigin, until } from '../support/gateway.ts';
import { heard, openScreen } from '../support/live.ts';

const account = (apiBase: string) => ({
	provider: 'twilio-sms',
	id: 'sms-twilio',
	accountSid: `AC${'0123456789abcdef'.repeat(2)}`,
	authTokens: ['lab-twilio-token'],
	number: '+911725550100',
	publicOrigin,
	apiBase
});

test('a gateway stops in time, and hands back the job that it has in hand', async ({ database }) => {
	// A far side that takes every request and never answers.
	const silent = createServer(() => undefined).listen(0, '127.0.0.1');
	await once(silent, 'listening');
	const apiBase = `http://127.0.0.1:${(silent.address() as AddressInfo).port}`;
	const gateway = await openGateway(database.url, { accounts: [account(apiBase)] });
	const screen = await openScreen(gateway, 'agent');
	const asked = once(silent, 'request');
	await gateway.carrier.sendSms({ via: 'twilio', from: newPhone(), text: 'Sent while we stop' });
	await asked;
	await until(
		async () =>
			(await gateway.query(`select from pgboss.job where name = 'acknowledge' and state = 'active'`)).length
	);

	const begun = performance.now();
	const dropped = heard(screen.socket, 'disconnect');
	await gateway.stop();
	expect(performance.now() - begun).toBeLessThan(10_000);
	await dropped;
	await expect(fetch(gateway.origin)).rejects.toThrow();
	silent.closeAllConnections();
	silent.close();

	const after = await connect(database.url);
	const { rows } = await after.query<{ state: string }>(
		`select state from pgboss.job where name = 'acknowledge'`
	);
	expect(rows).toEqual([{ state: 'retry' }]);
	const connections = await after.query(
		`select application_name from pg_stat_activity where datname = current_database() and application_name like 'sunwai%'`
	);
	expect(connections.rows).toEqual([]);
	await after.end();
});

test('what one gateway left undone the next one does', async ({ database }) => {
	const gateway = await openGateway(database.url);
	const left = await connect(database.url);
	await left.query(`update pgboss.job set start_after = now() where state = 'retry'`);
	await left.query(`update notice set taken_at = now() - interval '3 minutes'`);
	await until(async () => (await left.query(`select from notice where state = 'delivered'`)).rowCount === 1);
	await left.end();
	await gateway.stop();
});
