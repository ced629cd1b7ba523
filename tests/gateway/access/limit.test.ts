import { expect } from 'vitest';
import { REQUESTS_PER_MINUTE } from '#gateway/access/guard.ts';
import { gatewayTest } from '../../support/gateway.ts';

const test = gatewayTest();

test('a floor of agents behind one address is counted person by person', async ({ gateway }) => {
	const busy = { cookie: await gateway.signIn('agent') };
	const statuses = await Promise.all(
		Array.from(
			{ length: REQUESTS_PER_MINUTE + 5 },
			async () => (await gateway.call('GET', '/api/me', busy)).status
		)
	);
	expect(statuses.filter((status) => status === 200)).toHaveLength(REQUESTS_PER_MINUTE);
	expect(statuses.filter((status) => status === 429)).toHaveLength(5);
	const refused = await gateway.call<{ code: string }>('GET', '/api/me', busy);
	expect(refused.json.code).toBe('too_many');
	const other = await gateway.call('GET', '/api/me', { cookie: await gateway.signIn('agent2') });
	expect(other.status).toBe(200);
	expect((await gateway.call('GET', '/api/me')).status).toBe(401);
});
