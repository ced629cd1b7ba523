import { expect } from 'vitest';
import { sweep } from '#gateway/housekeeping.ts';
import { gatewayTest, until } from '../../support/gateway.ts';

// A gateway without workers: only the sweep reads here.
const test = gatewayTest({ config: { role: 'web' } });

test('the sweep reads what was received and whose job was lost', async ({ gateway }) => {
	const text = 'The job of this one is gone';
	await gateway.carrier.sendSms({ via: 'twilio', from: '+919876500600', text });
	await gateway.query(`delete from pgboss.job where name = 'read'`);
	await sweep(gateway.services);
	expect(await gateway.submissions()).toEqual([]);

	await gateway.query(`update delivery set received_at = received_at - interval '1 minute'`);
	await sweep(gateway.services);
	expect((await gateway.submissions()).map((row) => row.text)).toEqual([text]);
	await sweep(gateway.services);
	expect(await gateway.submissions()).toHaveLength(1);
});

test('the sweep sends what was written and whose job was lost', async ({ gateway }) => {
	await gateway.query(`delete from pgboss.job where name = 'acknowledge'`);
	await gateway.query(`update notice set due_at = due_at - interval '1 minute'`);
	await sweep(gateway.services);
	const jobs = await gateway.query<{ data: { ids: string[] } }>(
		`select data from pgboss.job where name = 'acknowledge'`
	);
	const notices = await gateway.query<{ id: string }>('select id::text from notice');
	expect(jobs.flatMap(({ data }) => data.ids)).toEqual(notices.map(({ id }) => id));
	const worker = await gateway.second({ role: 'worker' });
	await until(() =>
		worker.carrier.handset('+919876500600').messages.some(({ direction }) => direction === 'received')
	);
});
