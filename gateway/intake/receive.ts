import { setImmediate as turn } from 'node:timers/promises';
import type pg from 'pg';
import type { Channel } from '#contracts/words.ts';
import type { DeliveryKind } from '#adapters/inbound.ts';
import { storeBlobs } from '#db/blob.ts';
import { deliveredBlobs, insertDeliveries, type DeliveryKey, type NewDelivery } from '#db/delivery.ts';
import { inOneTrip } from '#db/one-trip.ts';
import { inTransaction, type Db } from '#db/sql.ts';
import { cleanRecord, cleanText } from './clean.ts';

/** Most deliveries that one transaction takes; the rest wait for the next. */
export const BATCH_LIMIT = 500;
/** Bodies above this go to the blob store, under their hash. */
export const INLINE_LIMIT_BYTES = 64 * 1024;
/** Bytes that one transaction takes. */
export const BATCH_LIMIT_BYTES = 32 * 1024 * 1024;

/** Something that arrived, verified or to be parked with `reason`. */
export interface Arrival {
	account: string;
	channel: Channel;
	provider: string;
	kind: DeliveryKind;
	externalId: string;
	method?: string;
	url?: string;
	headers?: Record<string, string>;
	body: Buffer;
	/** Always store the body by its hash (mail). */
	asBlob?: boolean;
	flags?: string[];
	/** Parked from the beginning: could not be verified or is not what it says. */
	park?: { reason: string; detail?: string };
}

export interface Receipt {
	/** Id of the delivery in the ledger. */
	id: string;
	/** Given to kind `message`; null otherwise. */
	number: string | null;
	/** True: the ledger had it before, and this is the first one's receipt. */
	repeated: boolean;
}

interface Waiting {
	arrival: Arrival;
	resolve(receipt: Receipt): void;
	reject(fault: unknown): void;
}

interface Means {
	pool: pg.Pool;
	/** Queues one read job for the batch by one statement on the same transaction. */
	queueRead(db: Db, keys: DeliveryKey[]): Promise<unknown>;
	/** Called after each commit that left something to read. */
	committed(): void;
}

const storable = (arrival: Arrival): NewDelivery => ({
	account: arrival.account,
	externalId: cleanText(arrival.externalId).slice(0, 500),
	kind: arrival.kind,
	channel: arrival.channel,
	provider: arrival.provider,
	method: arrival.method ?? 'POST',
	url: cleanText(arrival.url ?? ''),
	headers: cleanRecord(arrival.headers ?? {}),
	body: arrival.body,
	blob: null,
	flags: arrival.flags ?? [],
	state: arrival.park ? 'parked' : 'received',
	reason: arrival.park?.reason ?? null,
	detail: arrival.park?.detail ? cleanText(arrival.park.detail) : null
});

/** SQLSTATE classes 22 and 23: bad data or a broken constraint, not a broken connection. */
const refusedContent = (fault: unknown) => /^2[23]/.test((fault as { code?: string }).code ?? '');

/**
 * A mail that the account already has under another UID (its server renumbered the folder, or it was moved back)
 * is noted in the ledger and not read again. Its identity is the hash of its raw bytes, never its Message-ID.
 */
async function settleSameMail(db: Db, rows: NewDelivery[], arrivals: Arrival[]): Promise<void> {
	const mails = rows.filter((_, at) => arrivals[at]!.asBlob);
	const seen = new Set(await deliveredBlobs(db, mails));
	for (const row of mails) {
		const key = `${row.account} ${row.blob}`;
		if (seen.has(key)) Object.assign(row, { state: 'settled', reason: 'same_mail' });
		seen.add(key);
	}
}

const isLarge = ({ asBlob, body }: Arrival) => asBlob === true || body.length > INLINE_LIMIT_BYTES;

/** The delivery rows, and one job to read them all: both on their way before either is answered. */
async function insertAll(
	db: Db,
	rows: NewDelivery[],
	{ queueRead, find }: { queueRead: Means['queueRead']; find: Db }
): Promise<Receipt[]> {
	const unread = rows.filter(({ state }) => state === 'received');
	const [receipts] = await Promise.all([
		insertDeliveries(db, rows, find),
		// What turns out to be repeated has been read already.
		unread.length
			? queueRead(
					db,
					unread.map(({ account, externalId }): DeliveryKey => [account, externalId])
				)
			: null
	]);
	return receipts;
}

/** Writes a batch on the given transaction: deliveries, numbers, and one job to read them all. */
export async function receiveAll(
	db: Db,
	arrivals: Arrival[],
	queueRead: Means['queueRead']
): Promise<Receipt[]> {
	const rows = arrivals.map(storable);
	const large = rows.filter((_, at) => isLarge(arrivals[at]!));
	if (large.length) {
		const hashes = await storeBlobs(
			db,
			large.map((row) => row.body!)
		);
		large.forEach((row, at) => Object.assign(row, { blob: hashes[at], body: null }));
		await settleSameMail(db, rows, arrivals);
	}
	return insertAll(db, rows, { queueRead, find: db });
}

/** The same in a transaction of its own, in one round trip where no large body has to be stored first. */
function receiveBatch({ pool, queueRead }: Means, arrivals: Arrival[]): Promise<Receipt[]> {
	if (arrivals.some(isLarge)) return inTransaction(pool, (db) => receiveAll(db, arrivals, queueRead));
	const rows = arrivals.map(storable);
	const statements = rows.some(({ state }) => state === 'received') ? 2 : 1;
	return inOneTrip(pool, statements, (db) => insertAll(db, rows, { queueRead, find: pool }));
}

/**
 * The one write of intake, with natural batching: while a transaction is in flight the arrivals gather,
 * and the next takes them all. An idle gateway adds no wait. Each promise resolves after its commit.
 */
export function createReceiver(means: Means) {
	let gathered: Waiting[] = [];
	let draining = false;

	const take = () => {
		let bytes = 0;
		let count = 0;
		for (const { arrival } of gathered) {
			bytes += arrival.body.length;
			if (count > 0 && (count >= BATCH_LIMIT || bytes > BATCH_LIMIT_BYTES)) break;
			count++;
		}
		const batch = gathered.slice(0, count);
		gathered = gathered.slice(count);
		return batch;
	};

	const commit = async (batch: Waiting[]) => {
		const receipts = await receiveBatch(
			means,
			batch.map(({ arrival }) => arrival)
		);
		batch.forEach(({ resolve }, at) => resolve(receipts[at]!));
	};

	// One arrival whose content PostgreSQL refuses must not take its batch with it; when the database
	// is away, all are told at once, so that the far side can try again.
	const recover = async (batch: Waiting[], fault: unknown) => {
		if (batch.length === 1 || !refusedContent(fault)) return batch.forEach(({ reject }) => reject(fault));
		for (const waiting of batch) await commit([waiting]).catch((own) => waiting.reject(own));
	};

	const drain = async () => {
		while (gathered.length > 0) {
			// What the sockets hold already comes along: a transaction for one costs nearly as much as for fifty.
			await turn();
			const batch = take();
			await commit(batch).catch((fault) => recover(batch, fault));
			means.committed();
		}
		draining = false;
	};

	return (arrival: Arrival) =>
		new Promise<Receipt>((resolve, reject) => {
			gathered.push({ arrival, resolve, reject });
			if (draining) return;
			draining = true;
			void drain();
		});
}
