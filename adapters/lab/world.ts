import { setTimeout as wait } from 'node:timers/promises';
import { noFaults, type AccountFaults } from './faults.ts';

/** What all calls of one exchange share: its clock, its dice, what goes wrong on purpose. */
export interface World {
	/** How long a second lasts here, in milliseconds. */
	second_ms: number;
	/** From 0 to 1. */
	chance(): number;
	faults(account: string): AccountFaults;
	setFaults(account: string, faults: Partial<AccountFaults>): void;
	/** Resolves after so many of the exchange's seconds; at once when the exchange closes. */
	pause(seconds: number): Promise<void>;
	/** Does `work` after so many seconds, unless the given function is called or the exchange closes before. */
	later(seconds: number, work: () => void): () => void;
	signal: AbortSignal;
	close(): void;
}

/** A clock and dice; with the same seed the same things go wrong. */
export function world({ second_ms, chance }: { second_ms: number; chance: () => number }): World {
	const closing = new AbortController();
	const { signal } = closing;
	const all = new Map<string, AccountFaults>();
	const timers = new Set<NodeJS.Timeout>();
	return {
		second_ms,
		chance,
		signal,
		faults: (account) => all.get(account) ?? noFaults,
		setFaults: (account, faults) => void all.set(account, { ...noFaults, ...faults }),
		pause: (seconds) => wait(seconds * second_ms, undefined, { signal }).catch(() => undefined),
		later: (seconds, work) => {
			const timer = setTimeout(() => {
				timers.delete(timer);
				work();
			}, seconds * second_ms).unref();
			timers.add(timer);
			return () => {
				clearTimeout(timer);
				timers.delete(timer);
			};
		},
		close: () => {
			closing.abort();
			for (const timer of timers) clearTimeout(timer);
		}
	};
}
