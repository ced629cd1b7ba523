import { setTimeout as wait } from 'node:timers/promises';
import type { Pbx } from '#adapters/lab/pbx.ts';
import type { LiveCall, Telephone } from '#adapters/lab/telephone.ts';
import type { CallFaults } from '#adapters/lab/exchange.ts';

/** A call as its caller saw it. */
export interface Placed {
	id: string;
	from: string;
	by: 'ivr-twilio' | 'ivr-vonage' | 'ivr-pbx';
	/** Absent at the PBX. */
	call?: LiveCall;
}
export interface Callers {
	placed: Placed[];
	/** Calls that are going on now. */
	going(): number;
	/** Places calls at this rate for so long, never more at once than `most`. */
	run(wish: { perSecond: number; most: number; seconds: number }): Promise<void>;
	/** Resolves when everybody has hung up. */
	over(): Promise<void>;
	/** The PBX's telephone of an agent is lifted for this caller; false when it does not ring there. */
	lift(caller: string | null, extension: string): Promise<boolean>;
}

/** Shares of what callers want; the rest leave a grievance in the script. */
const [WANTS_AGENT, GIVES_UP, AT_PBX] = [0.62, 0.08, 0.06];
const LOOK_MS = 200;
/** Somebody who waits longer has forgotten that they rang. */
const PATIENCE_S = 600;

/** What goes wrong with single calls. */
const faultsOf = (random: () => number): CallFaults => {
	const dice = random();
	if (dice < 0.04) return { recording: 'before', status: 'reversed' };
	if (dice < 0.08) return { recording: 'repeated', status: 'repeated', repeat: 2 };
	if (dice < 0.12) return { extraFields: true, notReady: 1 };
	return {};
};

/** Many people who ring the helpline. */
export function callers(exchange: Telephone, pbx: Pbx, random: () => number): Callers {
	const placed: Placed[] = [];
	const running = new Set<Promise<void>>();
	const ringing = new Map<string, (extension: string) => Promise<void>>();
	const think = () => wait((1.5 + random() * 3.5) * 1000);
	const isOver = ({ state }: LiveCall) => state === 'ended';
	const until = async (call: LiveCall, stage: LiveCall['state'], seconds: number) => {
		const limit = performance.now() + seconds * 1000;
		while (!isOver(call) && call.state !== stage && performance.now() < limit) await wait(LOOK_MS);
		return call.state === stage;
	};
	const keys = async (call: LiveCall, pressed: string[]) => {
		for (const key of pressed) {
			await think();
			// A key that is pressed too early is lost, as on a real line.
			await until(call, 'gathering', 30);
			if (isOver(call)) return;
			await call.press(key);
		}
	};
	/** Three keys that mean nothing lead to an agent, whatever the script. */
	const toAgent = async (call: LiveCall, language: string) => {
		await keys(call, [language, '7', '7', '7']);
		const dice = random();
		if (dice < 0.05 && !(await until(call, 'conferring', 5 + random() * 20))) return call.hangUp();
		if (dice > 0.97 && !(await until(call, 'conferring', 10)) && !isOver(call)) await call.press('1');
		if (await until(call, 'conferring', PATIENCE_S)) await until(call, 'ended', 8 + random() * 14);
		await call.hangUp();
	};
	const leaveWord = async (call: LiveCall, language: string) => {
		await keys(call, [language, '1', '1', '01']);
		if (!(await until(call, 'recording', 30))) return call.hangUp();
		const seconds = 3 + random() * 9;
		await wait(seconds * 1000);
		if (random() < 0.2) return call.hangUp();
		await call.record(seconds);
		await keys(call, ['1']);
		await until(call, 'ended', 60);
		await call.hangUp();
	};
	const giveUp = async (call: LiveCall, language: string) => {
		await keys(call, random() < 0.5 ? [language] : [language, '1']);
		await think();
		await call.hangUp();
	};
	const byCarrier = async (from: string, by: 'ivr-twilio' | 'ivr-vonage') => {
		const call = exchange.placeCall({ via: by, from, clock: 'running', faults: faultsOf(random) });
		placed.push({ id: call.id, from, by, call });
		await call.settled();
		const dice = random();
		const language = dice < 0.6 ? '1' : dice < 0.9 ? '2' : '3';
		const wish = random();
		if (wish < WANTS_AGENT) await toAgent(call, language);
		else if (wish < WANTS_AGENT + GIVES_UP) await giveUp(call, language);
		else await leaveWord(call, language);
		await until(call, 'ended', PATIENCE_S);
	};
	const byPbx = async (from: string) => {
		const faults = { repeat: random() < 0.3 ? 2 : 1 };
		const queue = random() < 0.7 ? 'punjabi' : 'hindi';
		const call = pbx.ring({ from: from.replace('+91', '0'), queue, faults });
		placed.push({ id: call.id, from, by: 'ivr-pbx' });
		await call.rung;
		const lifted = new Promise<boolean>((resolve) => {
			const forgotten = setTimeout(() => resolve(false), PATIENCE_S * 1000);
			ringing.set(from, async (extension) => {
				ringing.delete(from);
				await wait(500 + random() * 1000);
				await call.answer(extension);
				clearTimeout(forgotten);
				resolve(true);
			});
		});
		if (await lifted) await wait((8 + random() * 14) * 1000);
		ringing.delete(from);
		await call.hangUp();
	};
	const place = () => {
		const from = `+9198${String(20_000_000 + placed.length)}`;
		const dice = random();
		const work = dice < AT_PBX ? byPbx(from) : byCarrier(from, random() < 0.5 ? 'ivr-twilio' : 'ivr-vonage');
		const done = work.finally(() => running.delete(done));
		running.add(done);
	};
	return {
		placed,
		going: () => running.size,
		async run({ perSecond, most, seconds }) {
			const end = performance.now() + seconds * 1000;
			while (performance.now() < end) {
				// As calls come: at random, this many in a second.
				await wait((-Math.log(1 - random()) / perSecond) * 1000);
				if (running.size < most) place();
			}
		},
		async over() {
			while (running.size) await Promise.race(running);
		},
		lift: async (caller, extension) => {
			const answer = ringing.get(caller ?? '');
			await answer?.(extension);
			return answer !== undefined;
		}
	};
}
