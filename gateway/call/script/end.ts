import type { HangUpNode } from '#contracts/script.ts';
import type { Then, Walk } from './walk.ts';
import { say } from './walk.ts';

/** Says goodbye and ends the call. */
export function end(walk: Walk, node: Pick<HangUpNode, 'say'>): Then {
	say(walk, node.say);
	walk.state = { ...walk.state, node: 'done' };
	walk.outcomes.push({ ended: walk.state.takes > 0 ? 'left' : 'ended' });
	return { do: 'hang_up' };
}
