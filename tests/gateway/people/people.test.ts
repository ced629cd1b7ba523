import { expect } from 'vitest';
import { noLimit } from '#contracts/access.ts';
import type { PersonRow } from '#contracts/people.ts';
import { permissionsOf } from '#gateway/access/table.ts';
import { gatewayTest, publicOrigin, type TestGateway } from '../../support/gateway.ts';
import { heard, openScreen } from '../../support/live.ts';

const test = gatewayTest();

const input = (name: string, more: object = {}) => ({
	name,
	email: `${name.toLowerCase().replaceAll(' ', '.')}@desk.example`,
	role: 'agent',
	language: 'pa',
	scope: noLimit,
	...more
});
const ask = async <T = PersonRow>(gateway: TestGateway, method: string, path = '', body?: unknown) =>
	gateway.call<T>(method, `/api/people${path}`, {
		cookie: await gateway.signIn('admin'),
		...(body === undefined ? {} : { body })
	});
interface Made {
	person: PersonRow;
	password: string;
}
const make = async (gateway: TestGateway, name: string, more: object = {}) =>
	(await ask<Made>(gateway, 'POST', '', input(name, more))).json;
const signIn = (gateway: TestGateway, email: string, password: string) =>
	gateway.call('POST', '/api/auth/sign-in/email', {
		body: { email, password },
		headers: { origin: publicOrigin }
	});
const firstCookie = async (gateway: TestGateway, { person, password }: Made) =>
	(await signIn(gateway, person.email, password)).headers
		.getSetCookie()
		.map((cookie) => cookie.split(';')[0])
		.join('; ');
/** Cookie of someone who has signed in and chosen a password of their own. */
const cookieOf = async (gateway: TestGateway, made: Made) => {
	const cookie = await firstCookie(gateway, made);
	const body = { current: made.password, next: 'chosen by its person' };
	expect((await gateway.call('POST', '/api/account/password', { cookie, body })).status).toBe(200);
	return cookie;
};
const me = (gateway: TestGateway, cookie: string) =>
	gateway.call<{ role: string; may: string[]; scope: object; code: string }>('GET', '/api/me', { cookie });

test('a person who was made signs in with the password that was shown, within their limits', async ({
	gateway
}) => {
	const made = await make(gateway, 'New Operator', {
		role: 'operator',
		scope: { ...noLimit, districts: ['36'], languages: ['pa', 'hi'] }
	});
	expect((await me(gateway, await firstCookie(gateway, made))).json.code).toBe('password_change');
	const { json } = await me(gateway, await cookieOf(gateway, made));
	expect(json).toMatchObject({
		role: 'operator',
		may: permissionsOf('operator'),
		scope: { ...noLimit, districts: ['36'], languages: ['pa', 'hi'] }
	});
	const told = await gateway.query<{ action: string; actor: string }>(
		`select action, actor from audit where subject = $1 and action like 'person:%'`,
		made.person.id
	);
	expect(told).toEqual([{ action: 'person:created', actor: 'demo-admin' }]);
});

test('every fault of the form is named', async ({ gateway }) => {
	const { status, json } = await ask<{ faults: unknown }>(
		gateway,
		'POST',
		'',
		input(' ', { email: 'nobody', scope: { ...noLimit, districts: ['36', '9999'] } })
	);
	expect(status).toBe(400);
	expect(json.faults).toEqual([
		{ field: 'name', code: 'required' },
		{ field: 'email', code: 'invalid_email' },
		{ field: 'scope.districts', code: 'unknown' }
	]);
	const known = await ask<{ faults: unknown }>(
		gateway,
		'POST',
		'',
		input('X', { email: 'AGENT@sunwai.example' })
	);
	expect(known.json.faults).toEqual([{ field: 'email', code: 'known_email' }]);
});

test('a role that is changed counts from the next request', async ({ gateway }) => {
	const made = await make(gateway, 'Changing Role');
	const cookie = await cookieOf(gateway, made);
	const wall = async () => (await gateway.call('GET', '/api/wall', { cookie })).status;
	expect(await wall()).toBe(403);
	const saved = await ask(gateway, 'PUT', `/${made.person.id}`, input('Changing Role', { role: 'viewer' }));
	expect(saved.json).toMatchObject({ role: 'viewer' });
	expect(await wall()).toBe(200);
});

test('who is deactivated is out at once, on every screen, and cannot come back until activated', async ({
	gateway
}) => {
	const screen = await openScreen(gateway, 'agent2');
	const cookie = await gateway.signIn('agent2');
	const cut = heard(screen.socket, 'disconnect');
	const closed = await ask(gateway, 'POST', '/demo-agent-2/active', { active: false });
	expect(closed.json).toMatchObject({ active: false });
	expect((await me(gateway, cookie)).status).toBe(401);
	await cut;
	expect((await signIn(gateway, 'agent2@sunwai.example', 'sunwai-demo')).status).toBe(401);
	await ask(gateway, 'POST', '/demo-agent-2/active', { active: true });
	expect((await signIn(gateway, 'agent2@sunwai.example', 'sunwai-demo')).status).toBe(200);
});

test('a new first password takes the place of the old one and ends the sessions', async ({ gateway }) => {
	const made = await make(gateway, 'Forgot It');
	const cookie = await cookieOf(gateway, made);
	const again = await ask<Made>(gateway, 'POST', `/${made.person.id}/password`, {});
	expect(again.json.password).not.toBe(made.password);
	expect((await me(gateway, cookie)).status).toBe(401);
	expect((await signIn(gateway, made.person.email, made.password)).status).toBe(401);
	expect((await me(gateway, await cookieOf(gateway, again.json))).status).toBe(200);
});

test('administrators neither lock themselves out nor take their own role away', async ({ gateway }) => {
	const own = await ask(gateway, 'POST', '/demo-admin/active', { active: false });
	expect(own).toMatchObject({ status: 409, json: { code: 'own_sign_in' } });
	const role = await ask(gateway, 'PUT', '/demo-admin', input('Admin', { email: 'admin@sunwai.example' }));
	expect(role).toMatchObject({ status: 409, json: { code: 'own_role' } });
});

test('people are found by part of a name or address, and by role', async ({ gateway }) => {
	await make(gateway, 'Paramjit 100%', { role: 'officer', email: 'pj@desk.example' });
	const names = async (query: string) =>
		(await ask<{ rows: PersonRow[] }>(gateway, 'GET', query)).json.rows.map(({ name }) => name);
	expect(await names('?q=paramJIT')).toEqual(['Paramjit 100%']);
	expect(await names('?q=100%25')).toEqual(['Paramjit 100%']);
	expect(await names('?q=pj@desk')).toEqual(['Paramjit 100%']);
	expect(await names('?role=officer')).toEqual([
		'Baldev Raj',
		'Hardeep Singh Sidhu',
		'Paramjit 100%',
		'Rajesh Gupta'
	]);
	expect(await names('?q=nobody+like+this')).toEqual([]);
});

test('a file with faults makes nobody, and each fault is named by its line', async ({ gateway }) => {
	const csv = `name,email,role,language,districts
Good One,good@file.example,agent,pa,36 27

,nameless@file.example,agent,pa,
Wrong Role,wrong@file.example,boss,pa,
Twice,good@file.example,agent,xx,9999
`;
	const { json } = await ask(gateway, 'POST', '/import', { csv, dry: false });
	expect(json).toEqual({
		count: 4,
		made: [],
		faults: [
			{ line: 4, field: 'name', code: 'unknown' },
			{ line: 5, field: 'role', code: 'unknown' },
			{ line: 6, field: 'language', code: 'unknown' },
			{ line: 6, field: 'email', code: 'known_email' },
			{ line: 6, field: 'scope.districts', code: 'unknown' }
		]
	});
	expect(await gateway.query(`select from access."user" where email like '%@file.example'`)).toEqual([]);
});

test('a file without fault makes its people, not on a dry run', async ({ gateway }) => {
	const csv = `name,email,role,language,districts,channels\nFrom File,from@file.example,operator,hi,36,walk_in post`;
	const dry = await ask(gateway, 'POST', '/import', { csv, dry: true });
	expect(dry.json).toEqual({ count: 1, faults: [], made: [] });
	const { json } = await ask<{ made: { email: string; password: string }[] }>(gateway, 'POST', '/import', {
		csv,
		dry: false
	});
	expect(json.made.map(({ email }) => email)).toEqual(['from@file.example']);
	const list = await ask<{ rows: PersonRow[] }>(gateway, 'GET', '?q=from@file');
	expect(list.json.rows).toMatchObject([
		{ role: 'operator', scope: { ...noLimit, districts: ['36'], channels: ['walk_in', 'post'] } }
	]);
	expect((await signIn(gateway, 'from@file.example', json.made[0]!.password)).status).toBe(200);
});

test.for(['', 'not,a\n"csv', 'name,email'])('%j is no file of people', async (csv, { gateway }) => {
	expect((await ask(gateway, 'POST', '/import', { csv, dry: true })).status).toBe(400);
});
