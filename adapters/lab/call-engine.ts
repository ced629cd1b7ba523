import {
	mislead,
	type CallFaults,
	type Face,
	type Instruction,
	type Line,
	type Outgoing
} from './exchange.ts';
import { wavSeconds } from './tone.ts';

export type CallStage = 'playing' | 'gathering' | 'recording' | 'ended';
export interface Exchange {
	url: string;
	answers: { status: number; body: string }[];
}
export interface CallOrder {
	via: string;
	from: string;
	to: string;
	faults: CallFaults;
	face: Face;
	/** Origin in addresses, and where it really is. */
	publicOrigin: string;
	gatewayUrl: string;
}
export type Gather = Extract<Instruction, { do: 'gather' }>;
export type Taking = Extract<Instruction, { do: 'record' }>;

/** A call that is going on, as the exchange sees it. */
export interface Going {
	order: CallOrder;
	line: Line;
	stage: CallStage;
	ending: string | undefined;
	/** What is left of the last answer. */
	program: Instruction[];
	waiting: Gather | Taking | null;
	seconds: number;
	heard: string[];
	exchanges: Exchange[];
	/** Every gather that there was, in order. */
	gathers: Gather[];
	told: { state: string; sequence: number }[];
}

const seconds_per_prompt = 2;
/** A script that never lets the caller speak is a fault of the script. */
const most_instructions = 200;

/** A call before its first ring. */
export const newGoing = (order: CallOrder): Going => ({
	order,
	line: order.face.newLine(order.from, order.to),
	stage: 'playing',
	ending: undefined,
	program: [],
	waiting: null,
	seconds: 0,
	heard: [],
	exchanges: [],
	gathers: [],
	told: []
});

async function attempt({ gatewayUrl, face }: CallOrder, { url, method, headers, body }: Outgoing) {
	const { pathname, search } = new URL(url);
	const response = await fetch(gatewayUrl + pathname + search, {
		method,
		headers,
		redirect: 'error',
		signal: AbortSignal.timeout(face.limit_ms),
		...(body === undefined ? {} : { body })
	});
	return { status: response.status, body: await response.text() };
}

/** Sends one request within the provider's time, as often as the provider tries. Status 0: no answer in time. */
async function once(order: CallOrder, outgoing: Outgoing) {
	let answer = { status: 0, body: '' };
	for (let tries = 0; tries < order.face.attempts; tries++) {
		answer = await attempt(order, outgoing).catch(() => ({ status: 0, body: '' }));
		if (answer.status > 0 && answer.status < 500) break;
	}
	return answer;
}

/** Sends a request `times` at once. */
export async function send(going: Going, outgoing: Outgoing, times = going.order.faults.repeat ?? 1) {
	if (!outgoing.url.startsWith(going.order.publicOrigin))
		mislead(`address outside the gateway: ${outgoing.url}`);
	const answers = await Promise.all(Array.from({ length: times }, () => once(going.order, outgoing)));
	going.exchanges.push({ url: outgoing.url, answers });
	return answers;
}

const status = (going: Going, { state, sequence }: Going['told'][number]) =>
	going.order.face.status(going.line, state, sequence, going.seconds, going.order.faults);

/** Tells the gateway where the call is. */
export async function tell(going: Going, state: string) {
	const event = { state, sequence: going.told.length };
	going.told.push(event);
	const how = going.order.faults.status;
	if (how !== 'reversed') await send(going, status(going, event), how === 'repeated' ? 3 : 1);
}

/** Ends the call, once. */
export async function end(going: Going, why: string) {
	if (going.stage === 'ended') return;
	going.stage = 'ended';
	going.ending = why;
	going.waiting = null;
	await tell(going, going.order.face.states.at(-1) ?? '');
	if (going.order.faults.status === 'reversed')
		for (const event of going.told.toReversed()) await send(going, status(going, event), 1);
}

/** Asks what to do next; the answer takes the place of what was left to do. */
export async function follow(going: Going, outgoing: Outgoing) {
	const [answer] = await send(going, outgoing);
	if (answer?.status !== 200)
		return mislead(answer?.status ? `answer ${answer.status}` : 'no answer in time');
	going.program = going.order.face.read(answer.body);
}

/** Does what it was told until it is the caller's turn or the call ends. */
export async function run(going: Going): Promise<void> {
	going.stage = 'playing';
	for (let count = 0; count < most_instructions; count++) {
		const instruction = going.program.shift();
		if (!instruction || instruction.do === 'hang_up') return end(going, 'helpline');
		if (instruction.do === 'gather' || instruction.do === 'record') {
			going.waiting = instruction;
			going.stage = instruction.do === 'gather' ? 'gathering' : 'recording';
			if (instruction.do === 'gather') going.gathers.push(instruction);
			return;
		}
		if (instruction.do === 'go') {
			await follow(going, going.order.face.go(going.line, instruction, going.order.faults));
			continue;
		}
		going.heard.push(instruction.url);
		going.seconds += seconds_per_prompt;
	}
	mislead('script without end');
}

/** Ends a recording: tells of it before or after the step that follows, as the faults say. */
export async function finishRecording(going: Going, record: Taking, sound: Buffer | null, hungUp: boolean) {
	const { line } = going;
	const { face, faults } = going.order;
	going.waiting = null;
	const length = sound ? wavSeconds(sound) : 0;
	going.seconds += length;
	const kept = sound ? face.keep(sound, length, faults) : null;
	const ready = async () => {
		if (kept && faults.recording !== 'never')
			await send(going, face.ready(line, record, kept, faults), faults.recording === 'repeated' ? 3 : 1);
	};
	if (faults.recording === 'before') await ready();
	const outgoing = face.recorded(line, record, kept, hungUp, faults);
	const [next] = going.program;
	// A caller who has gone is still told of, but nothing that is answered can reach them.
	if (hungUp && outgoing) await send(going, outgoing);
	else if (!hungUp && outgoing) await follow(going, outgoing);
	else if (!hungUp && next?.do === 'go') {
		going.program.shift();
		await follow(going, face.go(line, next, faults));
	}
	if (faults.recording !== 'before') await ready();
}
