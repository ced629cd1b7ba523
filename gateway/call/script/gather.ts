import type { Edge, GatherNode } from '#contracts/script.ts';
import { parseNumber } from '#contracts/number.ts';
import type { Answer, Then, Walk } from './walk.ts';
import { follow, say } from './walk.ts';

const asks = ({ digits, timeout_s, hash }: GatherNode): Then => ({
	do: 'gather',
	digits,
	timeout: timeout_s,
	finishOnHash: hash
});

/** Asks the node's question. */
export function ask(walk: Walk, node: GatherNode): Then {
	say(walk, node.say);
	return asks(node);
}

/** What is typed, as the keys of the node know it. */
const edgeOf = ({ keys, digits }: GatherNode, typed: string): Edge | undefined => {
	for (const key of typed === '' ? [typed] : [typed, typed.padStart(digits, '0')])
		if (Object.hasOwn(keys, key)) return keys[key];
	return undefined;
};

/** Counts a wrong key or a silence and asks again; the last one goes where it leads. */
function again(walk: Walk, node: GatherNode, what: 'wrong' | 'silent', before = node[what].say): Then | null {
	const tries = node[what];
	walk.state = { ...walk.state, [what]: walk.state[what] + 1 };
	if (walk.state[what] >= tries.limit) {
		follow(walk, tries.then);
		return null;
	}
	say(walk, before);
	return ask(walk, node);
}

/** Reads a number with its check digit; one that nobody has counts as wrong, and is said to be unknown. */
function number(walk: Walk, node: GatherNode, typed: string): Then | null {
	const asked = parseNumber(typed);
	if (!node.number || asked === null) return again(walk, node, 'wrong');
	const standing = walk.facts.typed;
	if (standing === 'unknown') return again(walk, node, 'wrong', node.number.unknown);
	walk.state = { ...walk.state, asked, standing };
	follow(walk, node.number.then);
	return null;
}

/** Goes on by what was typed; gives what the telephone waits for, or null when the walk goes on. */
export function answer(walk: Walk, node: GatherNode, input: Answer): Then | null {
	const typed = input.event === 'input' ? input.digits : undefined;
	const edge = typed === undefined ? undefined : edgeOf(node, typed);
	if (edge) {
		if (edge.set?.language) walk.state = { ...walk.state, chose: true };
		follow(walk, edge);
		return null;
	}
	if (typed === undefined || typed === '') return again(walk, node, 'silent');
	if (typed === node.again) return ask(walk, node);
	return number(walk, node, typed);
}
