import type { Edge, Node, NodeKind, Script } from '#contracts/script.ts';
import { edgesOf } from '#contracts/script.ts';
import type { Names } from '#contracts/words.ts';

const nowhere = (): Edge => ({ to: '' });
const tries = () => ({ limit: 3, say: [], then: nowhere() });

/** A new step that leads nowhere yet. */
export function blankStep(kind: NodeKind, title: Names): Node {
	switch (kind) {
		case 'say':
			return { title, do: kind, say: [], then: nowhere() };
		case 'gather':
			return {
				...{ title, do: kind, say: [], digits: 1, timeout_s: 8, hash: false, keys: { 1: nowhere() } },
				...{ silent: tries(), wrong: tries(), hangUp: nowhere() }
			};
		case 'record':
			return {
				...{
					title,
					do: kind,
					purpose: 'grievance',
					say: [],
					limit_s: 180,
					silence_s: 8,
					takes: 3,
					again: []
				},
				...{ heard: nowhere(), over: nowhere(), hangUp: nowhere() }
			};
		case 'branch':
			return { title, do: kind, on: 'hours', cases: { closed: nowhere() }, otherwise: nowhere() };
		case 'queue':
			return {
				...{ title, do: kind, say: [], priority: 0 },
				...{ full: nowhere(), over: nowhere(), hangUp: nowhere() }
			};
		case 'callBack':
			return { title, do: kind, reason: 'asked', then: nowhere() };
		case 'hangUp':
			return { title, do: kind, say: [] };
	}
}

/** Leads an edge of a step elsewhere. */
export function lead(node: Node, at: string, to: string): void {
	const edge = edgesOf(node).find((one) => one.at === at)?.edge;
	if (edge) edge.to = to;
}

/** Names of the steps as a call comes to them, those that no call comes to at the end. */
export function inOrder(script: Script): string[] {
	const seen = new Set<string>();
	for (const from of [script.start, script.over.to]) {
		const open = [from];
		for (let name = open.shift(); name !== undefined; name = open.shift()) {
			const node = Object.hasOwn(script.nodes, name) ? script.nodes[name] : undefined;
			if (!node || seen.has(name)) continue;
			seen.add(name);
			open.push(...edgesOf(node).map(({ edge }) => edge.to));
		}
	}
	return [...seen, ...Object.keys(script.nodes).filter((name) => !seen.has(name))];
}
