import { expect } from 'vitest';
import { PASSWORD_MIN } from '#contracts/account.ts';
import { ATTEMPTS_PER_ACCOUNT } from '#gateway/access/attempt.ts';
import { setupCode } from '#gateway/people/set-up.ts';
import { gatewayTest, publicOrigin, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest({ config: { demo: false } });

const first = (gateway: TestGateway) => ({
	code: setupCode(gateway.services.secret),
	name: 'Anita Sharma',
	email: 'Anita@punjab.example',
	password: 'her own long password',
	language: 'pa'
});
const setUp = (gateway: TestGateway, over: Record<string, unknown> = {}) =>
	gateway.call<{ code: string; faults?: unknown }>('POST', '/api/auth/setup', {
		body: { ...first(gateway), ...over }
	});

test('a wrong code makes nobody, and too many of them close the door for a while', async ({ gateway }) => {
	expect((await gateway.call<{ open: boolean }>('GET', '/api/auth/setup')).json).toEqual({ open: true });
	for (let tries = 0; tries < ATTEMPTS_PER_ACCOUNT; tries += 1)
		expect(await setUp(gateway, { code: 'f'.repeat(32) })).toMatchObject({ status: 403 });
	expect(await setUp(gateway)).toMatchObject({ status: 429, json: { code: 'locked' } });
	await gateway.query('delete from access.sign_in_failure');
	expect(await gateway.query('select from access."user"')).toEqual([]);
});

test('every fault is named by its field', async ({ gateway }) => {
	const { status, json } = await setUp(gateway, {
		name: ' ',
		email: 'nobody',
		password: 'x'.repeat(PASSWORD_MIN - 1)
	});
	expect(status).toBe(400);
	expect(json.faults).toEqual([
		{ field: 'name', code: 'required' },
		{ field: 'email', code: 'invalid_email' },
		{ field: 'password', code: 'password_short' }
	]);
});

test('of many who set up at once one becomes the administrator, signs in, and sees what is left', async ({
	gateway
}) => {
	const answers = await Promise.all(
		Array.from({ length: 5 }, (_, nth) => setUp(gateway, { email: `anita${nth}@punjab.example` }))
	);
	expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409, 409]);
	expect((await gateway.call<{ open: boolean }>('GET', '/api/auth/setup')).json).toEqual({ open: false });
	expect(await setUp(gateway)).toMatchObject({ status: 409, json: { code: 'set_up' } });
	const [person] = await gateway.query<{ email: string; role: string }>(
		'select email, role from access."user"'
	);
	expect(person?.role).toBe('admin');
	const signed = await gateway.call('POST', '/api/auth/sign-in/email', {
		body: { email: person?.email, password: first(gateway).password },
		headers: { origin: publicOrigin }
	});
	const cookie = signed.headers.getSetCookie()[0]?.split(';')[0] ?? '';
	const steps = await gateway.call<{ steps: { step: string; done: boolean }[] }>('GET', '/api/setup/steps', {
		cookie
	});
	expect(steps.json.steps.map(({ step }) => step)).toEqual([
		'people',
		'second_factor',
		'channels',
		'arrival',
		'registration',
		'answer'
	]);
	expect(steps.json.steps.find(({ step }) => step === 'people')?.done).toBe(false);
	expect(await gateway.query(`select action, detail ->> 'first' as first from audit`)).toContainEqual({
		action: 'person:created',
		first: 'true'
	});
});
