import { edgesOf, waits, type Node, type Script } from '#contracts/script.ts';

/** The node of this name. */
export const nodeNamed = ({ nodes }: Script, name: string): Node | undefined =>
	Object.hasOwn(nodes, name) ? nodes[name] : undefined;

/** Every node that can be come to from these, themselves included. `through`: whether to go on along an edge. */
export function reached(
	script: Script,
	from: readonly string[],
	through: (node: Node, at: string) => boolean = () => true
): Set<string> {
	const seen = new Set<string>();
	const open = [...from];
	for (let name = open.pop(); name !== undefined; name = open.pop()) {
		const node = nodeNamed(script, name);
		if (!node || seen.has(name)) continue;
		seen.add(name);
		open.push(
			...edgesOf(node)
				.filter(({ at }) => through(node, at))
				.map(({ edge }) => edge.to)
		);
	}
	return seen;
}

/** Edges that are taken without an act of the caller: a key is one, and so is speaking, and hanging up. */
export const unasked = (node: Node, at: string): boolean =>
	!(node.do === 'gather' && (at.startsWith('keys.') || at === 'number' || at === 'wrong')) &&
	!(node.do === 'record' && at === 'heard') &&
	at !== 'hangUp';

/** Edges of a step that goes on while nobody is waited for. */
export const straight = (node: Node): boolean => !waits(node) && node.do !== 'queue';
