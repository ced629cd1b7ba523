import { genericOAuth, type GenericOAuthConfig } from 'better-auth/plugins';
import type { Config } from '../config.ts';

/** Name of the single sign-on in the database and in its return address `/api/auth/callback/oidc`. */
export const OIDC_PROVIDER = 'oidc';
/** How long the first request after a start waits for the provider's discovery document. */
const DISCOVERY_LIMIT_MS = 5_000;

/** The provider of the single sign-on: code flow with PKCE, its keys and addresses from its discovery document. */
const provider = ({ issuer, clientId, clientSecret }: NonNullable<Config['oidc']>) => ({
	providerId: OIDC_PROVIDER,
	discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
	clientId,
	clientSecret,
	scopes: ['openid', 'email', 'profile'],
	pkce: true,
	requireIdTokenVerification: true,
	// People are made by an administrator: an identity that matches nobody's e-mail is nobody here.
	disableSignUp: true
});

const answers = (url: string) =>
	fetch(url, { signal: AbortSignal.timeout(DISCOVERY_LIMIT_MS) }).then(
		async (response) => {
			await response.body?.cancel();
			return response.ok;
		},
		() => false
	);

/**
 * The library's plugin, but that a provider which is silent holds nobody up: every sign-in waits for the plugin to
 * begin, and the library waits for the document without end. One that does not answer in time is asked again, by the
 * library and within its own ten seconds, when somebody wants to sign in through it.
 */
export function oidc(config: NonNullable<Config['oidc']>) {
	const one: GenericOAuthConfig & { discoveryUrl: string } = provider(config);
	const plugin = genericOAuth({ config: [one] });
	return {
		...plugin,
		init: async (context: Parameters<typeof plugin.init>[0]): ReturnType<typeof plugin.init> =>
			(await answers(one.discoveryUrl))
				? plugin.init(context)
				: {
						context: {
							socialProviders: context.socialProviders,
							genericOAuthPendingDiscovery: new Map([[OIDC_PROVIDER, one]])
						}
					}
	};
}
