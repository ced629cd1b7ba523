import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';
import { publicOrigin } from './far-side.ts';
import { freePort } from './port.ts';

export interface Identity {
	sub: string;
	email: string;
	email_verified: boolean;
	name?: string;
}

/** What a browser keeps while it goes from page to page of the provider. */
function browse() {
	const jar = new Map<string, string>();
	return async (url: string): Promise<string> => {
		const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
		const response = await fetch(url, { redirect: 'manual', headers: cookie ? { cookie } : {} });
		for (const line of response.headers.getSetCookie()) {
			const [pair] = line.split(';') as [string];
			const at = pair.indexOf('=');
			jar.set(pair.slice(0, at), pair.slice(at + 1));
		}
		const next = response.headers.get('location');
		if (!next) throw new Error(`the provider stopped at ${url}: ${response.status} ${await response.text()}`);
		return new URL(next, url).href;
	};
}

interface GrantContext {
	oidc: {
		provider: Provider;
		client: { clientId: string };
		session: { accountId: string };
	};
}

/** A real provider of OpenID Connect on this machine. It insists on PKCE; the person who signs in there is `identity`. */
export async function openProvider() {
	const port = await freePort();
	const issuer = `http://127.0.0.1:${port}`;
	let identity: Identity = { sub: 'nobody', email: 'nobody@state.example', email_verified: true };
	const client = { issuer, clientId: 'sunwai', clientSecret: 'a secret of the client, long enough for it' };
	const provider = new Provider(issuer, {
		clients: [
			{
				client_id: client.clientId,
				client_secret: client.clientSecret,
				redirect_uris: [`${publicOrigin}/api/auth/callback/oidc`]
			}
		],
		jwks: {
			keys: [generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ format: 'jwk' })]
		},
		ttl: { Interaction: 60, Grant: 60, Session: 60, AccessToken: 60, IdToken: 60, AuthorizationCode: 60 },
		pkce: { required: () => true },
		features: { devInteractions: { enabled: false } },
		cookies: { keys: ['only the tests know'] },
		claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
		findAccount: (_: unknown, accountId: string) => ({ accountId, claims: () => identity }),
		interactions: { url: (_: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
		async loadExistingGrant({ oidc }: GrantContext) {
			const { clientId } = oidc.client;
			const grant = new oidc.provider.Grant({ clientId, accountId: oidc.session.accountId });
			grant.addOIDCScope('openid email profile');
			await grant.save();
			return grant;
		}
	});
	provider.use(async (context, next) => {
		if (!context.path.startsWith('/interaction/')) return next();
		context.respond = false;
		await provider.interactionFinished(context.req, context.res, { login: { accountId: identity.sub } });
	});
	const handle = provider.callback();
	const server = createServer((request, response) => void handle(request, response));
	server.listen(port, '127.0.0.1');
	await once(server, 'listening');
	return {
		client,
		/** Who is at the provider's sign-in page from now on. */
		is(next: Identity) {
			identity = next;
		},
		/** Signs in at the provider, as a browser that was sent to `url`; gives the address that leads back. */
		async signIn(url: string): Promise<string> {
			const go = browse();
			let at = url;
			for (let step = 0; step < 8 && !at.startsWith(publicOrigin); step++) at = await go(at);
			return at.slice(publicOrigin.length);
		},
		async close() {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		}
	};
}
