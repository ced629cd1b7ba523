import type { ImapFlow } from 'imapflow';
import { MAIL_HEAD } from './limits.ts';
import type { Batch, Sized } from './plan.ts';
import { sequenceSet } from './uids.ts';

export interface Fetched {
	uid: number;
	raw: Buffer;
	oversized: boolean;
}
export interface FetchedBatch {
	mails: Fetched[];
	/** Asked for and not given, though the command succeeded. */
	missing: number[];
	/** UIDs for which alone the server refused the command. */
	refused: number[];
	/** Why the connection broke half-way, and the mail at which it did. */
	broken?: { at: number; fault: Error };
}

const byUid = { uid: true } as const;

/** Sizes of the mails in the set, ascending by UID. */
export async function sizes(client: ImapFlow, set: string): Promise<Sized[]> {
	const found: Sized[] = [];
	for await (const { uid, size } of client.fetch(set, { uid: true, size: true }, byUid))
		found.push({ uid, size: size ?? 0 });
	return found.sort((one, other) => one.uid - other.uid);
}

/** Which of these the server still has. */
export async function present(client: ImapFlow, uids: number[]): Promise<number[]> {
	const found = await client.search({ uid: sequenceSet(uids) }, byUid);
	return found || [];
}

async function fetchOnce(client: ImapFlow, batch: Batch, mails: Map<number, Fetched>): Promise<void> {
	const source = batch.oversized ? { start: 0, maxLength: MAIL_HEAD } : true;
	for await (const row of client.fetch(sequenceSet(batch.uids), { uid: true, source }, byUid)) {
		if (row.source && batch.uids.includes(row.uid))
			mails.set(row.uid, { uid: row.uid, raw: row.source, oversized: batch.oversized });
	}
}
const wasRefused = (fault: unknown) =>
	fault instanceof Error && 'responseStatus' in fault && /^(NO|BAD)$/.test(String(fault.responseStatus));

/**
 * Fetches a batch with one command. A server that refuses the command is asked for halves, so that one bad mail
 * holds up no other; one that breaks off leaves what came before. Never rejects.
 */
export async function fetchBatch(client: ImapFlow, batch: Batch): Promise<FetchedBatch> {
	const mails = new Map<number, Fetched>();
	try {
		await fetchOnce(client, batch, mails);
	} catch (fault) {
		const rest = batch.uids.filter((uid) => !mails.has(uid));
		const [at] = rest;
		if (wasRefused(fault) && client.usable && at !== undefined) {
			return fetchHalves(client, { ...batch, uids: rest }, [...mails.values()]);
		}
		const broken = { at: at ?? batch.uids[0] ?? 0, fault: fault as Error };
		return { mails: [...mails.values()], missing: [], refused: [], broken };
	}
	return {
		mails: [...mails.values()],
		missing: batch.uids.filter((uid) => !mails.has(uid)),
		refused: []
	};
}

async function fetchHalves(client: ImapFlow, batch: Batch, before: Fetched[]): Promise<FetchedBatch> {
	if (batch.uids.length === 1) return { mails: before, missing: [], refused: batch.uids };
	const half = batch.uids.length >> 1;
	const one = await fetchBatch(client, { ...batch, uids: batch.uids.slice(0, half) });
	if (one.broken) return { ...one, mails: [...before, ...one.mails] };
	const other = await fetchBatch(client, { ...batch, uids: batch.uids.slice(half) });
	return {
		mails: [...before, ...one.mails, ...other.mails],
		missing: [...one.missing, ...other.missing],
		refused: [...one.refused, ...other.refused],
		...(other.broken ? { broken: other.broken } : {})
	};
}
