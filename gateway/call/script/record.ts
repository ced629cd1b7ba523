import type { RecordNode } from '#contracts/script.ts';
import type { Answer, Then, Walk } from './walk.ts';
import { follow, say } from './walk.ts';

/** Starts a recording; from here on the call leaves a submission, whatever becomes of the line. */
export function record(walk: Walk, node: RecordNode): Then | null {
	const { takes } = walk.state;
	if (takes >= node.takes) {
		follow(walk, node.over);
		return null;
	}
	walk.state = { ...walk.state, takes: takes + 1, purpose: node.purpose };
	walk.outcomes.push({ recording: { purpose: node.purpose } });
	say(walk, node.say);
	return { do: 'record', limit: node.limit_s, silence: node.silence_s };
}

/** Goes on after a recording: who said nothing is asked again while there are takes left. */
export function recorded(walk: Walk, node: RecordNode, input: Answer): Then | null {
	const more = walk.state.takes < node.takes;
	const silent = input.event !== 'recorded' || input.silent === true;
	if (silent && more) {
		say(walk, node.again);
		return record(walk, node);
	}
	follow(walk, walk.recording && more ? node.heard : node.over);
	return null;
}
