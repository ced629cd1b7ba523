import type { QueueNode } from '#contracts/script.ts';
import type { Answer, Then, Walk } from './walk.ts';
import { follow, say } from './walk.ts';

/** Hands the caller to the queue: the step comes back at once, and the queue goes on from there. */
export function queue(walk: Walk, { priority, say: words }: QueueNode): Then {
	const { language, recorded } = walk.state;
	walk.outcomes.push({ queue: { language, priority, record: recorded !== 'no' } });
	say(walk, words);
	return { do: 'redirect' };
}

/** Goes on when the queue gives the call back. Anything else asks for the same place again. */
export function returned(walk: Walk, node: QueueNode, input: Answer): Then | null {
	if (input.event !== 'queue') return queue(walk, { ...node, say: [] });
	follow(walk, node[input.result]);
	return null;
}
