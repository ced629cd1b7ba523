import { expect } from 'vitest';
import { demoPassword } from '#gateway/access/demo.ts';
import { gatewayTest, type TestGateway } from '../../support/gateway.ts';
import { cookiesOf, newSession, post } from '../../support/sign-in.ts';
import { totp } from '../../support/totp.ts';

const test = gatewayTest({ config: { requireTotp: true } });

interface Enrolled {
	totpURI: string;
	backupCodes: string[];
}
/** Turns the second factor on; the session is a new one afterwards. */
async function enrol(gateway: TestGateway, person: string) {
	const cookie = await newSession(gateway, person);
	const { json } = await post<Enrolled>(gateway, '/two-factor/enable', { password: demoPassword }, cookie);
	const verified = await post(gateway, '/two-factor/verify-totp', { code: totp(json.totpURI) }, cookie);
	expect(verified.status).toBe(200);
	return { ...json, cookie: cookiesOf(verified.headers) };
}
const challenge = (gateway: TestGateway, person: string) =>
	post(gateway, '/sign-in/email', { email: `${person}@sunwai.example`, password: demoPassword });
const me = async (gateway: TestGateway, cookie: string) =>
	(await gateway.call('GET', '/api/me', { cookie })).status;

test('the code of the authenticator is asked at sign-in', async ({ gateway }) => {
	const { totpURI, backupCodes, cookie } = await enrol(gateway, 'agent');
	expect(await me(gateway, cookie)).toBe(200);
	expect(backupCodes).toHaveLength(10);
	const asked = await challenge(gateway, 'agent');
	expect(asked.json).toMatchObject({ twoFactorRedirect: true });
	const half = cookiesOf(asked.headers);
	expect(await me(gateway, half)).toBe(401);
	const right = Number(totp(totpURI));
	const wrong = String((right + 500_000) % 1_000_000).padStart(6, '0');
	expect((await post(gateway, '/two-factor/verify-totp', { code: wrong }, half)).status).toBe(401);
	const done = await post(gateway, '/two-factor/verify-totp', { code: totp(totpURI) }, half);
	expect(await me(gateway, cookiesOf(done.headers))).toBe(200);
});

test('a backup code lets in once', async ({ gateway }) => {
	const { backupCodes } = await enrol(gateway, 'agent2');
	const [code] = backupCodes;
	const use = async () => {
		const half = cookiesOf((await challenge(gateway, 'agent2')).headers);
		return post(gateway, '/two-factor/verify-backup-code', { code }, half);
	};
	const first = await use();
	expect(await me(gateway, cookiesOf(first.headers))).toBe(200);
	expect((await use()).status).toBe(401);
});

test('where it is required, a supervisor does nothing without it, and an agent does', async ({ gateway }) => {
	const cookie = await newSession(gateway, 'supervisor');
	const held = await gateway.call<{ code: string }>('GET', '/api/wall', { cookie });
	expect([held.status, held.json.code]).toEqual([403, 'second_factor']);
	const enrolled = await enrol(gateway, 'supervisor');
	expect((await gateway.call('GET', '/api/wall', { cookie: enrolled.cookie })).status).toBe(200);
	const wrong = await post(gateway, '/two-factor/disable', { password: 'not the password' }, enrolled.cookie);
	expect(wrong.status).toBe(400);
	const off = await post(gateway, '/two-factor/disable', { password: demoPassword }, enrolled.cookie);
	expect(off.status).toBe(200);
	expect(await me(gateway, cookiesOf(off.headers))).toBe(403);
});
