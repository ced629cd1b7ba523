/** Calls `work` at once, and again after `interval_ms` when it was asked for meanwhile: never more often. */
export function paced(interval_ms: number, work: () => unknown): () => void {
	let waiting = false;
	let asked = false;
	const call = () => {
		if (waiting) return void (asked = true);
		asked = false;
		waiting = true;
		work();
		setTimeout(() => {
			waiting = false;
			if (asked) call();
		}, interval_ms).unref();
	};
	return call;
}
