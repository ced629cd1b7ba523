import { expect } from 'vitest';
import { connect, gatewayTest, until } from '../../support/gateway.ts';

const test = gatewayTest({ carrier: { attempts: 40 } });

test('the far side is told only after commit', async ({ gateway }) => {
	const holder = await connect(gateway.databaseUrl);
	await holder.query('begin');
	await holder.query('lock table delivery in share mode');
	let told = false;
	const sending = gateway.carrier
		.sendSms({ via: 'twilio', from: '+919876500010', text: 'No water since Monday' })
		.then((emission) => ((told = true), emission));
	await until(async () => {
		const { rows } = await holder.query(
			`select from pg_locks where relation = 'delivery'::regclass and not granted`
		);
		return rows.length > 0;
	});
	expect(told).toBe(false);
	await holder.query('commit');
	await holder.end();
	expect((await sending).attempts).toEqual([{ part: 1, status: 200 }]);
	await gateway.arrived('No water since Monday');
});

test('while the database is away the far side gets an error, comes again, and nothing is lost', async ({
	gateway
}) => {
	const name = gateway.databaseUrl.split('/').at(-1)!;
	const admin = await connect(gateway.databaseUrl.replace(name, 'postgres'));
	await admin.query(`alter database "${name}" allow_connections false`);
	await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
	const statuses: unknown[] = [];
	const refused = await gateway.carrier.sendSms({
		via: 'twilio',
		from: '+919876500011',
		text: 'Told of an error'
	});
	statuses.push(...refused.attempts.map(({ status }) => status));
	const sending = gateway.carrier.sendSms({
		via: 'vonage-sms',
		from: '+919876500012',
		text: 'Lost for a moment'
	});
	await admin.query(`alter database "${name}" allow_connections true`);
	await admin.end();
	expect(statuses).toEqual([500]);
	expect((await sending).accepted).toBe(true);
	await gateway.arrived('Lost for a moment');
	expect((await gateway.submissions()).map(({ text }) => text)).not.toContain('Told of an error');
});

test('a connection lost while reading parks nothing', async ({ gateway }) => {
	const holder = await connect(gateway.databaseUrl);
	await holder.query('begin');
	// Readers stop at the first row that they put into the queue.
	await holder.query('lock table submission in share mode');
	await gateway.carrier.sendSms({ via: 'twilio', from: '+919876500013', text: 'Read in two attempts' });
	const waiting = `select pid from pg_locks where relation = 'submission'::regclass and not granted`;
	const [{ pid }] = (await until(async () => {
		const { rows } = await holder.query<{ pid: number }>(waiting);
		return rows.length > 0 && rows;
	})) as [{ pid: number }];
	await holder.query('select pg_terminate_backend($1)', [pid]);
	await holder.query('commit');
	await holder.end();
	await gateway.arrived('Read in two attempts');
	expect(await gateway.query(`select from delivery where state = 'parked'`)).toEqual([]);
});
