import pg from 'pg';
import { test as base, vi } from 'vitest';
import type { CarrierOptions, Carrier } from '#adapters/lab/carrier.ts';
import { readConfig, type Config } from '#gateway/config.ts';
import { demoPassword, demoStaff } from '#gateway/access/demo.ts';
import type { Door } from '#gateway/access/doors.ts';
import { startGateway } from '#gateway/gateway.ts';
import type { Lab } from '#gateway/lab/start.ts';
import type { Services } from '#gateway/services.ts';
import { cloneDatabase } from './database.ts';
import { publicOrigin, smsLab, wholeLab, type SmsLab } from './far-side.ts';
import { freePort } from './port.ts';

export { publicOrigin } from './far-side.ts';

/** What the tests' gateways sign with. */
export const SECRET = 'a secret that only the tests know, long enough';
const UNTIL_MS = 30_000;

export interface Options {
	/** `sms` (default): the carriers that call by HTTP. `whole`: with mailbox, SMSC and telephone. */
	lab?: 'sms' | 'whole';
	config?: Partial<Config>;
	carrier?: Partial<CarrierOptions>;
	/** In place of the lab's. */
	accounts?: unknown[];
}

export interface Answer<T = never> {
	status: number;
	headers: Headers;
	text: string;
	json: T;
}
export interface Ask {
	cookie?: string;
	body?: unknown;
	headers?: Record<string, string>;
}

/** A row of the queue as tests look at it. */
export interface Row {
	id: string;
	number: string;
	delivery: string;
	channel: string;
	sender: string | null;
	text: string;
	subject: string | null;
	language: string | null;
	state: string;
	flags: string[];
	answers: string | null;
	citizen: string | null;
	claimed_by: string | null;
	attachments: number;
}

export type Person =
	| 'agent'
	| 'agent2'
	| 'operator'
	| 'officer'
	| 'dc'
	| 'commissioner'
	| 'feedback'
	| 'supervisor'
	| 'viewer'
	| 'admin'
	| 'auditor';

const configOf = (port: number, more: Partial<Config>): Config => ({
	...readConfig({ SUNWAI_PUBLIC_ORIGIN: publicOrigin, SUNWAI_PORT: String(port), SUNWAI_LOG: 'silent' }),
	...more
});

/** Waits until it gives something true; the bound is for what never comes. */
export const until = <T>(condition: () => T | Promise<T>) =>
	vi.waitUntil(condition, { timeout: UNTIL_MS, interval: 15 });

function caller(origin: string) {
	/** Asks over a real socket. */
	return async <T = never>(
		method: string,
		url: string,
		{ cookie, body, headers }: Ask = {}
	): Promise<Answer<T>> => {
		const form = body instanceof FormData;
		const response = await fetch(origin + url, {
			method,
			redirect: 'manual',
			headers: {
				...(cookie ? { cookie } : {}),
				...(body === undefined || form ? {} : { 'content-type': 'application/json' }),
				...headers
			},
			...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) })
		});
		const text = await response.text();
		const isJson = response.headers.get('content-type')?.startsWith('application/json');
		return {
			status: response.status,
			headers: response.headers,
			text,
			json: (isJson ? JSON.parse(text) : null) as T
		};
	};
}

/** Session cookie of one of the demonstration's people. */
async function signIn(call: ReturnType<typeof caller>, person: Person): Promise<string> {
	const body = { email: `${person}@sunwai.example`, password: demoPassword };
	const { status, headers, text } = await call('POST', '/api/auth/sign-in/email', {
		body,
		headers: { origin: publicOrigin }
	});
	if (status !== 200) throw new Error(`${person} could not sign in: ${status} ${text}`);
	return headers
		.getSetCookie()
		.map((cookie) => cookie.split(';')[0])
		.join('; ');
}

export interface TestGateway {
	origin: string;
	databaseUrl: string;
	services: Services;
	/** Every address that it answers. */
	doors: readonly Door[];
	carrier: Carrier;
	sms: SmsLab | null;
	lab: Lab | null;
	call: ReturnType<typeof caller>;
	/** The same cookie for the same person. */
	signIn(person: Person): Promise<string>;
	/** Rows of a statement, as PostgreSQL's driver gives them. */
	query<T = Record<string, unknown>>(text: string, ...values: unknown[]): Promise<T[]>;
	submissions(): Promise<Row[]>;
	/** Waits for a text in the queue. */
	arrived(text: string): Promise<Row>;
	/** Waits till nothing that a citizen sent is left to be read. */
	allRead(): Promise<void>;
	/** Another process's gateway on the same database, here within this one. */
	second(config?: Partial<Config>): Promise<TestGateway>;
	stop(): Promise<void>;
}

async function gatewayOn(
	databaseUrl: string,
	port: number,
	{ sms, lab, options }: { sms: SmsLab | null; lab: Lab | null; options: Options },
	closing: () => Promise<void>
): Promise<TestGateway> {
	const started = await startGateway({
		config: configOf(port, options.config ?? {}),
		secret: SECRET,
		databaseUrl,
		accounts: options.accounts ?? (lab ?? sms)!.accounts,
		lab
	});
	const { services, origin } = started;
	const call = caller(origin);
	const cookies = new Map<Person, Promise<string>>();
	const others: TestGateway[] = [];
	let stopping: Promise<void> | undefined;
	const query: TestGateway['query'] = async <T>(text: string, ...values: unknown[]) =>
		(await services.pool.query({ text, values })).rows as T[];
	return {
		origin,
		databaseUrl,
		services,
		doors: started.app.doors,
		carrier: (lab ?? sms)!.carrier,
		sms,
		lab,
		call,
		query,
		signIn(person) {
			if (!demoStaff.some(({ email }) => email.startsWith(`${person}@`)))
				throw new Error(`who is ${person}?`);
			const cookie = cookies.get(person) ?? signIn(call, person);
			cookies.set(person, cookie);
			return cookie;
		},
		submissions: () => query<Row>('select * from submission order by id'),
		arrived: (text) =>
			until(
				async () => (await query<Row>('select * from submission where text = $1', text))[0]
			) as Promise<Row>,
		async allRead() {
			await until(
				async () =>
					(await query(`select from delivery where state = 'received' and kind <> 'status'`)).length === 0
			);
		},
		async second(config = {}) {
			const more = { ...options, config: { ...options.config, ...config } };
			const other = await gatewayOn(
				databaseUrl,
				await freePort(),
				{ sms, lab, options: more },
				async () => undefined
			);
			others.push(other);
			return other;
		},
		stop: () =>
			(stopping ??= (async () => {
				for (const other of others) await other.stop();
				await started.stop();
				await closing();
			})())
	};
}

/** A gateway in this process on a database that exists, with its far side. */
export async function openGateway(databaseUrl: string, options: Options = {}): Promise<TestGateway> {
	const port = await freePort();
	const gatewayUrl = `http://127.0.0.1:${port}`;
	const lab = options.lab === 'whole' ? await wholeLab(gatewayUrl) : null;
	const sms = lab ? null : await smsLab(gatewayUrl, options.carrier);
	return gatewayOn(databaseUrl, port, { sms, lab, options }, () => (lab ?? sms)!.close());
}

/** Vitest's `test` with `gateway`: one for the test file, on a database of its own, stopped and dropped after its last test. */
export const gatewayTest = (options: Options = {}) =>
	base.extend<{ $file: { gateway: TestGateway } }>({
		gateway: [
			async ({}, use) => {
				const database = await cloneDatabase();
				const gateway = await openGateway(database.url, options);
				await use(gateway);
				await gateway.stop();
				await database.drop();
			},
			{ scope: 'file' }
		]
	});

/** Another connection to the same database, to hold locks with. */
export async function connect(databaseUrl: string): Promise<pg.Client> {
	const client = new pg.Client({ connectionString: databaseUrl });
	await client.connect();
	return client;
}
