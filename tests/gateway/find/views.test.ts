import { expect } from 'vitest';
import type { SavedView } from '#contracts/views.ts';
import { gatewayTest, type Person, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();

const ask = async <T = SavedView>(
	gateway: TestGateway,
	person: Person,
	method: string,
	url: string,
	body?: unknown
) => gateway.call<T>(method, url, { cookie: await gateway.signIn(person), ...(body ? { body } : {}) });
const save = (gateway: TestGateway, person: Person, name: string, more: object = {}) =>
	ask(gateway, person, 'POST', '/api/views', {
		...{ name, source: 'queue', filters: { channel: 'sms', claim: 'free' } },
		...more
	});
const names = async (gateway: TestGateway, person: Person) =>
	(await ask<{ rows: SavedView[] }>(gateway, person, 'GET', '/api/views')).json.rows.map(({ name }) => name);

test('a view is kept, renamed and forgotten, each audited; its name is one’s own once', async ({
	gateway
}) => {
	const { json } = await save(gateway, 'agent', '  My   SMS ');
	expect(json).toMatchObject({ name: 'My SMS', own: true, shared: false, by: 'Harpreet Kaur' });
	expect((await save(gateway, 'agent', 'My SMS')).status).toBe(409);
	expect((await save(gateway, 'agent2', 'My SMS')).status).toBe(200);
	await save(gateway, 'agent', 'Water', { source: 'search', filters: { q: 'ਪਾਣੀ' } });
	expect(await names(gateway, 'agent')).toEqual(['My SMS', 'Water']);
	expect((await ask(gateway, 'agent', 'PUT', `/api/views/${json.id}`, { name: 'Water' })).status).toBe(409);
	expect((await ask(gateway, 'agent', 'PUT', `/api/views/${json.id}`, { name: 'Texts' })).json.name).toBe(
		'Texts'
	);
	expect((await ask(gateway, 'agent2', 'PUT', `/api/views/${json.id}`, { name: 'x' })).status).toBe(404);
	expect((await ask(gateway, 'agent2', 'DELETE', `/api/views/${json.id}`)).status).toBe(404);
	expect((await ask(gateway, 'agent', 'DELETE', `/api/views/${json.id}`)).status).toBe(200);
	expect(await names(gateway, 'agent')).toEqual(['Water']);
	const rows = await gateway.query<{ action: string }>(
		'select action from audit where subject = $1 order by id',
		json.id
	);
	expect(rows.map(({ action }) => action)).toEqual(['view:saved', 'view:renamed', 'view:removed']);
});

test('supervisors show a view to everybody; others may not, and nobody else changes it', async ({
	gateway
}) => {
	const { json } = await save(gateway, 'supervisor', 'Floor');
	const share = (person: Person, shared: boolean) =>
		ask(gateway, person, 'POST', `/api/views/${json.id}/share`, { shared });
	expect(await names(gateway, 'operator')).toEqual([]);
	expect((await share('agent', true)).status).toBe(403);
	expect((await share('supervisor', true)).json.shared).toBe(true);
	expect(await names(gateway, 'operator')).toEqual(['Floor']);
	expect((await ask(gateway, 'operator', 'DELETE', `/api/views/${json.id}`)).status).toBe(404);
	await share('supervisor', false);
	expect(await names(gateway, 'operator')).toEqual([]);
});

test('a view without a name, or with filters that mean nothing, is refused', async ({ gateway }) => {
	expect((await save(gateway, 'agent', '   ')).status).toBe(400);
	expect((await save(gateway, 'agent', 'x', { filters: { channel: 'pigeon' } })).status).toBe(400);
});
