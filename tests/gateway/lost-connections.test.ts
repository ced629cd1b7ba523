import { expect } from 'vitest';
import { connect, gatewayTest, until } from '../support/gateway.ts';

const ROUNDS = 4;
const AT_ONCE = 10;

const test = gatewayTest({ lab: 'whole' });

test('a gateway outlives its database connections, all of them at once and again and again', async ({
	gateway
}) => {
	const other = await connect(gateway.databaseUrl);
	const send = (nth: number, text: string) =>
		gateway.carrier.sendSms({ via: 'twilio', from: `+9198765${40_000 + nth}`, text });
	for (let round = 0; round < ROUNDS; round += 1) {
		const rush = Array.from({ length: AT_ONCE }, (_, nth) => send(round * AT_ONCE + nth, `Rush ${round}`));
		await other.query(
			`select pg_terminate_backend(pid) from pg_stat_activity
			where datname = current_database() and pid <> pg_backend_pid()`
		);
		const text = `After ${round}`;
		// The carrier is told to try again as long as nothing can be kept.
		await until(async () => (await send(5000 + round, text)).accepted);
		await gateway.arrived(text);
		await Promise.all(rush);
	}
	await gateway.allRead();
	const [{ lost }] = (await gateway.query<{ lost: number }>(
		`select count(*)::int as lost from delivery d
		where d.kind = 'message' and not exists (select from submission s where s.delivery = d.id)`
	)) as [{ lost: number }];
	expect(lost).toBe(0);
	await other.end();
});
