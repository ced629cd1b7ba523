import type { BranchNode, FactName } from '#contracts/script.ts';
import type { Walk } from './walk.ts';
import { follow } from './walk.ts';

const values: Record<FactName, (walk: Walk) => string> = {
	hours: ({ facts }) => facts.hours,
	notice: ({ facts }) => (facts.notice ? 'yes' : 'no'),
	remembered: ({ facts }) => facts.remembered ?? 'none',
	case: ({ facts }) => (facts.openCase ? 'yes' : 'no'),
	caller: ({ facts }) => facts.caller,
	line: ({ facts, state }) => (facts.full.includes(state.language) ? 'full' : 'free'),
	standing: ({ state }) => state.standing ?? 'unknown',
	left: ({ state }) => (state.takes > 0 ? 'yes' : 'no')
};

/** Goes the way of what is known. */
export function branch(walk: Walk, node: BranchNode): null {
	const value = values[node.on](walk);
	const { standing } = walk.state;
	if (node.on === 'standing' && standing && standing !== 'unknown') walk.outcomes.push({ told: standing });
	follow(walk, (Object.hasOwn(node.cases, value) ? node.cases[value] : undefined) ?? node.otherwise);
	return null;
}
