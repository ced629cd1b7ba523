import type { QueueNode } from '#contracts/script.ts';
import type { CallState } from './state.ts';
import type { Answer, Then, Walk } from './walk.ts';
import { follow, say } from './walk.ts';

/** Hands the caller to the queue, whose own steps they hear from then on; null where there is no place in it. */
export function queue(walk: Walk, { priority, say: words, full }: QueueNode): Then | null {
	const { language, department, turn } = walk.state;
	if (walk.facts.full.includes(language)) {
		follow(walk, full);
		return null;
	}
	walk.state = { ...walk.state, queued: turn };
	walk.outcomes.push({ queue: { language, priority, ...(department === undefined ? {} : { department }) } });
	say(walk, words);
	return { do: 'redirect' };
}

/** What a caller heard while they waited were not steps of the script. */
export function waited({ queued, idle = 0, ...state }: CallState): CallState {
	return queued === undefined ? state : { ...state, idle: idle + Math.max(0, state.turn - queued - 1) };
}

/** Goes on when the queue gives the call back. Anything else asks for the same place again. */
export function returned(walk: Walk, node: QueueNode, input: Answer): Then | null {
	if (input.event !== 'queue') return queue(walk, { ...node, say: [] });
	follow(walk, node.over);
	return null;
}
