import { betterAuth } from 'better-auth';
import { twoFactor } from 'better-auth/plugins';
import pg from 'pg';
import type { Config } from '../config.ts';
import { oidc } from './oidc.ts';

/** A session ends after this whatever is done in it: the longest shift. Idle ones end sooner, see `guard.ts`. Seconds. */
const SESSION_SECONDS = 12 * 3600;
const POOL_SIZE = 4;
const BACKUP_CODES = 10;
/**
 * Sign-in by e-mail and password with server-side sessions, in the schema `access`.
 * Nobody signs up: people are made by the seed or an administrator.
 */
export function createSignIn(config: Config, secret: string, databaseUrl: string) {
	const database = new pg.Pool({
		connectionString: databaseUrl,
		max: POOL_SIZE,
		options: '-c search_path=access',
		application_name: 'sunwai-access'
	});
	// A lost connection is replaced at the next use, whether it was idle or in use.
	database.on('error', () => undefined);
	database.on('connect', (client) => client.on('error', () => undefined));
	const auth = betterAuth({
		appName: 'Sunwai',
		baseURL: config.publicOrigin,
		basePath: '/api/auth',
		secret,
		database,
		trustedOrigins: [
			config.publicOrigin,
			`http://localhost:${config.port}`,
			`http://127.0.0.1:${config.port}`
		],
		emailAndPassword: { enabled: true, disableSignUp: true },
		session: {
			expiresIn: SESSION_SECONDS,
			disableSessionRefresh: true,
			additionalFields: {
				lastUsedAt: { type: 'date', input: false, defaultValue: () => new Date() },
				method: { type: 'string', input: false, defaultValue: 'password' }
			}
		},
		account: { encryptOAuthTokens: true, updateAccountOnSignIn: false },
		databaseHooks: {
			session: {
				create: {
					before: async (session, context) =>
						context?.path?.startsWith('/callback/') ? { data: { ...session, method: 'oidc' } } : undefined
				}
			}
		},
		plugins: [
			twoFactor({ issuer: 'Sunwai', backupCodeOptions: { amount: BACKUP_CODES } }),
			...(config.oidc ? [oidc(config.oidc)] : [])
		],
		user: {
			additionalFields: {
				role: { type: 'string', input: false, defaultValue: 'agent' },
				language: { type: 'string', input: false, defaultValue: 'pa' },
				mustChangePassword: { type: 'boolean', input: false, defaultValue: false }
			}
		},
		// Tries are counted by `attempt.ts`: the library counts the good ones of a whole floor with the bad ones.
		rateLimit: { enabled: false },
		advanced: { useSecureCookies: config.publicOrigin.startsWith('https:') },
		telemetry: { enabled: false },
		logger: { disabled: true }
	});
	return { auth, close: () => database.end() };
}
export type SignIn = ReturnType<typeof createSignIn>;
