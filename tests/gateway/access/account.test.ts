import { noLimit } from '#contracts/access.ts';
import { expect } from 'vitest';
import { resetPassword } from '#gateway/people/reset-password.ts';
import type { Actor } from '#gateway/access/actor.ts';
import type { Account, OwnSession } from '#contracts/account.ts';
import { demoPassword } from '#gateway/access/demo.ts';
import { gatewayTest, until, type TestGateway } from '../../support/gateway.ts';
import { heard, openScreen, refusal } from '../../support/live.ts';
import { newSession } from '../../support/sign-in.ts';

const test = gatewayTest();
const account = async (gateway: TestGateway, cookie: string) =>
	(await gateway.call<Account>('GET', '/api/account', { cookie })).json;
const change = (gateway: TestGateway, cookie: string, current: string, next: string) =>
	gateway.call<{ code: string; field: string; ended: number }>('POST', '/api/account/password', {
		cookie,
		body: { current, next }
	});
const sessions = async (gateway: TestGateway, cookie: string) =>
	(await gateway.call<{ rows: OwnSession[] }>('GET', '/api/account/sessions', { cookie })).json.rows;
const administrator = {
	id: 'demo-admin',
	name: 'Anita Sharma',
	email: 'admin@sunwai.example',
	role: 'admin',
	language: 'en',
	session: '',
	scope: noLimit
} satisfies Actor;

test('whose password was set by an administrator does nothing before choosing their own', async ({
	gateway
}) => {
	const before = await newSession(gateway, 'agent2');
	const { password } = await resetPassword(gateway.services, administrator, 'demo-agent-2');
	expect((await gateway.call('GET', '/api/me', { cookie: before })).status).toBe(401);
	const cookie = await newSession(gateway, 'agent2', password);
	const held = await gateway.call<{ code: string }>('GET', '/api/submissions', { cookie });
	expect([held.status, held.json.code]).toEqual([403, 'password_change']);
	expect(await refusal(gateway, cookie)).toBe('unauthorized');
	expect(await account(gateway, cookie)).toMatchObject({
		hold: 'password_change',
		email: 'agent2@sunwai.example'
	});
	expect((await change(gateway, cookie, password, password)).json).toMatchObject({
		code: 'password_same',
		field: 'next'
	});
	expect((await change(gateway, cookie, password, 'chosen by myself')).status).toBe(200);
	expect((await gateway.call('GET', '/api/submissions', { cookie })).status).toBe(200);
	expect(await account(gateway, cookie)).toMatchObject({ hold: null });
	expect(
		await gateway.query(
			`select actor, action from audit where subject = 'demo-agent-2' and action like '%password%' order by at`
		)
	).toEqual([
		{ actor: 'demo-admin', action: 'person:password_reset' },
		{ actor: 'demo-agent-2', action: 'password:changed' }
	]);
});

test('a new password must be one', async ({ gateway }) => {
	const cookie = await gateway.signIn('agent');
	for (const [next, code] of [
		['nine char', 'password_short'],
		['Agent@Sunwai.example', 'password_email'],
		['AGENT', 'password_email']
	] as const)
		expect((await change(gateway, cookie, demoPassword, next)).json).toMatchObject({ code, field: 'next' });
	const wrong = await change(gateway, cookie, 'not the password', 'long enough now');
	expect([wrong.status, wrong.json.code, wrong.json.field]).toEqual([400, 'password_wrong', 'current']);
	expect(await gateway.query(`select email from access.sign_in_failure`)).toEqual([
		{ email: 'agent@sunwai.example' }
	]);
});

test('a person sees their sessions and ends one, with its screen, or all others', async ({ gateway }) => {
	const here = await gateway.signIn('supervisor');
	const screen = await openScreen(gateway, 'supervisor');
	const there = await newSession(gateway, 'supervisor');
	await newSession(gateway, 'supervisor');
	const seen = await sessions(gateway, there);
	expect(seen.map(({ current }) => current)).toEqual([true, false, false]);
	expect(seen[0]).toMatchObject({ address: '127.0.0.1', method: 'password' });
	const [{ id }] = (await sessions(gateway, here)) as [OwnSession];
	const over = heard(screen.socket, 'disconnect');
	const ended = await gateway.call<{ ended: number }>('DELETE', `/api/account/sessions/${id}`, {
		cookie: there
	});
	expect(ended.json).toEqual({ ended: 1 });
	await over;
	expect((await gateway.call('GET', '/api/me', { cookie: here })).status).toBe(401);
	const others = await gateway.call<{ ended: number }>('DELETE', '/api/account/sessions', { cookie: there });
	expect(others.json).toEqual({ ended: 1 });
	expect(await sessions(gateway, there)).toHaveLength(1);
});

test('nobody ends another person’s session', async ({ gateway }) => {
	const admin = await newSession(gateway, 'admin');
	const [{ id }] = (await sessions(gateway, admin)) as [OwnSession];
	const answer = await gateway.call('DELETE', `/api/account/sessions/${id}`, {
		cookie: await gateway.signIn('agent')
	});
	expect(answer.status).toBe(404);
	expect((await gateway.call('GET', '/api/me', { cookie: admin })).status).toBe(200);
});

test('a session that lies idle ends, whatever the page itself asks for', async ({ gateway }) => {
	const cookie = await newSession(gateway, 'admin');
	const [{ id }] = (await sessions(gateway, cookie)) as [OwnSession];
	const lastUsed = async (minutes: number) =>
		gateway.query(
			`update access."session" set "lastUsedAt" = now() - make_interval(mins => $1::int) where id = $2`,
			minutes,
			id
		);
	const ask = (idle: number) =>
		gateway.call('GET', '/api/me', { cookie, headers: { 'x-idle-seconds': String(idle) } });
	const used = async () =>
		(
			await gateway.query<{ ago: number }>(
				`select extract(epoch from now() - "lastUsedAt")::int as ago from access."session" where id = $1`,
				id
			)
		)[0]?.ago;
	await lastUsed(29);
	expect((await ask(3600)).status).toBe(200);
	expect(await used()).toBeGreaterThan(28 * 60);
	expect((await ask(60)).status).toBe(200);
	expect(await used()).toBeLessThan(2 * 60);
	await lastUsed(31);
	expect((await ask(0)).status).toBe(401);
	await until(async () => (await gateway.call('GET', '/api/me', { cookie })).status === 401);
});
