/** The UIDs as an IMAP sequence set: `3,5:9`. They must be ascending. */
export function sequenceSet(uids: readonly number[]): string {
	const runs: [number, number][] = [];
	for (const uid of uids) {
		const last = runs.at(-1);
		if (last && last[1] + 1 === uid) last[1] = uid;
		else runs.push([uid, uid]);
	}
	return runs.map(([from, to]) => (from === to ? `${from}` : `${from}:${to}`)).join(',');
}

/** Slices of at most `count`. */
export function* chunks<T>(list: readonly T[], count: number): Generator<T[]> {
	for (let at = 0; at < list.length; at += count) yield list.slice(at, at + count);
}
