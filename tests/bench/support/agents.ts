import { hashPassword } from 'better-auth/crypto';
import pg from 'pg';
import { io, type Socket } from 'socket.io-client';
import { noLimit } from '#contracts/access.ts';
import type { readTelephone } from '#contracts/telephone.ts';
import type { Reply } from '#contracts/endpoint.ts';
import type { Language } from '#contracts/words.ts';
import type { Phones } from '#adapters/lab/phones.ts';
import { ensureStaff } from '#db/staff.ts';
import type { Bench } from './database.ts';

/** Somebody who works at the telephone, with a screen and a telephone on the desk. */
export interface Agent {
	id: string;
	phone: string;
	extension: string;
}
export interface Floor {
	agents: Agent[];
	/** Requests that the gateway refused, by status and code. */
	refused: Record<string, number>;
	/** Everybody finishes what is in their hands and goes home. */
	stop(): Promise<void>;
}
export interface FloorWish {
	origin: string;
	bench: Bench;
	count: number;
	phones: Phones;
	random(): number;
	/** The agent lifts the telephone of the PBX for this caller; false when it does not ring there. */
	lift(caller: string | null, extension: string): Promise<boolean>;
}
type Shown = Reply<typeof readTelephone>;

const PASSWORD = 'only-the-benchmark-knows';
const LOOK_MS = 3_000;
/** Which languages are spoken at every tenth desk. */
const skills: Language[][] = [
	['pa'],
	['pa', 'hi'],
	['pa'],
	['pa', 'hi', 'en'],
	['pa', 'en'],
	['pa'],
	['pa', 'hi'],
	['hi', 'en'],
	['pa', 'hi'],
	['pa', 'hi', 'en']
];
/** Of offers: let ring, and declined. */
const [IGNORED, DECLINED] = [0.01, 0.02];
const dispositions = ['information_given', 'status_given', 'referred', 'silent', 'wrong_number'];

/** A person who may sign in. */
async function hire(pool: pg.Pool, at: number, hash: string): Promise<Agent & { email: string }> {
	const id = `bench-agent-${at}`;
	const email = `${id}@sunwai.example`;
	const scope = { ...noLimit, languages: skills[at % skills.length] ?? null };
	await ensureStaff(pool, { id, name: `Agent ${at}`, email, role: 'agent', language: 'pa', scope }, hash);
	return { id, email, phone: `+9172277${String(10_000 + at)}`, extension: String(2_000 + at) };
}

const cookieOf = (response: Response) =>
	response.headers
		.getSetCookie()
		.map((cookie) => cookie.split(';')[0])
		.join('; ');

/** One agent's work, from signing in till `stopping`. */
async function work(agent: Agent & { email: string }, wish: FloorWish, floor: Floor, stopping: AbortSignal) {
	const { origin, random } = wish;
	const signed = await fetch(`${origin}/api/auth/sign-in/email`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', origin },
		body: JSON.stringify({ email: agent.email, password: PASSWORD })
	});
	if (!signed.ok) throw new Error(`${agent.email} could not sign in: ${signed.status}`);
	const cookie = cookieOf(signed);
	const ask = async <T>(method: string, url: string, body?: object): Promise<T | null> => {
		const response = await fetch(origin + url, {
			method,
			headers: { cookie, origin, ...(body ? { 'content-type': 'application/json' } : {}) },
			...(body ? { body: JSON.stringify(body) } : {})
		}).catch(() => null);
		const told = await response?.json().catch(() => null);
		if (response?.ok) return told as T;
		const code = `${response?.status ?? 'connection'} ${(told as { code?: string } | null)?.code ?? ''}`;
		floor.refused[code] = (floor.refused[code] ?? 0) + 1;
		return null;
	};
	const socket: Socket = io(origin, { transports: ['websocket'], extraHeaders: { cookie } });
	let wake: () => void = () => undefined;
	for (const news of ['call:offered', 'call:changed', 'telephone:changed']) socket.on(news, () => wake());
	/** Till something changes, or so long at most. */
	const news = (ms: number) =>
		new Promise<void>((resolve) => {
			const timer = setTimeout(resolve, ms);
			wake = () => {
				clearTimeout(timer);
				resolve();
			};
		});
	const pause = (seconds: number) => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
	/** The call in hand is at the PBX. */
	let lifted = false;
	const read = () => ask<Shown>('GET', '/api/telephone');
	const free = () =>
		ask('POST', '/api/telephone/state', { state: 'available', endpoint: 'phone', address: agent.phone });
	const answer = async ({ id }: NonNullable<Shown['offer']>, shown: Shown) => {
		const dice = random();
		if (dice < IGNORED) return void (await news(25_000));
		await pause(0.5 + random());
		if (dice < IGNORED + DECLINED) return void (await ask('POST', `/api/offers/${id}/decline`));
		if (await ask('POST', `/api/offers/${id}/accept`))
			lifted = await wish.lift(shown.call?.caller.phone ?? null, agent.extension);
	};
	/** Talks till the caller has gone, or as long as there is something to be said. */
	const talk = async (call: string) => {
		const until = performance.now() + (10 + random() * 12) * 1000;
		for (let left = until - performance.now(); left > 0; left = until - performance.now()) {
			await news(left);
			const now = await read();
			if (now && now.me.state !== 'on_call') return;
		}
		// At a PBX they hang up at the telephone, here the caller does.
		if (!lifted) await ask('POST', `/api/calls/${call}/end`);
		await news(2_000);
	};
	const wrapUp = async (call: string) => {
		await pause(0.5 + random() * 1.5);
		const disposition = dispositions[Math.floor(random() * dispositions.length)];
		await ask('POST', `/api/calls/${call}/wrap-up`, { disposition });
	};
	await ask('PUT', '/api/telephone/extension', { extension: agent.extension });
	wish.phones.set(agent.phone, { does: 'answer', after_s: [0.3, 1.5], then: ['press 1'] });
	while (!stopping.aborted) {
		const shown = await read();
		const state = shown?.me.state;
		if (!shown || !state) await news(500);
		else if (state === 'offline' || state === 'not_responding') await free();
		else if (shown.offer) await answer(shown.offer, shown);
		else if (state === 'on_call' && shown.call) await talk(shown.call.id);
		else if (state === 'wrap_up' && shown.call) await wrapUp(shown.call.id);
		else await news(LOOK_MS);
	}
	await ask('POST', '/api/telephone/state', { state: 'offline' });
	socket.close();
}

/** Fills the floor with agents who take calls by screen and telephone. */
export async function startFloor(wish: FloorWish): Promise<Floor> {
	const pool = new pg.Pool({ connectionString: wish.bench.url, max: 2 });
	const hash = await hashPassword(PASSWORD);
	const hired: (Agent & { email: string })[] = [];
	for (let at = 0; at < wish.count; at++) hired.push(await hire(pool, at, hash));
	await pool.end();
	const stopping = new AbortController();
	const floor: Floor = { agents: hired, refused: {}, stop: async () => undefined };
	const working = Promise.all(hired.map((agent) => work(agent, wish, floor, stopping.signal)));
	working.catch(() => undefined);
	floor.stop = async () => {
		stopping.abort();
		await working;
	};
	return floor;
}
