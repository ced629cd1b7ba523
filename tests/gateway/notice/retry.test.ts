import { expect } from 'vitest';
import { NOTICE_ATTEMPTS, sendNotices } from '#gateway/notice/send.ts';
import { gatewayTest, until, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();

interface Notice {
	id: string;
	state: string;
	attempts: number;
	error: string | null;
}
const notice = async (gateway: TestGateway, recipient: string) =>
	(
		await gateway.query<Notice>(
			'select id::text, state, attempts, error from notice where recipient = $1',
			recipient
		)
	)[0];
const jobOf = async (gateway: TestGateway, id: string) =>
	(
		await gateway.query<{ id: string; state: string; waits: boolean }>(
			`select id::text, state, start_after > now() as waits from pgboss.job
				where name = 'acknowledge' and data->'ids' ? $1`,
			id
		)
	)[0]!;

test.for([
	['20429', 'too many requests'],
	['20500', 'a fault of theirs']
] as const)('after %s, %s, the notice is sent again later', async ([code], { gateway }) => {
	const from = `+9198765008${code.slice(-2)}`;
	gateway.carrier.refuse(from, code);
	await gateway.carrier.sendSms({ via: 'twilio', from, text: `Refused with ${code}` });
	const due = (await until(async () => {
		const found = await notice(gateway, from);
		return found?.attempts === 1 && found.state === 'queued' && found;
	})) as Notice;
	expect(due.error).toContain(code);
	const job = await until(async () => {
		const found = await jobOf(gateway, due.id);
		return found.state === 'retry' && found;
	});
	expect(job).toMatchObject({ waits: true });

	gateway.carrier.refuse(from, null);
	await gateway.query('update pgboss.job set start_after = now() where id = $1', (job as { id: string }).id);
	await until(async () => (await notice(gateway, from))?.state === 'delivered');
	expect((await notice(gateway, from))!.attempts).toBe(2);
});

test('what can never succeed is not tried again', async ({ gateway }) => {
	const from = '+919876500820';
	gateway.carrier.refuse(from, '21610');
	await gateway.carrier.sendSms({ via: 'twilio', from, text: 'Unsubscribed' });
	const failed = (await until(async () => {
		const found = await notice(gateway, from);
		return found?.state === 'failed' && found;
	})) as Notice;
	expect(failed).toMatchObject({ attempts: 1, error: expect.stringContaining('21610') });
	await until(async () => (await jobOf(gateway, failed.id)).state === 'completed');
});

test('after the last attempt the notice has failed', async ({ gateway }) => {
	const from = '+919876500821';
	gateway.carrier.refuse(from, '20500');
	await gateway.carrier.sendSms({ via: 'twilio', from, text: 'Never sent' });
	const { id } = (await until(async () => {
		const found = await notice(gateway, from);
		return found?.attempts === 1 && found.state === 'queued' && found;
	})) as Notice;
	for (let attempt = 2; attempt < NOTICE_ATTEMPTS; attempt++)
		await expect(sendNotices(gateway.services, [id])).rejects.toThrow('to be tried again');
	await sendNotices(gateway.services, [id]);
	expect(await notice(gateway, from)).toMatchObject({ state: 'failed', attempts: NOTICE_ATTEMPTS });
});
