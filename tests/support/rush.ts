const TICK_MS = 20;

/** Begins `work` so many times a second for so long, whether or not what began before has ended; gives all results. */
export async function rush<T>(
	perSecond: number,
	seconds: number,
	work: (nth: number) => Promise<T>
): Promise<T[]> {
	const begun: Promise<T>[] = [];
	const start = performance.now();
	await new Promise<void>((resolve) => {
		const timer = setInterval(() => {
			const due = Math.min(seconds, (performance.now() - start) / 1000) * perSecond;
			while (begun.length < due) begun.push(work(begun.length));
			if (begun.length < seconds * perSecond) return;
			clearInterval(timer);
			resolve();
		}, TICK_MS);
	});
	return Promise.all(begun);
}
