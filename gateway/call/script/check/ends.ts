import { edgesOf, type Script } from '#contracts/script.ts';
import type { Finding } from '#contracts/script-finding.ts';
import { nodeNamed, reached, straight, unasked } from './graph.ts';

/** Circles that a call would go in though nobody does anything. */
export function circles(script: Script): Finding[] {
	return Object.entries(script.nodes).flatMap(([name, node]): Finding[] => {
		const next = edgesOf(node)
			.filter(({ at }) => unasked(node, at))
			.map(({ edge }) => edge.to);
		return reached(script, next, unasked).has(name)
			? [{ node: name, at: '', code: 'circle', detail: '' }]
			: [];
	});
}

/** Ways that must come to an end with nobody at the telephone, or with no step left, and wait for somebody instead. */
export function waiting(script: Script): Finding[] {
	const waitsOn = (node: string | null, at: string, to: string): Finding[] => {
		const stops = [...reached(script, [to], straight)].filter((name) => {
			const target = nodeNamed(script, name);
			return target !== undefined && !straight(target);
		});
		return stops.map((detail) => ({ node, at, code: 'waits_on', detail }));
	};
	return [
		...waitsOn(null, 'over', script.over.to),
		...Object.entries(script.nodes).flatMap(([name, node]) =>
			'hangUp' in node ? waitsOn(name, 'hangUp', node.hangUp.to) : []
		)
	];
}

/** Nodes from which no call ends. */
export function endless(script: Script): Finding[] {
	return Object.keys(script.nodes)
		.filter((name) => ![...reached(script, [name])].some((to) => nodeNamed(script, to)?.do === 'hangUp'))
		.map((node) => ({ node, at: '', code: 'never_ends', detail: '' }));
}
