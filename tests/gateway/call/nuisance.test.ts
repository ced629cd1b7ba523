import { expect } from 'vitest';
import type { Nuisance } from '#contracts/supervise.ts';
import { storeBlob } from '#db/blob.ts';
import { hangUp, newCaller, post, waitingCall } from '../../support/floor.ts';
import { gatewayTest, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();

const rows = async (gateway: TestGateway) =>
	(
		await gateway.call<{ rows: Nuisance[] }>('GET', '/api/nuisance', {
			cookie: await gateway.signIn('supervisor')
		})
	).json.rows;
/** A call that turned out to be this. */
async function was(gateway: TestGateway, from: string, disposition: string) {
	const call = await waitingCall(gateway.services, { from });
	await hangUp(gateway.services, call);
	await gateway.query(
		`update call set disposition = $2, disposed_at = now(), disposed_by = 'demo-agent' where id = $1`,
		call,
		disposition
	);
	return call;
}

test('nuisance calls are counted by number, heard with a trace, and kept out for a time', async ({
	gateway
}) => {
	const [bad, good] = [newCaller(), newCaller()];
	const call = await was(gateway, bad, 'abusive');
	await was(gateway, bad, 'silent');
	await was(gateway, bad, 'information_given');
	await was(gateway, good, 'information_given');
	const blob = await storeBlob(gateway.services.pool, Buffer.from('RIFF of a voice'));
	const [recording] = await gateway.query<{ id: string }>(
		`insert into recording (account, external_id, call, url, state, blob, media_type)
			values ('ivr-test', 'r1', $1, 'x', 'stored', $2, 'audio/wav') returning id::text`,
		call,
		blob
	);
	expect(await rows(gateway)).toMatchObject([
		{ phone: bad, calls: 3, abusive: 1, silent: 1, recordings: [{ id: recording!.id }], block: null }
	]);
	const url = `/api/nuisance/recordings/${recording!.id}`;
	const heard = await gateway.call('GET', url, { cookie: await gateway.signIn('supervisor') });
	expect([heard.status, heard.text]).toEqual([200, 'RIFF of a voice']);
	expect(
		await gateway.query(`select detail from audit where action = 'call:heard' and subject = $1`, call)
	).toEqual([{ detail: { recording: recording!.id } }]);
	const wish = { phone: bad, reason: 'Shouts at everybody', days: 7 };
	const { status, json } = await post<{ id: string }>(gateway, 'supervisor', '/api/nuisance/blocks', wish);
	expect(status).toBe(200);
	expect((await post(gateway, 'supervisor', '/api/nuisance/blocks', wish)).status).toBe(409);
	expect((await post(gateway, 'agent', '/api/nuisance/blocks', wish)).status).toBe(403);
	const [row] = await rows(gateway);
	expect(row?.block).toMatchObject({ id: json.id, reason: wish.reason });
	expect(Date.parse(row!.block!.until) - Date.now()).toBeGreaterThan(6.9 * 86_400_000);
	expect((await post(gateway, 'supervisor', `/api/nuisance/blocks/${json.id}/end`)).status).toBe(200);
	expect((await post(gateway, 'supervisor', `/api/nuisance/blocks/${json.id}/end`)).status).toBe(404);
	// One that ran out by itself makes room for the next.
	await post(gateway, 'supervisor', '/api/nuisance/blocks', wish);
	await gateway.query(`update call_block set until = now() - interval '1 second' where ended_at is null`);
	expect((await rows(gateway))[0]?.block).toBeNull();
	expect((await post(gateway, 'supervisor', '/api/nuisance/blocks', wish)).status).toBe(200);
});
