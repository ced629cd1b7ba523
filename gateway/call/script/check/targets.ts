import { edgesOf, facts, type Script } from '#contracts/script.ts';
import type { Finding } from '#contracts/script-finding.ts';
import { nodeNamed, reached } from './graph.ts';

/** Edges that lead nowhere: the time-out, wrong-key and hang-up edges of a waiting node are among them. */
export function targets(script: Script): Finding[] {
	const lost = (node: string | null, at: string, to: string): Finding[] =>
		nodeNamed(script, to) ? [] : [{ node, at, code: 'no_target', detail: to }];
	return [
		...lost(null, 'start', script.start),
		...lost(null, 'over', script.over.to),
		...Object.entries(script.nodes).flatMap(([name, node]) =>
			edgesOf(node).flatMap(({ at, edge }) => lost(name, at, edge.to))
		)
	];
}

/** Nodes that no call comes to. */
export function unreachable(script: Script): Finding[] {
	const seen = reached(script, [script.start, script.over.to]);
	return Object.keys(script.nodes)
		.filter((name) => !seen.has(name))
		.map((node) => ({ node, at: '', code: 'unreachable', detail: '' }));
}

/** Keys that cannot be pressed, values that never are. */
export const keys = (script: Script): Finding[] =>
	Object.entries(script.nodes).flatMap(([name, node]): Finding[] => {
		const found = (at: string, code: Finding['code'], detail: string): Finding => ({
			...{ node: name, at, code, detail }
		});
		if (node.do === 'branch')
			return Object.keys(node.cases)
				.filter((value) => !(facts[node.on] as readonly string[]).includes(value))
				.map((value) => found(`cases.${value}`, 'unknown_case', value));
		if (node.do !== 'gather') return [];
		const typed = Object.keys(node.keys);
		const { again } = node;
		return [
			...(typed.length || node.number ? [] : [found('keys', 'no_keys', '')]),
			...typed
				.filter((key) => key.length > node.digits)
				.map((key) => found(`keys.${key}`, 'key_too_long', key)),
			...(node.number && node.digits !== 10 ? [found('number', 'number_digits', '')] : []),
			...(again !== undefined && typed.includes(again) ? [found(`keys.${again}`, 'key_twice', again)] : [])
		];
	});
