import { expect } from 'vitest';
import { demoPassword } from '#gateway/access/demo.ts';
import { gatewayTest, publicOrigin, type TestGateway } from '../../support/gateway.ts';
import { openScreen, refusal } from '../../support/live.ts';

const test = gatewayTest();
const headers = { origin: publicOrigin };
const tryIn = (gateway: TestGateway, email: string, password: string, more = headers) =>
	gateway.call('POST', '/api/auth/sign-in/email', { body: { email, password }, headers: more });
const me = (gateway: TestGateway, cookie: string) => gateway.call('GET', '/api/me', { cookie });

test('a signed-in person is who they are, till they sign out', async ({ gateway }) => {
	const cookie = await gateway.signIn('supervisor');
	expect((await me(gateway, cookie)).json).toMatchObject({
		id: 'demo-supervisor',
		role: 'supervisor',
		language: 'pa'
	});
	const out = await gateway.call('POST', '/api/auth/sign-out', { cookie, body: {}, headers });
	expect(out.status).toBe(200);
	expect((await me(gateway, cookie)).status).toBe(401);
	expect(await refusal(gateway, cookie)).toBe('unauthorized');
});

test('a session that ran out is none', async ({ gateway }) => {
	const cookie = await gateway.signIn('admin');
	expect((await me(gateway, cookie)).status).toBe(200);
	await gateway.query(
		`update access."session" set "expiresAt" = now() - interval '1 second' where "userId" = 'demo-admin'`
	);
	expect((await me(gateway, cookie)).status).toBe(401);
});

test('the session’s cookie is out of reach of scripts and of other sites', async ({ gateway }) => {
	const { headers: answer } = await tryIn(gateway, 'agent2@sunwai.example', demoPassword);
	const [cookie] = answer.getSetCookie();
	expect(cookie).toMatch(/^__Secure-.*; HttpOnly; .*SameSite=(Lax|Strict)/i);
	expect(cookie).toContain('Secure');
});

test('a wrong password and an unknown person get the same answer', async ({ gateway }) => {
	const [wrong, unknown] = [
		await tryIn(gateway, 'agent@sunwai.example', 'not the password'),
		await tryIn(gateway, 'nobody@sunwai.example', 'not the password')
	];
	expect(wrong.status).toBe(401);
	expect([unknown.status, unknown.text]).toEqual([wrong.status, wrong.text]);
	expect(wrong.headers.getSetCookie()).toEqual([]);
});

test('nobody signs up', async ({ gateway }) => {
	const { status } = await gateway.call('POST', '/api/auth/sign-up/email', {
		body: { email: 'me@evil.example', password: 'long enough', name: 'Me', role: 'admin' },
		headers
	});
	expect(status).toBeGreaterThanOrEqual(400);
	expect(await gateway.query(`select from access."user" where email = 'me@evil.example'`)).toEqual([]);
});

test('nobody gives themselves a role', async ({ gateway }) => {
	const cookie = await gateway.signIn('agent');
	await gateway.call('POST', '/api/auth/update-user', { cookie, body: { role: 'admin' }, headers });
	expect((await me(gateway, cookie)).json).toMatchObject({ role: 'agent' });
});

test('a foreign page cannot sign anyone in', async ({ gateway }) => {
	const { status } = await tryIn(gateway, 'agent@sunwai.example', demoPassword, {
		origin: 'https://evil.example'
	});
	expect(status).toBe(403);
});

test('the language that a person chose is kept', async ({ gateway }) => {
	const cookie = await gateway.signIn('agent');
	await gateway.call('PUT', '/api/me', { cookie, body: { language: 'hi' } });
	expect((await me(gateway, cookie)).json).toMatchObject({ language: 'hi' });
});

test('a signed-in person’s screen is let in', async ({ gateway }) => {
	const screen = await openScreen(gateway, 'agent');
	expect(screen.socket.connected).toBe(true);
	screen.close();
});
