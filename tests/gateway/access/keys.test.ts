import { expect } from 'vitest';
import { findApiKey } from '#db/api-key.ts';
import type { ApiKey } from '#contracts/keys.ts';
import { gatewayTest, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();
const make = async (gateway: TestGateway, body: object) =>
	(
		await gateway.call<{ id: string; key: string }>('POST', '/api/keys', {
			cookie: await gateway.signIn('admin'),
			body
		})
	).json;
const kept = async (gateway: TestGateway, id: string) => {
	const { json } = await gateway.call<{ rows: ApiKey[] }>('GET', '/api/keys', {
		cookie: await gateway.signIn('admin')
	});
	return json.rows.find((row) => row.id === id);
};

test('a key is shown once, kept as a hash, and opens what it is for', async ({ gateway }) => {
	const { pool } = gateway.services;
	const { id, key } = await make(gateway, { name: 'Exchange', scopes: ['cti'] });
	expect(JSON.stringify(await gateway.query('select * from api_key'))).not.toContain(key);
	expect(await kept(gateway, id)).toMatchObject({
		name: 'Exchange',
		madeBy: 'Anita Sharma',
		lastUsedAt: null,
		state: 'good'
	});
	expect(await findApiKey(pool, key, 'open311')).toBeNull();
	expect(await findApiKey(pool, key, 'cti')).toEqual({ id });
	expect(await kept(gateway, id)).toMatchObject({ lastUsedAt: expect.any(String) });
});

test('a key that ran out or was revoked opens nothing', async ({ gateway }) => {
	const { pool } = gateway.services;
	const brief = await make(gateway, { name: 'For a month', scopes: ['open311'], days: 30 });
	expect(await findApiKey(pool, brief.key, 'open311')).toEqual({ id: brief.id });
	await gateway.query(`update api_key set expires_at = now() where id = $1`, brief.id);
	expect(await findApiKey(pool, brief.key, 'open311')).toBeNull();
	expect(await kept(gateway, brief.id)).toMatchObject({ state: 'expired' });
	const lost = await make(gateway, { name: 'Lost', scopes: ['open311', 'cti'] });
	const revoke = async () =>
		(await gateway.call('DELETE', `/api/keys/${lost.id}`, { cookie: await gateway.signIn('admin') })).status;
	expect([await revoke(), await revoke()]).toEqual([200, 404]);
	expect(await findApiKey(pool, lost.key, 'cti')).toBeNull();
	expect(await kept(gateway, lost.id)).toMatchObject({ state: 'revoked' });
	expect(await gateway.query(`select action from audit where subject = $1 order by at`, lost.id)).toEqual([
		{ action: 'key:made' },
		{ action: 'key:revoked' }
	]);
});

test('a key without a name or a purpose is not made', async ({ gateway }) => {
	const cookie = await gateway.signIn('admin');
	for (const body of [
		{ name: ' ', scopes: ['cti'] },
		{ name: 'x', scopes: [] },
		{ name: 'x', scopes: ['all'] }
	])
		expect((await gateway.call('POST', '/api/keys', { cookie, body })).status).toBe(400);
});
