import type { Node, Script } from '#contracts/script.ts';
import { branch } from './branch.ts';
import { end } from './end.ts';
import { answer, ask } from './gather.ts';
import { queue, returned, waited } from './queue.ts';
import { record, recorded } from './record.ts';
import { newCall, type CallInput, type CallState, type Facts, type Next } from './state.ts';
import { follow, nodeOf, say, ScriptFault, type Answer, type Then, type Walk } from './walk.ts';

/** Nodes that one step may pass; a script that passed the checker has no circle to stay in. */
const HOPS = 60;

/** Comes to a node: gives what the telephone does then, or null when the walk goes on. */
function enter(walk: Walk, node: Node): Then | null {
	switch (node.do) {
		case 'say':
			say(walk, node.say);
			follow(walk, node.then);
			return null;
		case 'gather':
			return ask(walk, node);
		case 'record':
			return record(walk, node);
		case 'branch':
			return branch(walk, node);
		case 'queue':
			return queue(walk, node);
		case 'callBack':
			walk.outcomes.push({ callBack: { reason: node.reason } });
			follow(walk, node.then);
			return null;
		case 'hangUp':
			return end(walk, node);
	}
}

/** Goes on from the node at which the caller was waited for. */
function leave(walk: Walk, node: Node, input: Answer): Then | null {
	const hungUp = input.event !== 'queue' && input.hungUp === true;
	if (hungUp && 'hangUp' in node) {
		follow(walk, node.hangUp);
		return null;
	}
	switch (node.do) {
		case 'gather':
			return answer(walk, node, input);
		case 'record':
			return recorded(walk, node, input);
		case 'queue':
			return returned(walk, node, input);
		default:
			return enter(walk, node);
	}
}

function begin(walk: Walk, input: CallInput): Then | null {
	const { script } = walk;
	if (input.event === 'queue') walk.state = waited(walk.state);
	const { state } = walk;
	if (input.event === 'start' || state.node === 'start') {
		follow(walk, { to: script.start });
		return null;
	}
	const hungUp = input.event !== 'queue' && input.hungUp === true;
	if (state.turn - (state.idle ?? 0) >= script.turns && !hungUp) {
		follow(walk, script.over);
		return null;
	}
	return leave(walk, nodeOf(walk), input);
}

// What is no key is a wrong key: it never names a property of the menus.
const cleaned = (input: CallInput): CallInput =>
	input.event === 'input' && input.digits !== undefined && !/^[0-9*#]*$/.test(input.digits)
		? { ...input, digits: '#' }
		: input;

/**
 * What the telephone does next. Pure; the gateway looks up the facts and gives the number. Every sequence of inputs
 * ends at `done` or in the queue within `script.turns` steps and one, those of waiting aside. Throws `ScriptFault` for a script that the
 * checker refuses.
 */
export function nextStep(script: Script, state: CallState, input: CallInput, facts: Facts): Next {
	const walk: Walk = {
		...{ script, facts, say: [], outcomes: [] },
		recording: input.event === 'recorded' ? input.recording : undefined,
		state: input.event === 'start' ? newCall() : state
	};
	let then: Then | null =
		state.node === 'done' && input.event !== 'start' ? end(walk, { say: [] }) : begin(walk, cleaned(input));
	for (let hops = 0; then === null; hops++) {
		if (hops > HOPS) throw new ScriptFault(`a circle at ${walk.state.node}`);
		then = enter(walk, nodeOf(walk));
	}
	const turn = walk.state.turn + 1;
	const gone = input.event !== 'start' && input.event !== 'queue' && input.hungUp === true;
	return {
		state: { ...walk.state, turn },
		step: { say: gone ? [] : walk.say, then, turn },
		outcomes: walk.outcomes,
		hungUp: gone
	};
}
