import { afterAll, expect } from 'vitest';
import { gatewayTest, type TestGateway } from '../../support/gateway.ts';
import { openProvider, type Identity } from '../../support/oidc.ts';
import { cookiesOf, post } from '../../support/sign-in.ts';

const provider = await openProvider();
afterAll(() => provider.close());
const test = gatewayTest({
	config: { oidc: { ...provider.client, name: 'Punjab SSO' }, requireTotp: true }
});
const anita: Identity = {
	sub: 'state-1',
	email: 'Admin@sunwai.example',
	email_verified: true,
	name: 'A. Sharma'
};

const begin = async (gateway: TestGateway) => {
	const { json, headers } = await post<{ url: string }>(gateway, '/sign-in/social', {
		provider: 'oidc',
		callbackURL: '/queue',
		errorCallbackURL: '/sign-in'
	});
	return { url: json.url, cookie: cookiesOf(headers) };
};
/** The whole way of a browser through the provider and back. */
async function signIn(gateway: TestGateway, identity: Identity) {
	provider.is(identity);
	const { url, cookie } = await begin(gateway);
	const back = await provider.signIn(url);
	const { status, headers } = await gateway.call('GET', back, { cookie });
	return { status, to: headers.get('location'), cookie: cookiesOf(headers), back, state: cookie };
}
const me = (gateway: TestGateway, cookie: string) => gateway.call('GET', '/api/me', { cookie });

test('the sign-in page is told of the single sign-on', async ({ gateway }) => {
	expect((await gateway.call('GET', '/api/auth/ways')).json).toEqual({ oidc: 'Punjab SSO' });
});

test('the person with the verified e-mail is signed in, as who they are here', async ({ gateway }) => {
	const { url } = await begin(gateway);
	const asked = new URL(url).searchParams;
	expect([asked.get('code_challenge_method'), asked.get('response_type')]).toEqual(['S256', 'code']);
	const { status, to, cookie } = await signIn(gateway, anita);
	expect([status, to]).toEqual([302, expect.stringMatching(/\/queue$/)]);
	expect((await me(gateway, cookie)).json).toMatchObject({
		id: 'demo-admin',
		name: 'Anita Sharma',
		role: 'admin'
	});
	const renamed = await signIn(gateway, { ...anita, email: 'a.sharma@state.example' });
	expect((await me(gateway, renamed.cookie)).json).toMatchObject({ id: 'demo-admin' });
});

test('nobody is made by signing in', async ({ gateway }) => {
	const { to, cookie } = await signIn(gateway, {
		sub: 'state-2',
		email: 'stranger@state.example',
		email_verified: true,
		name: 'Stranger'
	});
	expect(to).toContain('error=');
	expect((await me(gateway, cookie)).status).toBe(401);
	expect(await gateway.query(`select from access."user" where email like '%state.example'`)).toEqual([]);
});

test('an e-mail that the provider has not verified is nobody’s', async ({ gateway }) => {
	const { to, cookie } = await signIn(gateway, {
		sub: 'state-3',
		email: 'supervisor@sunwai.example',
		email_verified: false,
		name: 'Somebody'
	});
	expect(to).toContain('error=');
	expect((await me(gateway, cookie)).status).toBe(401);
	expect(await gateway.query(`select from access."account" where "accountId" = 'state-3'`)).toEqual([]);
});

test('the way back is good once, and only for the browser that began', async ({ gateway }) => {
	const { back, state } = await signIn(gateway, anita);
	for (const cookie of [state, '']) {
		const { headers } = await gateway.call('GET', back, { cookie });
		expect((await me(gateway, cookiesOf(headers))).status).toBe(401);
	}
});
