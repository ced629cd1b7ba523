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
			'select id::text, state, attempts, error from notice where recipient = $1 order by id',
			recipient
		)
	)[0];
/** Its jobs, the newest first. */
const jobsOf = (gateway: TestGateway, id: string) =>
	gateway.query<{ state: string; waits: boolean }>(
		`select state, start_after > now() as waits from pgboss.job
			where name = 'acknowledge' and data->'ids' ? $1 order by created_on desc`,
		id
	);
/** Its next attempt is due now, and nothing is held against the account. */
async function dueNow(gateway: TestGateway, id: string) {
	await gateway.query(`update account set held_until = null`);
	await gateway.query(`update notice set due_at = now() where id = $1`, id);
}

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
	const [job] = (await until(async () => {
		const found = await jobsOf(gateway, due.id);
		return found.length === 2 && found;
	})) as { state: string; waits: boolean }[];
	expect(job).toEqual({ state: 'created', waits: true });

	gateway.carrier.refuse(from, null);
	await dueNow(gateway, due.id);
	await sendNotices(gateway.services, [due.id]);
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
	await until(async () => (await jobsOf(gateway, failed.id))[0]?.state === 'completed');
	expect(await jobsOf(gateway, failed.id)).toHaveLength(1);
});

test('after the last attempt the notice has failed', async ({ gateway }) => {
	const from = '+919876500821';
	gateway.carrier.refuse(from, '20500');
	await gateway.carrier.sendSms({ via: 'twilio', from, text: 'Never sent' });
	const { id } = (await until(async () => {
		const found = await notice(gateway, from);
		return found?.attempts === 1 && found.state === 'queued' && found;
	})) as Notice;
	for (let attempt = 2; attempt <= NOTICE_ATTEMPTS; attempt++) {
		await dueNow(gateway, id);
		await sendNotices(gateway.services, [id]);
	}
	expect(await notice(gateway, from)).toMatchObject({ state: 'failed', attempts: NOTICE_ATTEMPTS });
	await gateway.query(`update account set held_until = null, misses = 0`);
});
