import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { afterAll, expect } from 'vitest';
import { gatewayTest } from '../../support/gateway.ts';
import { newSession, post } from '../../support/sign-in.ts';

/** Takes connections and says nothing: a provider behind a firewall that drops. */
const sockets: Socket[] = [];
const silent = createServer((socket) => sockets.push(socket));
silent.listen(0, '127.0.0.1');
await once(silent, 'listening');
const { port } = silent.address() as { port: number };
afterAll(() => {
	for (const socket of sockets) socket.destroy();
	silent.close();
});
const test = gatewayTest({
	config: {
		oidc: { issuer: `http://127.0.0.1:${port}`, clientId: 'x', clientSecret: 'x', name: 'Silent SSO' }
	}
});

test('a provider that never answers keeps nobody from signing in by password', async ({ gateway }) => {
	expect(await newSession(gateway, 'agent')).toContain('session_token');
	const begun = await post<{ url?: string }>(gateway, '/sign-in/social', {
		provider: 'oidc',
		callbackURL: '/queue',
		errorCallbackURL: '/sign-in'
	});
	expect(begun.status).toBeGreaterThanOrEqual(400);
}, 40_000);
