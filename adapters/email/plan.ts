import { BATCH_BYTES, BATCH_COUNT, MAIL_HEAD, MAIL_LIMIT } from './limits.ts';

export interface Sized {
	uid: number;
	/** Bytes, as the server says. */
	size: number;
}
export interface Batch {
	/** Ascending. */
	uids: number[];
	/** Only the first MAIL_HEAD bytes of each are fetched. */
	oversized: boolean;
}

/** Batches within both limits, in the order of the mails. Mails in `alone` come last, each by itself. */
export function plan(mails: readonly Sized[], alone: ReadonlySet<number>): Batch[] {
	const batches: (Batch & { bytes: number })[] = [];
	for (const { uid, size } of mails) {
		if (alone.has(uid)) continue;
		const oversized = size > MAIL_LIMIT;
		const bytes = oversized ? MAIL_HEAD : size;
		const last = batches.at(-1);
		const fits = last && last.uids.length < BATCH_COUNT && last.bytes + bytes <= BATCH_BYTES;
		if (last && fits && last.oversized === oversized) {
			last.uids.push(uid);
			last.bytes += bytes;
		} else batches.push({ uids: [uid], oversized, bytes });
	}
	const last = mails.filter(({ uid }) => alone.has(uid));
	return [
		...batches.map(({ uids, oversized }) => ({ uids, oversized })),
		...last.map(({ uid, size }) => ({ uids: [uid], oversized: size > MAIL_LIMIT }))
	];
}
