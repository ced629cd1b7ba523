import { openSoftphone, readRing, type SoftphoneLine } from '#contracts/softphone.ts';
import { call } from '#lib/call.ts';
import { tryMicrophone, type MicrophoneFault } from '#lib/sound/microphone.ts';
import type { Line, LineEvents, OpenLine } from './line.ts';

/** The microphone is one window's: several windows are one agent. */
const lock = 'softphone';

/** `elsewhere`: another window of the same person has the sound. */
export type Where = 'opening' | 'here' | 'elsewhere';
/** `refused`: the carrier takes no token of ours; `unreachable`: the gateway gave none. */
export type SoftphoneFault = MicrophoneFault | 'refused' | 'unreachable';

const kinds: Record<string, () => Promise<{ openLine: OpenLine }>> = {
	lab: () => import('./lab-line.ts'),
	'twilio-voice': () => import('./twilio-line.ts')
};

let where = $state<Where>('opening');
let fault = $state<SoftphoneFault | null>(null);
let talks = $state(false);
let asleep = $state(false);
let spoken = $state(0);
let heard = $state(0);
/** Accounts that should ring this window, and those that can just now. */
let wanted = $state(0);
let reached = $state.raw<ReadonlySet<string>>(new Set());

/** What ends the following of now. */
let ending: AbortController | null = null;
let followers = 0;
const waiting = new Set<() => void>();
const settle = () => {
	for (const tell of waiting) tell();
	waiting.clear();
};

const eventsOf = ({ account }: SoftphoneLine): LineEvents => ({
	reached: (now) =>
		(reached = new Set(now ? [...reached, account] : [...reached].filter((one) => one !== account))),
	refused: () => (fault = 'refused'),
	replaced() {
		// Another machine of theirs: asked for again it would be taken away from there.
		ending?.abort();
		where = 'elsewhere';
	},
	rings: async (line) => (await call(readRing, { params: { line } }).catch(() => ({ mine: false }))).mine,
	talks(now) {
		talks = now;
		[spoken, heard, asleep] = [0, 0, false];
	},
	levels: (mine, theirs) => ([spoken, heard] = [mine, theirs]),
	fault: (found) => (fault = found),
	asleep: (now) => (asleep = now),
	async renew() {
		const { lines } = await call(openSoftphone, {});
		return lines.find((one) => one.account === account)?.token ?? '';
	}
});

/** Opens a line and keeps it till the signal. */
async function openOne(line: SoftphoneLine, signal: AbortSignal) {
	const kind = kinds[line.by];
	if (!kind) return;
	const { openLine } = await kind();
	if (signal.aborted) return;
	const opened: Line = await openLine(line, eventsOf(line));
	if (signal.aborted) opened.close();
	else signal.addEventListener('abort', () => opened.close());
}

/** Opens the microphone for a moment, so that it is known to work, and then every line. */
async function open(signal: AbortSignal) {
	fault = await tryMicrophone();
	if (fault || signal.aborted) return;
	try {
		const { lines } = await call(openSoftphone, {});
		wanted = lines.length;
		await Promise.all(lines.map((line) => openOne(line, signal)));
		if (!lines.length) fault = 'refused';
	} catch {
		fault = 'unreachable';
	}
}

/** Has the sound till the signal. */
const have = (signal: AbortSignal) =>
	new Promise<void>((done) => {
		if (signal.aborted) return done();
		where = 'here';
		signal.addEventListener('abort', () => done());
		void open(signal).finally(settle);
	});

const isTaken = async () => ((await navigator.locks.query()).held ?? []).some(({ name }) => name === lock);

/** Waits for the sound, has it as long as no other window takes it away, and waits for it again. */
async function hold(signal: AbortSignal, steal: boolean): Promise<void> {
	if (!('locks' in navigator)) {
		fault = 'insecure';
		return settle();
	}
	if (!steal && (await isTaken()) && !signal.aborted) {
		where = 'elsewhere';
		settle();
	}
	const own = new AbortController();
	const both = AbortSignal.any([own.signal, signal]);
	await navigator.locks
		.request(lock, steal ? { steal } : { signal }, () => have(both))
		.catch(() => undefined);
	own.abort();
	[reached, talks] = [new Set(), false];
	if (!signal.aborted) return hold(signal, false);
}

function begin(steal: boolean) {
	ending?.abort();
	const mine = new AbortController();
	ending = mine;
	[where, fault, wanted] = ['opening', null, 0];
	void hold(mine.signal, steal);
}

/** The telephone in this browser, of whom it is to be reached there. */
export const softphone = {
	get where() {
		return where;
	},
	get fault() {
		return fault;
	},
	/** Every account can ring it. */
	get ready() {
		return where === 'here' && wanted > 0 && reached.size === wanted;
	},
	get talks() {
		return talks;
	},
	get asleep() {
		return asleep;
	},
	get spoken() {
		return spoken;
	},
	get heard() {
		return heard;
	},
	/** Is there to be rung, until everybody who asked for it has called the returned function. */
	follow() {
		followers += 1;
		if (!ending || ending.signal.aborted) begin(false);
		return () => {
			followers -= 1;
			if (followers > 0) return;
			ending?.abort();
			[where, fault, wanted] = ['opening', null, 0];
		};
	},
	/** Brings the sound into this window, or tries again what did not work. */
	take: () => begin(true),
	/** Resolves when it can be rung, in this window or another, or it is known why not. Somebody must follow. */
	settled: () =>
		fault !== null || where === 'elsewhere' || softphone.ready
			? Promise.resolve()
			: new Promise<void>((done) => void waiting.add(done))
};
