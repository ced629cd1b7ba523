import { expect } from 'vitest';
import { noticeSent } from '#db/notice.ts';
import { readDeliveries } from '#gateway/intake/read.ts';
import { gatewayTest, until, type TestGateway } from '../../support/gateway.ts';
import { postStatus } from '../../support/twilio.ts';

// The vendor's own reports come so late that only those of the test are heard.
const test = gatewayTest({ carrier: { statusDelay_ms: 3_600_000 } });

interface Notice {
	id: string;
	state: string;
	provider_id: string | null;
	error: string | null;
}
const notice = async (gateway: TestGateway, recipient: string) =>
	(
		await gateway.query<Notice>(
			'select id, state, provider_id, error from notice where recipient = $1',
			recipient
		)
	)[0];

async function sent(gateway: TestGateway, from: string) {
	await gateway.carrier.sendSms({ via: 'twilio', from, text: `From ${from}` });
	return (await until(async () => {
		const found = await notice(gateway, from);
		return found?.provider_id && found;
	})) as Notice & { provider_id: string };
}
/** Reports one after the other; gives the state after each. */
async function report(
	gateway: TestGateway,
	from: string,
	sid: string,
	statuses: (readonly [string, string?])[]
) {
	const states: string[] = [];
	for (const [status, error] of statuses) {
		expect((await postStatus(gateway, sid, status, error)).status).toBe(204);
		await until(async () => !(await gateway.query(`select from delivery where state = 'received'`)).length);
		states.push((await notice(gateway, from))!.state);
	}
	return states;
}

test('reports move a notice forward only, in whatever order they come', async ({ gateway }) => {
	const from = '+919876500900';
	const { provider_id } = await sent(gateway, from);
	const states = await report(gateway, from, provider_id, [
		['delivered'],
		['sent'],
		['queued'],
		['read'],
		['delivered']
	]);
	expect(states).toEqual(['delivered', 'delivered', 'delivered', 'read', 'read']);
});

test('a failure is final and says why', async ({ gateway }) => {
	const from = '+919876500901';
	const { provider_id } = await sent(gateway, from);
	const states = await report(gateway, from, provider_id, [
		['sent'],
		['undelivered', '30003'],
		['delivered']
	]);
	expect(states).toEqual(['sent', 'failed', 'failed']);
	expect((await notice(gateway, from))!.error).toContain('30003');
});

test('a report repeated three times at once is one', async ({ gateway }) => {
	const { provider_id } = await sent(gateway, '+919876500902');
	const answers = await Promise.all([1, 2, 3].map(() => postStatus(gateway, provider_id, 'delivered')));
	expect(answers.map(({ status }) => status)).toEqual([204, 204, 204]);
	expect(
		await gateway.query('select from delivery where external_id like $1', `${provider_id}|%`)
	).toHaveLength(1);
});

test('a report that overtakes the answer to our own request is kept and not undone by it', async ({
	gateway
}) => {
	const from = '+919876500903';
	const sid = `SM${'ef'.repeat(16)}`;
	gateway.carrier.refuse(from, '20500');
	await gateway.carrier.sendSms({ via: 'twilio', from, text: 'Overtaken' });
	const { id } = (await until(async () => {
		const found = await notice(gateway, from);
		return found?.state === 'queued' && found.error !== null && found;
	})) as Notice;
	await postStatus(gateway, sid, 'delivered');
	const [delivery] = (await gateway.query<{ id: string }>(
		`select id::text from delivery where external_id like $1`,
		`${sid}|%`
	)) as [{ id: string }];
	await readDeliveries(gateway.services, [delivery.id]);
	expect(await gateway.query(`select state from delivery where id = $1`, delivery.id)).toEqual([
		{ state: 'received' }
	]);

	await noticeSent(gateway.services.pool, id, sid, 'queued', 1);
	// The worker may have it in hand at this moment, and then leaves it for the next reading.
	await until(async () => {
		await readDeliveries(gateway.services, [delivery.id]);
		return (await notice(gateway, from))!.state === 'delivered';
	});
	await noticeSent(gateway.services.pool, id, sid, 'queued', 1);
	expect((await notice(gateway, from))!.state).toBe('delivered');
});

test('a report of nothing that we sent is left in the ledger after some minutes', async ({ gateway }) => {
	const sid = `SM${'aa'.repeat(16)}`;
	await postStatus(gateway, sid, 'delivered');
	const [{ id }] = (await gateway.query<{ id: string }>(
		`update delivery set received_at = received_at - interval '6 minutes' where external_id like $1 returning id::text`,
		`${sid}|%`
	)) as [{ id: string }];
	await until(async () => {
		await readDeliveries(gateway.services, [id]);
		return (await gateway.query(`select from delivery where id = $1 and state = 'read'`, id)).length;
	});
});
