import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Type, type Static } from 'typebox';
import { Value } from 'typebox/value';
import { allowAddresses } from '#adapters/webhook/address.ts';
import type { Transcriber } from '#adapters/speech/transcribe.ts';
import { languages, type Language } from '#contracts/words.ts';

const Port = (value: number) => Type.Integer({ minimum: 0, maximum: 65_535, default: value });
const Flag = (on: string) => Type.Union([Type.Literal('on'), Type.Literal('off')], { default: on });

/** The environment, as one contract. Every variable is optional: the defaults are a demonstration on this machine. */
export const Environment = Type.Object({
	/** Absent: the embedded PostgreSQL in the data folder. */
	DATABASE_URL: Type.Optional(Type.String({ pattern: '^postgres(ql)?://' })),
	SUNWAI_ROLE: Type.Union([Type.Literal('all'), Type.Literal('web'), Type.Literal('worker')], {
		default: 'all'
	}),
	SUNWAI_HOST: Type.String({ default: '127.0.0.1' }),
	SUNWAI_PORT: Port(4000),
	/** What providers call and sign: scheme and host as the world sees them, no path. */
	SUNWAI_PUBLIC_ORIGIN: Type.Optional(Type.String({ pattern: '^https?://[^/?#]+$' })),
	SUNWAI_DATA: Type.String({ default: '.data' }),
	SUNWAI_DATABASE_PORT: Port(4105),
	/** Signs sessions and form references; generated into the data folder when absent. At least 32 characters. */
	SUNWAI_SECRET: Type.Optional(Type.String({ minLength: 32 })),
	/** Path of a JSON file with the list of channel accounts; absent: the lab's. */
	SUNWAI_CHANNELS: Type.Optional(Type.String()),
	/** The far side of every channel on this machine. Default: on when no channels are configured. */
	SUNWAI_LAB: Type.Optional(Type.Union([Type.Literal('on'), Type.Literal('off')])),
	SUNWAI_LAB_PORT: Port(4100),
	SUNWAI_LAB_SMSC_PORT: Port(4101),
	SUNWAI_LAB_IMAP_PORT: Port(4102),
	SUNWAI_LAB_SMTP_PORT: Port(4103),
	/** Demonstration people with known passwords. Default: as the lab. */
	SUNWAI_DEMO: Type.Optional(Type.Union([Type.Literal('on'), Type.Literal('off')])),
	/** `shadow`: deliveries whose signature fails are accepted and flagged, for the days of a provider's change-over. */
	SUNWAI_SIGNATURES: Type.Union([Type.Literal('enforce'), Type.Literal('shadow')], { default: 'enforce' }),
	SUNWAI_HELPLINE: Type.String({ default: '1100' }),
	/** Account that tells by SMS who came by telephone, form, letter or counter. Absent: they are told there alone. */
	SUNWAI_SMS_ACCOUNT: Type.Optional(Type.String()),
	/** Folder with own recordings `<language>/<prompt>.mp3` in place of the supplied prompts. */
	SUNWAI_PROMPTS: Type.Optional(Type.String()),
	SUNWAI_LOG: Type.Union(
		['fatal', 'error', 'warn', 'info', 'debug', 'silent'].map((level) => Type.Literal(level)),
		{ default: 'info' }
	),
	/** `on` behind a reverse proxy that sets X-Forwarded-For; rate limits then see the client. */
	SUNWAI_PROXY: Flag('off'),
	/** A session ends after this long without a request or a key press. */
	SUNWAI_IDLE_MINUTES: Type.Integer({ minimum: 1, maximum: 720, default: 30 }),
	/** `on`: administrators and supervisors must have a second factor. */
	SUNWAI_REQUIRE_TOTP: Flag('off'),
	/** Single sign-on by OpenID Connect; the first three belong together. */
	SUNWAI_OIDC_ISSUER: Type.Optional(Type.String({ pattern: '^https?://' })),
	SUNWAI_OIDC_CLIENT_ID: Type.Optional(Type.String()),
	SUNWAI_OIDC_CLIENT_SECRET: Type.Optional(Type.String()),
	SUNWAI_OIDC_NAME: Type.String({ default: 'SSO' }),
	/**
	 * Networks that are not public and to which webhooks may go all the same, such as the state's own: `10.4.0.0/16`, by
	 * commas. Default: this machine where the lab runs, else none.
	 */
	SUNWAI_WEBHOOK_NETWORKS: Type.Optional(Type.String({ pattern: '^[0-9a-fA-F.:/, ]+$' })),
	/** Where recordings are written down; unset: nowhere. The model belongs to it, the others only with it. */
	SUNWAI_TRANSCRIPTION_URL: Type.Optional(Type.String({ pattern: '^https?://[^?#]+$' })),
	SUNWAI_TRANSCRIPTION_MODEL: Type.Optional(Type.String()),
	SUNWAI_TRANSCRIPTION_KEY: Type.Optional(Type.String()),
	/** Of the calls that are written down; absent: all. */
	SUNWAI_TRANSCRIPTION_LANGUAGES: Type.Optional(Type.String({ pattern: '^(pa|hi|en)(,(pa|hi|en))*$' })),
	SUNWAI_POOL: Type.Integer({ minimum: 4, maximum: 100, default: 12 })
});
type Environment = Static<typeof Environment>;

export interface Config {
	databaseUrl?: string;
	role: 'all' | 'web' | 'worker';
	host: string;
	port: number;
	publicOrigin: string;
	dataFolder: string;
	databasePort: number;
	secret?: string;
	/** Accounts as configured; undefined: the lab's. */
	channels?: unknown[];
	lab: boolean;
	labPorts: { http: number; smsc: number; imap: number; smtp: number };
	demo: boolean;
	signatures: 'enforce' | 'shadow';
	helpline: string;
	/** Id of the account that tells by SMS who came by a channel that cannot tell. */
	smsAccount?: string;
	promptFolder?: string;
	logLevel: string;
	proxy: boolean;
	idleMinutes: number;
	requireTotp: boolean;
	/** Absent: no single sign-on. `name` stands on its button. */
	oidc?: { issuer: string; clientId: string; clientSecret: string; name: string };
	/** Closed networks to which webhooks may go. */
	webhookNetworks: string[];
	/** Absent: no recording is written down. */
	transcription?: Transcriber & { languages: Language[] };
	poolSize: number;
}

/** What is wrong with the environment, every fault in one message. */
export class ConfigFault extends Error {}

function readChannels(path: string): unknown[] {
	try {
		const parsed: unknown = JSON.parse(readFileSync(path, 'utf8'));
		if (!Array.isArray(parsed)) throw new Error('must be a JSON list of accounts');
		return parsed;
	} catch (fault) {
		throw new ConfigFault(`SUNWAI_CHANNELS ${path}: ${(fault as Error).message}`);
	}
}

function checked(environment: Record<string, string | undefined>): Environment {
	const known = Object.fromEntries(
		Object.keys(Environment.properties).flatMap((name) =>
			environment[name] ? [[name, environment[name]]] : []
		)
	);
	const value = Value.Default(Environment, Value.Convert(Environment, known));
	if (Value.Check(Environment, value)) return value;
	const faults = Value.Errors(Environment, value).map(
		({ instancePath, message }) => `${instancePath.slice(1) || 'environment'} ${message}`
	);
	const unique = [...new Set(faults)];
	throw new ConfigFault(`The environment has ${unique.length} fault(s):\n  ${unique.join('\n  ')}`);
}

function readOidc(env: Environment): Pick<Config, 'oidc'> {
	const [issuer, clientId, clientSecret] = [
		env.SUNWAI_OIDC_ISSUER,
		env.SUNWAI_OIDC_CLIENT_ID,
		env.SUNWAI_OIDC_CLIENT_SECRET
	];
	if (!issuer && !clientId && !clientSecret) return {};
	if (!issuer || !clientId || !clientSecret)
		throw new ConfigFault('SUNWAI_OIDC_ISSUER, _CLIENT_ID and _CLIENT_SECRET belong together');
	return { oidc: { issuer, clientId, clientSecret, name: env.SUNWAI_OIDC_NAME } };
}

function readNetworks(text: string): string[] {
	const networks = text.split(',').flatMap((network) => network.trim() || []);
	try {
		allowAddresses(networks);
	} catch (fault) {
		throw new ConfigFault(`SUNWAI_WEBHOOK_NETWORKS: ${(fault as Error).message}`);
	}
	return networks;
}

/** Patience with one recording: a machine without a graphics card takes about as long as was spoken. */
const TRANSCRIPTION_MS = 240_000;

function readTranscription(env: Environment): Pick<Config, 'transcription'> {
	const [baseUrl, model, key, named] = [
		env.SUNWAI_TRANSCRIPTION_URL,
		env.SUNWAI_TRANSCRIPTION_MODEL,
		env.SUNWAI_TRANSCRIPTION_KEY,
		env.SUNWAI_TRANSCRIPTION_LANGUAGES
	];
	if (!baseUrl && !model && !key && !named) return {};
	if (!baseUrl || !model)
		throw new ConfigFault(
			'SUNWAI_TRANSCRIPTION_URL and _MODEL belong together; _KEY and _LANGUAGES mean nothing without them'
		);
	const chosen = named ? languages.filter((language) => named.split(',').includes(language)) : [...languages];
	const timeout_ms = TRANSCRIPTION_MS;
	return { transcription: { baseUrl, model, ...(key ? { key } : {}), languages: chosen, timeout_ms } };
}

/** Reads the environment once; throws `ConfigFault` naming every fault. */
export function readConfig(environment: Record<string, string | undefined>): Config {
	const env = checked(environment);
	const lab = env.SUNWAI_LAB ? env.SUNWAI_LAB === 'on' : !env.SUNWAI_CHANNELS;
	return {
		...(env.DATABASE_URL ? { databaseUrl: env.DATABASE_URL } : {}),
		role: env.SUNWAI_ROLE,
		host: env.SUNWAI_HOST,
		port: env.SUNWAI_PORT,
		publicOrigin: env.SUNWAI_PUBLIC_ORIGIN ?? `http://127.0.0.1:${env.SUNWAI_PORT}`,
		dataFolder: resolve(env.SUNWAI_DATA),
		databasePort: env.SUNWAI_DATABASE_PORT,
		...(env.SUNWAI_SECRET ? { secret: env.SUNWAI_SECRET } : {}),
		...(env.SUNWAI_CHANNELS ? { channels: readChannels(env.SUNWAI_CHANNELS) } : {}),
		lab,
		labPorts: {
			http: env.SUNWAI_LAB_PORT,
			smsc: env.SUNWAI_LAB_SMSC_PORT,
			imap: env.SUNWAI_LAB_IMAP_PORT,
			smtp: env.SUNWAI_LAB_SMTP_PORT
		},
		demo: env.SUNWAI_DEMO ? env.SUNWAI_DEMO === 'on' : lab,
		signatures: env.SUNWAI_SIGNATURES,
		helpline: env.SUNWAI_HELPLINE,
		...(env.SUNWAI_SMS_ACCOUNT ? { smsAccount: env.SUNWAI_SMS_ACCOUNT } : {}),
		...(env.SUNWAI_PROMPTS ? { promptFolder: env.SUNWAI_PROMPTS } : {}),
		logLevel: env.SUNWAI_LOG,
		proxy: env.SUNWAI_PROXY === 'on',
		idleMinutes: env.SUNWAI_IDLE_MINUTES,
		requireTotp: env.SUNWAI_REQUIRE_TOTP === 'on',
		...readOidc(env),
		webhookNetworks: readNetworks(env.SUNWAI_WEBHOOK_NETWORKS ?? (lab ? '127.0.0.0/8' : '')),
		...readTranscription(env),
		poolSize: env.SUNWAI_POOL
	};
}
