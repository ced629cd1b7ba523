import { expect } from 'vitest';
import type { CategoryRow } from '#contracts/category.ts';
import type { Reference } from '#contracts/place.ts';
import { seed } from '#db/seed.ts';
import { referenceOf } from '#gateway/reference.ts';
import { act, held, registration } from '../../support/desk.ts';
import { gatewayTest, until, type Person, type TestGateway } from '../../support/gateway.ts';
import { openScreen } from '../../support/live.ts';

const test = gatewayTest();
const input = (more: object = {}) => ({
	names: { en: 'Stray cattle', pa: 'ਅਵਾਰਾ ਪਸ਼ੂ', hi: 'आवारा पशु' },
	department: '412',
	group: 'animals',
	keywords: [' Stray cattle ', 'ਅਵਾਰਾ ਪਸ਼ੂ', 'stray cattle', ''],
	...more
});
type Answer = CategoryRow & { code: string; faults: { field: string; code: string }[] };
const ask = async (
	gateway: TestGateway,
	method: string,
	path: string,
	body: unknown,
	person: Person = 'admin'
) => gateway.call<Answer>(method, `/api/categories${path}`, { cookie: await gateway.signIn(person), body });
const offered = async ({ services }: TestGateway, code: string) =>
	(await referenceOf(services)).categories.find((one) => one.code === code);

test('every fault is named by its field; only administrators change anything', async ({ gateway }) => {
	const faulty = { code: 'Ünknown', ...input({ department: 'x', group: 'No Group' }) };
	const blank = { ...faulty, names: { en: ' ', pa: 'ਪ', hi: 'ह' } };
	expect((await ask(gateway, 'POST', '', blank)).json.faults).toEqual([
		{ field: 'code', code: 'invalid_code' },
		{ field: 'names.en', code: 'required' },
		{ field: 'group', code: 'invalid_code' },
		{ field: 'department', code: 'unknown' }
	]);
	expect((await ask(gateway, 'POST', '', { code: 'street-light', ...input() })).json.faults).toEqual([
		{ field: 'code', code: 'known_code' }
	]);
	expect((await ask(gateway, 'PUT', '/no-such', input())).status).toBe(404);
	expect((await ask(gateway, 'PUT', '/street-light', input(), 'auditor')).status).toBe(403);
	expect((await ask(gateway, 'PUT', '/street-light', input(), 'supervisor')).status).toBe(403);
});

test('a new category is offered on every gateway and open screen at once', async ({ gateway }) => {
	const other = await gateway.second();
	await Promise.all([referenceOf(gateway.services), referenceOf(other.services)]);
	const screen = await openScreen(other, 'agent');
	const told: string[] = [];
	screen.socket.on('reference', () => told.push('reference'));
	expect(await ask(gateway, 'POST', '', { code: 'stray-cattle', ...input() })).toMatchObject({
		status: 200,
		json: { code: 'stray-cattle', active: true, keywords: ['stray cattle', 'ਅਵਾਰਾ ਪਸ਼ੂ'] }
	});
	await until(() => told.length);
	await until(async () => (await offered(other, 'stray-cattle')) && (await offered(gateway, 'stray-cattle')));
	const page = await other.call('GET', '/complain?lang=en');
	expect(page.text).toContain('Stray cattle');
	screen.close();
});

test('a retired category is offered and taken no more, and old cases keep its name', async ({ gateway }) => {
	await ask(gateway, 'POST', '', { code: 'old-kind', ...input() });
	const { number } = await held(gateway, 'agent', 'Of the old kind');
	await act(gateway, 'agent', number, 'register', registration({ category: 'old-kind' }));
	expect((await ask(gateway, 'POST', '/old-kind/active', { active: false })).json.active).toBe(false);
	await until(async () => !(await offered(gateway, 'old-kind')));
	const next = await held(gateway, 'agent', 'Of the old kind again');
	const { json: suggested } = await gateway.call<{ categories: { category: string }[] }>(
		'GET',
		`/api/submissions/${next.number}/suggestions`,
		{ cookie: await gateway.signIn('agent') }
	);
	expect(suggested.categories.map(({ category }) => category)).not.toContain('old-kind');
	expect(
		await act<Answer>(gateway, 'agent', next.number, 'register', registration({ category: 'old-kind' }))
	).toMatchObject({ status: 400, json: { faults: [{ field: 'category', code: 'unknown' }] } });
	const cookie = await gateway.signIn('agent');
	const { json } = await gateway.call<Reference>('GET', '/api/reference', { cookie });
	expect(json.retired.categories).toContainEqual({ code: 'old-kind', names: input().names });
	expect(
		(await gateway.call<{ grievance: object }>('GET', `/api/submissions/${number}`, { cookie })).json
			.grievance
	).toMatchObject({ category: 'old-kind' });
	await ask(gateway, 'POST', '/old-kind/active', { active: true });
	await until(() => offered(gateway, 'old-kind'));
});

test('seeding again leaves what was changed on screen, and says so', async ({ gateway }) => {
	const { pool } = gateway.services;
	const ours = input({ keywords: ['ours'] });
	await ask(gateway, 'PUT', '/street-light', ours);
	await ask(gateway, 'POST', '/garbage-bin-damaged/active', { active: false });
	await ask(gateway, 'POST', '', { code: 'of-our-own', ...input() });
	await gateway.query(`update category set name_en = '?' where code = 'garbage-not-lifted'`);
	expect(await seed(pool)).toEqual({ kept: ['garbage-bin-damaged', 'street-light'] });
	const rows = (
		await gateway.call<{ rows: CategoryRow[] }>('GET', '/api/categories', {
			cookie: await gateway.signIn('auditor')
		})
	).json.rows;
	const row = (code: string) => rows.find((one) => one.code === code);
	expect(row('street-light')).toMatchObject({ names: ours.names, keywords: ['ours'], active: true });
	expect(row('garbage-bin-damaged')).toMatchObject({ active: false });
	expect(row('of-our-own')).toMatchObject({ active: true });
	expect(row('garbage-not-lifted')).toMatchObject({ names: { en: 'Garbage not cleared' }, editedAt: null });
});

test('each change leaves an audit row with what was before', async ({ gateway }) => {
	await ask(gateway, 'POST', '', { code: 'audited', ...input() });
	await ask(gateway, 'PUT', '/audited', input({ keywords: ['new'] }));
	await ask(gateway, 'POST', '/audited/active', { active: false });
	const rows = await gateway.query<{ action: string; detail: { before?: object } }>(
		`select action, detail from audit where subject = 'audited' order by id`
	);
	expect(rows.map(({ action }) => action)).toEqual(['category:made', 'category:changed', 'category:retired']);
	expect(rows[1]!.detail.before).toMatchObject({ keywords: ['stray cattle', 'ਅਵਾਰਾ ਪਸ਼ੂ'] });
});
