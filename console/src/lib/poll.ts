/** Runs the work now and again `every_ms` after it ended, until the returned function is called; waits while the page is hidden. */
export function poll(work: () => Promise<void>, every_ms: number) {
	let timer: ReturnType<typeof setTimeout>;
	let stopped = false;
	const run = async () => {
		if (!document.hidden) await work().catch(() => undefined);
		if (!stopped) timer = setTimeout(() => void run(), every_ms);
	};
	void run();
	return () => {
		stopped = true;
		clearTimeout(timer);
	};
}
