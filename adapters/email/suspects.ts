import { SUSPECT_LIMIT_MS } from './limits.ts';

const first_ms = 15_000;
/** Times that a mail may break a batch before it is asked for alone, after all others. */
const TRUSTED_TIMES = 2;

/** Mails that broke a connection or were refused: asked for last, alone and ever more seldom, but never given up. */
export function suspects() {
	const known = new Map<number, { times: number; due: number }>();
	return {
		add(uid: number, now: number) {
			const times = (known.get(uid)?.times ?? 0) + 1;
			const wait =
				times < TRUSTED_TIMES ? 0 : Math.min(SUSPECT_LIMIT_MS, first_ms * 2 ** (times - TRUSTED_TIMES));
			known.set(uid, { times, due: now + wait });
		},
		clear: (uid: number) => known.delete(uid),
		/** Those that are to be asked for alone. */
		alone: () => new Set([...known].filter(([, { times }]) => times >= TRUSTED_TIMES).map(([uid]) => uid)),
		due: (uid: number, now: number) => (known.get(uid)?.due ?? 0) <= now
	};
}
export type Suspects = ReturnType<typeof suspects>;
