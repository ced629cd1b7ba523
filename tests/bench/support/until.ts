import { setTimeout as wait } from 'node:timers/promises';

/** Asks every `interval_ms` until `done` says true. Rejects with `what` after `limit_ms`. */
export async function until(
	what: string,
	done: () => Promise<boolean> | boolean,
	{ interval_ms = 20, limit_ms = 60_000 } = {}
): Promise<void> {
	const limit = performance.now() + limit_ms;
	while (!(await done())) {
		if (performance.now() > limit) throw new Error(`${what} did not come within ${limit_ms / 1000} s`);
		await wait(interval_ms);
	}
}
