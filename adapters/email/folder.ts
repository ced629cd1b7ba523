import type { ImapFlow } from 'imapflow';
import type { Arriving, Sink } from '../adapter.ts';
import { fetchBatch, present, sizes, type Fetched, type FetchedBatch } from './fetch.ts';
import { KNOWN_COUNT, WINDOW_COUNT } from './limits.ts';
import { plan, type Sized } from './plan.ts';
import { suspects, type Suspects } from './suspects.ts';
import { chunks, sequenceSet } from './uids.ts';

/** What we know of a folder from one connection to the next. */
export interface Folder {
	path: string;
	/** UIDVALIDITY: UIDs mean something only together with it. */
	uidValidity?: string;
	/** Every mail up to here is in the ledger or in `waiting`. */
	highest: number;
	/** Highest UID that the folder had when it was last compared. */
	top: number;
	/** Mails that the server has and did not give. */
	waiting: Set<number>;
	suspects: Suspects;
	/** When all UIDs were last compared with the ledger; undefined: they must be. */
	comparedAt?: number;
	/** UIDVALIDITY changed: mails known by other UIDs come again. */
	renumbered: boolean;
}
export interface Reading {
	client: ImapFlow;
	sink: Sink;
	signal: AbortSignal;
	seenAfterCommit: boolean;
}

/** A folder of which nothing is known but, perhaps, the UIDVALIDITY of former days. */
export const newFolder = (path: string, uidValidity?: string): Folder => ({
	path,
	...(uidValidity === undefined ? {} : { uidValidity }),
	highest: 0,
	top: 0,
	waiting: new Set(),
	suspects: suspects(),
	renumbered: false
});

const externalId = ({ path, uidValidity }: Folder, uid: number) => `${path};${uidValidity};${uid}`;

/** Opens the folder. Where its UIDVALIDITY is another than before, all that was known of it is void. */
export async function openFolder(client: ImapFlow, folder: Folder, readOnly: boolean): Promise<void> {
	const mailbox = await client.mailboxOpen(folder.path, { readOnly });
	const uidValidity = String(mailbox.uidValidity);
	if (folder.uidValidity === uidValidity) return;
	const renumbered = folder.renumbered || folder.uidValidity !== undefined;
	delete folder.comparedAt;
	Object.assign(folder, newFolder(folder.path, uidValidity), { renumbered });
}

/** UIDs of the whole folder that the ledger does not have, ascending. */
async function unknown({ client, sink }: Reading, folder: Folder): Promise<number[]> {
	const all = await client.search({ all: true }, { uid: true });
	if (!all) throw new Error(`${folder.path}: the server gave no list of its mails`);
	const missing: number[] = [];
	folder.waiting.clear();
	folder.top = all.reduce((top, uid) => Math.max(top, uid), 0);
	for (const some of chunks(all, KNOWN_COUNT)) {
		const known = await sink.known(some.map((uid) => externalId(folder, uid)));
		missing.push(...some.filter((uid) => !known.has(externalId(folder, uid))));
	}
	return missing.sort((one, other) => one - other);
}

/** Mails to be fetched, a window at a time. */
async function* windows(reading: Reading, folder: Folder): AsyncGenerator<Sized[]> {
	const { client } = reading;
	const whole = folder.comparedAt === undefined;
	// Until all went well the folder counts as not compared, so that a fault leaves no gap behind.
	delete folder.comparedAt;
	if (whole) {
		for (const some of chunks(await unknown(reading, folder), WINDOW_COUNT))
			yield await sizes(client, sequenceSet(some));
		return;
	}
	const fresh = await sizes(client, `${folder.highest + 1}:*`);
	const waiting = [...folder.waiting].sort((one, other) => one - other);
	const again = waiting.length > 0 ? await sizes(client, sequenceSet(waiting)) : [];
	const there = new Set(again.map(({ uid }) => uid));
	for (const uid of waiting) if (!there.has(uid)) folder.waiting.delete(uid);
	// `n:*` names the last mail even when it is older than n.
	yield* chunks([...again, ...fresh.filter(({ uid }) => uid > folder.highest)], WINDOW_COUNT);
}

const arriving = (folder: Folder, { uid, raw, oversized }: Fetched): Arriving => {
	const flags = [...(oversized ? ['oversized'] : []), ...(folder.renumbered ? ['renumbered'] : [])];
	return {
		kind: 'message',
		externalId: externalId(folder, uid),
		body: raw,
		headers: {},
		...(flags.length > 0 ? { flags } : {})
	};
};

/** Hands a batch on. Only after its commit does anything count as received, here or on the server. */
async function commit(reading: Reading, folder: Folder, mails: Fetched[]): Promise<void> {
	if (mails.length === 0) return;
	await reading.sink.receive(mails.map((mail) => arriving(folder, mail)));
	const uids = mails.map(({ uid }) => uid).sort((one, other) => one - other);
	for (const uid of uids) {
		folder.waiting.delete(uid);
		folder.suspects.clear(uid);
	}
	folder.highest = Math.max(folder.highest, uids.at(-1) ?? 0);
	if (reading.seenAfterCommit && reading.client.usable)
		await reading.client.messageFlagsAdd(sequenceSet(uids), ['\\Seen'], { uid: true });
}

/** Remembers what did not come, so that it is asked for again. */
async function setAside({ client }: Reading, folder: Folder, batch: FetchedBatch): Promise<void> {
	const now = Date.now();
	for (const uid of batch.refused) folder.suspects.add(uid, now);
	const there = batch.missing.length > 0 ? await present(client, batch.missing) : [];
	for (const uid of [...batch.refused, ...there]) folder.waiting.add(uid);
	if (!batch.broken) return;
	folder.suspects.add(batch.broken.at, now);
	throw batch.broken.fault;
}

/**
 * Receives every mail of the open folder that is not in the ledger. While one batch is being committed the next
 * is on its way; two are in memory at most. Rejects when the connection breaks or `receive` does; what was not
 * committed is then fetched again by the next call.
 */
export async function readFolder(reading: Reading, folder: Folder): Promise<void> {
	let committing: Promise<void> = Promise.resolve();
	const { comparedAt } = folder;
	try {
		for await (const window of windows(reading, folder)) {
			const now = Date.now();
			const due = window.filter(({ uid }) => folder.suspects.due(uid, now));
			for (const { uid } of window) if (!folder.suspects.due(uid, now)) folder.waiting.add(uid);
			for (const batch of plan(due, folder.suspects.alone())) {
				if (reading.signal.aborted) return;
				const fetched = await fetchBatch(reading.client, batch);
				await committing;
				committing = commit(reading, folder, fetched.mails);
				committing.catch(() => undefined);
				await setAside(reading, folder, fetched);
			}
		}
	} finally {
		await committing;
	}
	folder.highest = Math.max(folder.highest, folder.top);
	folder.comparedAt = comparedAt ?? Date.now();
}
