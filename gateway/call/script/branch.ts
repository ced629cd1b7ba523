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

/** Standings that scripts of before do not know, in their words. */
const coarser: Record<string, string> = {
	at_office: 'registered',
	answered: 'registered',
	resolved: 'registered',
	closed: 'settled'
};

/** Goes the way of what is known. */
export function branch(walk: Walk, node: BranchNode): null {
	const exact = values[node.on](walk);
	const value = Object.hasOwn(node.cases, exact) ? exact : (coarser[exact] ?? exact);
	const edge = (Object.hasOwn(node.cases, value) ? node.cases[value] : undefined) ?? node.otherwise;
	const { standing } = walk.state;
	// A way that says nothing has told nobody how it stands.
	const says = (edge.say?.length ?? 0) > 0;
	if (node.on === 'standing' && says && standing && standing !== 'unknown')
		walk.outcomes.push({ told: standing });
	follow(walk, edge);
	return null;
}
