import {
	mislead,
	type CallFaults,
	type Confer,
	type Face,
	type Instruction,
	type Line,
	type Outcome,
	type Outbound,
	type Outgoing
} from './exchange.ts';
import { post, type Answer, type Route } from './post.ts';
import type { Rooms, Room } from './rooms.ts';
import { seconds_per_prompt, soundSeconds } from './sound-length.ts';
import type { Ear } from './talk.ts';
import { wavSeconds } from './tone.ts';

export type CallStage = 'ringing' | 'playing' | 'gathering' | 'recording' | 'conferring' | 'ended';
export interface Exchange {
	url: string;
	answers: Answer[];
}
export interface CallOrder extends Route {
	via: string;
	from: string;
	to: string;
	faults: CallFaults;
	face: Face;
	/** Origin in addresses. */
	publicOrigin: string;
	rooms: Rooms;
	/** Absent: a gather waits for the caller's hand. Else it gives up by itself, as on a real line. */
	clock?: 'running';
	outbound?: Outbound;
}
export type Gather = Extract<Instruction, { do: 'gather' }>;
type Go = Extract<Instruction, { do: 'go' }>;
export type Taking = Extract<Instruction, { do: 'record' }>;

/** A call that is going on, as the exchange sees it. */
export interface Going {
	order: CallOrder;
	line: Line;
	stage: CallStage;
	/** The provider's word for where the call is. */
	state: string;
	ending: string | undefined;
	/** What is left of the last answer. */
	program: Instruction[];
	waiting: Gather | Taking | Confer | Go | null;
	/** Keys of the gather so far. */
	typed: string;
	room: Room | null;
	/** What REST made of this leg's ear and mouth. */
	leg: { muted: boolean; deaf: boolean; held: boolean; streamed: string | null; coaching: string | null };
	/** Who hears what this call hears. */
	ears: Set<Ear>;
	/** Up to which moment something of it was said, in milliseconds since 1970. */
	spokenUntil: number;
	seconds: number;
	startedAt: number;
	endedAt: number | null;
	heard: string[];
	exchanges: Exchange[];
	/** Ids of the recordings that were made. */
	recordings: string[];
	/** What copies under a forged signature were answered. */
	refused: number[];
	/** Events that are held back till the next one. */
	heldBack: Outgoing[];
	/** Every gather that there was, in order. */
	gathers: Gather[];
	told: { state: string; sequence: number }[];
	/** One thing at a time; never await it from within. */
	queue(work: () => Promise<void>): Promise<void>;
	/** Stops what was to happen by itself. */
	calm(): void;
	/** Something happens by itself after so many seconds, unless the call moves before. */
	expect(seconds: number, work: () => Promise<void>): void;
}

/** A script that never lets the caller speak is a fault of the script. */
const most_instructions = 200;

/** Sends a request of the call `times` at once and keeps what was answered. */
export async function send(going: Going, outgoing: Outgoing, times = going.order.faults.repeat ?? 1) {
	if (!outgoing.url.startsWith(going.order.publicOrigin))
		mislead(`address outside the gateway: ${outgoing.url}`);
	const { answers, refused } = await post(going.order, outgoing, times);
	going.exchanges.push({ url: outgoing.url, answers });
	if (refused !== undefined) going.refused.push(refused);
	return answers;
}

/**
 * Sends what nobody waits for: it may get lost, or come after what follows it. The `only` word of something is
 * never lost: carriers tell it again till it is taken.
 */
export async function sendEvent(
	going: Going,
	outgoing: Outgoing | null,
	{ times = 1, only = false }: { times?: number; only?: boolean } = {}
) {
	if (outgoing === null) return;
	const { world, account } = going.order;
	const { reorder, drop } = world.faults(account);
	const [isDropped, isHeld] = [!only && world.chance() < drop, world.chance() < reorder];
	if (isDropped) return;
	if (isHeld && going.heldBack.length === 0 && going.stage !== 'ended') {
		going.heldBack.push(outgoing);
		return;
	}
	await send(going, outgoing, times);
	for (const late of going.heldBack.splice(0)) await send(going, late, 1);
}

const status = (going: Going, { state, sequence }: Going['told'][number]) =>
	going.order.face.status(going.line, state, sequence, going.seconds, going.order.faults);

/** Tells the gateway where the call is. */
export async function tell(going: Going, state: string) {
	const event = { state, sequence: going.told.length };
	going.told.push(event);
	going.state = state;
	const how = going.order.faults.status;
	if (how !== 'reversed') await sendEvent(going, status(going, event), { times: how === 'repeated' ? 3 : 1 });
}

/** Ends the call, once. */
export async function end(going: Going, why: string, outcome: Outcome = 'completed') {
	if (going.stage === 'ended') return;
	going.calm();
	going.waiting = null;
	going.program = [];
	await going.order.rooms.leave(going);
	going.stage = 'ended';
	going.ending = why;
	going.endedAt = Date.now();
	for (const state of going.order.face.endings[outcome]) await tell(going, state);
	if (going.order.faults.status === 'reversed')
		for (const event of going.told.toReversed()) await sendEvent(going, status(going, event));
	for (const late of going.heldBack.splice(0)) await send(going, late, 1);
}

/** Asks what to do next; the answer takes the place of what was left to do. */
export async function follow(going: Going, outgoing: Outgoing) {
	const [answer] = await send(going, outgoing);
	if (answer?.status !== 200)
		return mislead(answer?.status ? `answer ${answer.status}` : 'no answer in time');
	going.program = going.order.face.read(answer.body);
}

const lengthOf = (instruction: Instruction) => {
	if (instruction.do === 'play' || instruction.do === 'say') return seconds_per_prompt;
	return instruction.do === 'pause' ? instruction.seconds : 0;
};

/** Lets the caller's turn come; with a running clock it is over by itself, after what was played before it. */
const awaitCaller = async (
	going: Going,
	instruction: Gather | Taking,
	before: Instruction[],
	idle: () => Promise<void>
) => {
	if (instruction.do === 'gather') going.gathers.push(instruction);
	const limit = instruction.do === 'gather' ? instruction.timeout : instruction.limit;
	const seconds = going.order.clock === 'running' ? await lengthOfAll(going, before) : 0;
	going.waiting = instruction;
	going.typed = '';
	going.stage = instruction.do === 'gather' ? 'gathering' : 'recording';
	if (going.order.clock === 'running') going.expect(seconds + limit, idle);
};

/** With a running clock the caller hears to the end what was played before the next step is asked for. */
const awaitEnd = async (going: Going, instruction: Go, before: Instruction[], idle: () => Promise<void>) => {
	const seconds = await lengthOfAll(going, before);
	going.waiting = instruction;
	going.expect(seconds, async () => {
		going.waiting = null;
		await follow(going, going.order.face.go(going.line, instruction, going.order.faults));
		await run(going, idle);
	});
};

const lengthOfAll = async (going: Going, all: Instruction[]) =>
	(await Promise.all(all.map((one) => played(going, one)))).reduce((sum, seconds) => sum + seconds, 0);
const played = async (going: Going, instruction: Instruction) =>
	instruction.do === 'play' ? soundSeconds(going.order, instruction.url) : lengthOf(instruction);

/** Does what it was told until it is the caller's turn, the call is in a room, or it ends. */
export async function run(going: Going, idle: () => Promise<void> = async () => undefined): Promise<void> {
	going.stage = 'playing';
	const before: Instruction[] = [];
	for (let count = 0; count < most_instructions; count++) {
		const instruction = going.program.shift();
		if (!instruction || instruction.do === 'hang_up') return end(going, 'helpline');
		if (instruction.do === 'gather' || instruction.do === 'record')
			return awaitCaller(going, instruction, before, idle);
		if (instruction.do === 'confer') {
			going.waiting = instruction;
			going.stage = 'conferring';
			return going.order.rooms.enter(going, instruction);
		}
		if (instruction.do === 'go') {
			if (going.order.clock === 'running' && before.length > 0)
				return awaitEnd(going, instruction, before, idle);
			await follow(going, going.order.face.go(going.line, instruction, going.order.faults));
			continue;
		}
		if (instruction.do !== 'pause')
			going.heard.push(instruction.do === 'play' ? instruction.url : `say:${instruction.text}`);
		going.seconds += lengthOf(instruction);
		before.push(instruction);
	}
	mislead('script without end');
}

/** Ends a recording: tells of it before or after the step that follows, as the faults say. */
export async function finishRecording(going: Going, record: Taking, sound: Buffer | null, hungUp: boolean) {
	const { line } = going;
	const { face, faults } = going.order;
	going.calm();
	going.waiting = null;
	const length = sound ? wavSeconds(sound) : 0;
	going.seconds += length;
	const kept = sound ? face.keep(sound, length, faults, { call: line.id }) : null;
	if (kept) going.recordings.push(kept.id);
	const outgoing = face.recorded(line, record, kept, hungUp, faults);
	const ready = async () => {
		if (kept && faults.recording !== 'never')
			await sendEvent(going, face.ready(line, record, kept, faults), {
				times: faults.recording === 'repeated' ? 3 : 1,
				only: outgoing === null
			});
	};
	if (faults.recording === 'before') await ready();
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
