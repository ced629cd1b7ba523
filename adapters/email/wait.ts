/** Resolves after `ms`, at once when aborted, and never holds the process. */
export const pause = (ms: number, signal: AbortSignal): Promise<void> =>
	new Promise((resolve) => {
		if (signal.aborted) return resolve();
		const done = () => {
			clearTimeout(timer);
			signal.removeEventListener('abort', done);
			resolve();
		};
		const timer = setTimeout(done, ms).unref();
		signal.addEventListener('abort', done, { once: true });
	});

/** Rejects when the promise has not settled after `ms`. */
export async function within<T>(promise: Promise<T>, ms: number, what: string): Promise<T> {
	let timer: NodeJS.Timeout | undefined;
	const late = new Promise<never>((_, reject) => {
		timer = setTimeout(() => reject(new Error(`${what}: no answer in ${ms} ms`)), ms);
	});
	try {
		return await Promise.race([promise, late]);
	} finally {
		clearTimeout(timer);
	}
}

/** Wait before the attempt after `failures` in a row: doubles up to `limit_ms`, with jitter so that accounts spread. */
export const backoff = (failures: number, first_ms: number, limit_ms: number) =>
	Math.min(limit_ms, first_ms * 2 ** Math.min(failures - 1, 20)) * (0.5 + Math.random() / 2);

/** A bell that remembers that it rang until somebody waits for it. */
export function bell() {
	let rung = false;
	let waiting: (() => void) | undefined;
	return {
		ring() {
			rung = true;
			waiting?.();
		},
		/** Resolves when it rings, when aborted, or after `ms`; true when it rang. */
		async wait(ms: number, signal: AbortSignal): Promise<boolean> {
			if (!rung) {
				const over = new AbortController();
				const rings = new Promise<void>((resolve) => (waiting = resolve));
				await Promise.race([rings, pause(ms, AbortSignal.any([signal, over.signal]))]);
				over.abort();
				waiting = undefined;
			}
			const answer = rung;
			rung = false;
			return answer;
		}
	};
}
