import type { Arriving, Sink } from '#adapters/adapter.ts';

/** A ledger in memory behind the same promises as the gateway's: what was received is known, once. */
export function ledger() {
	const rows = new Map<string, Arriving>();
	const states: Parameters<Sink['health']>[0][] = [];
	let cursor: unknown;
	let watchers: (() => void)[] = [];
	const changed = () => {
		for (const watcher of watchers) watcher();
	};
	let before: ((items: Arriving[]) => Promise<void>) | undefined;
	const sink: Sink = {
		async receive(items) {
			await before?.(items);
			for (const item of items) rows.set(item.externalId, item);
			changed();
		},
		cursor: {
			read: async () => cursor,
			write: async (next) => {
				cursor = next;
				changed();
			}
		},
		known: async (ids) => new Set(ids.filter((id) => rows.has(id))),
		health: (state) => {
			states.push(state);
			changed();
		}
	};
	return {
		sink,
		rows,
		states,
		cursor: () => cursor as Record<string, { uidvalidity: string; uid: number }> | undefined,
		/** Runs before each commit; may reject. */
		beforeCommit: (hook: typeof before) => {
			before = hook;
		},
		subjects: () =>
			[...rows.values()].map(({ body }) => /^Subject: (.*)\r?$/m.exec(body.toString())?.[1]).sort(),
		/** Resolves when `holds`, looked at after each change; the test's own time limit bounds it. */
		until: (holds: () => boolean) =>
			new Promise<void>((resolve) => {
				const watcher = () => {
					if (!holds()) return;
					watchers = watchers.filter((other) => other !== watcher);
					resolve();
				};
				watchers.push(watcher);
				watcher();
			})
	};
}
