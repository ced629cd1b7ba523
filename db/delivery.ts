import { Type, type Static } from 'typebox';
import { Nullable } from '#contracts/words.ts';
import { many, maybeOne, run, sql, type Db } from './sql.ts';

/** A delivery to be made durable. */
export interface NewDelivery {
	account: string;
	externalId: string;
	kind: string;
	channel: string;
	provider: string;
	method: string;
	url: string;
	headers: Record<string, string>;
	body: Buffer | null;
	blob: string | null;
	flags: string[];
	state: 'received' | 'parked' | 'settled';
	reason: string | null;
	detail: string | null;
}

const Ledgered = Type.Object({
	id: Type.String(),
	account: Type.String(),
	externalId: Type.String(),
	number: Nullable(Type.String())
});
type Ledgered = Static<typeof Ledgered>;

/** What the ledger says of a delivery that was to be written. */
export interface Stored {
	id: string;
	number: string | null;
	/** True: the ledger had it before, or it came twice at once. */
	repeated: boolean;
}

const keyOf = ({ account, externalId }: { account: string; externalId: string }) =>
	`${account} ${externalId}`;

/** One text and one run of bytes for the whole batch: arrays of texts cost both sides several times as much. */
const packed = (deliveries: NewDelivery[]) => {
	const bodies = deliveries.map(({ body }) => body ?? Buffer.alloc(0));
	let from = 1;
	const rows = deliveries.map(({ body, ...row }) => {
		const place = { from, length: body?.length ?? null };
		from += body?.length ?? 0;
		return { ...row, ...place };
	});
	return { rows: JSON.stringify(rows), bodies: Buffer.concat(bodies) };
};

const insertNew = (db: Db, deliveries: NewDelivery[]) => {
	const { rows, bodies } = packed(deliveries);
	return many(
		db,
		Ledgered,
		sql`
		insert into delivery (account, external_id, kind, channel, provider, method, url, headers, body, blob, flags,
			state, reason, detail, number)
		select account, "externalId", kind, channel, provider, method, url, headers,
			substring(${bodies}::bytea from "from" for length), blob, flags, state, reason, detail,
			case when kind = 'message' and state = 'received' then next_number() end
		from json_to_recordset(${rows}::json) as x (account text, "externalId" text, kind text, channel text,
			provider text, method text, url text, headers jsonb, blob text, flags text[], state text, reason text,
			detail text, "from" int, length int)
		on conflict (account, external_id) do nothing
		returning id::text, account, external_id as "externalId", number`,
		'insert-deliveries'
	);
};

/** The deliveries that the ledger has under these ids. */
const findDeliveries = (db: Db, deliveries: NewDelivery[]) =>
	many(
		db,
		Ledgered,
		sql`select d.id::text, d.account, d.external_id as "externalId", d.number
			from unnest(${deliveries.map((d) => d.account)}::text[], ${deliveries.map((d) => d.externalId)}::text[])
				as a (account, external_id)
			cross join lateral (select * from delivery d where d.account = a.account and d.external_id = a.external_id) d`
	);

/**
 * Writes deliveries and gives for each its id and number, in the order of the argument; a repeated one gives the
 * first one's, looked up by `find`. Two gateways that write the same one at once take turns: the second waits and
 * finds the first's.
 */
export async function insertDeliveries(db: Db, deliveries: NewDelivery[], find: Db = db): Promise<Stored[]> {
	const fresh = new Map((await insertNew(db, deliveries)).map((row) => [keyOf(row), row]));
	const repeats = deliveries.filter((delivery) => !fresh.has(keyOf(delivery)));
	// A new statement sees what another gateway committed while the insert waited for it.
	const known: Map<string, Ledgered> = new Map(
		repeats.length ? (await findDeliveries(find, repeats)).map((row) => [keyOf(row), row]) : []
	);
	return deliveries.map((delivery) => {
		const key = keyOf(delivery);
		const own = fresh.get(key);
		const row = own ?? known.get(key);
		if (!row) throw new Error('a delivery is neither new nor in the ledger');
		// Only the first of those that came at once is new.
		if (own && fresh.delete(key)) known.set(key, own);
		return { id: row.id, number: row.number, repeated: !own };
	});
}

/** Account and external id: the identity of a delivery. */
export type DeliveryKey = [account: string, externalId: string];

/** Ids of those that still wait to be read. */
export async function unreadIds(db: Db, keys: DeliveryKey[]): Promise<string[]> {
	const rows = await many(
		db,
		Type.Object({ id: Type.String() }),
		sql`select d.id::text from unnest(${keys.map(([account]) => account)}::text[],
				${keys.map(([, externalId]) => externalId)}::text[]) as k (account, external_id)
			join delivery d on d.account = k.account and d.external_id = k.external_id where d.state = 'received'`
	);
	return rows.map(({ id }) => id);
}

/** Those of the deliveries whose bytes their account has taken in under another id, as `<account> <hash>`. */
export async function deliveredBlobs(db: Db, deliveries: NewDelivery[]): Promise<string[]> {
	if (!deliveries.length) return [];
	const rows = await many(
		db,
		Type.Object({ key: Type.String() }),
		sql`select distinct d.account || ' ' || d.blob as key
			from unnest(${deliveries.map((d) => d.account)}::text[], ${deliveries.map((d) => d.blob)}::text[],
				${deliveries.map((d) => d.externalId)}::text[]) as x (account, blob, external_id)
			join delivery d on d.account = x.account and d.blob = x.blob and d.external_id <> x.external_id`
	);
	return rows.map(({ key }) => key);
}

/** Which of these external ids the ledger has. */
export async function knownDeliveries(db: Db, account: string, externalIds: string[]): Promise<Set<string>> {
	const rows = await many(
		db,
		Type.Object({ externalId: Type.String() }),
		sql`select external_id as "externalId" from delivery where account = ${account}
			and external_id = any(${externalIds}::text[])`
	);
	return new Set(rows.map(({ externalId }) => externalId));
}

export const ReadDelivery = Type.Object({
	id: Type.String(),
	account: Type.String(),
	externalId: Type.String(),
	kind: Type.String(),
	channel: Type.String(),
	method: Type.String(),
	url: Type.String(),
	headers: Type.Record(Type.String(), Type.String()),
	body: Type.Unsafe<Buffer>({}),
	number: Nullable(Type.String()),
	flags: Type.Array(Type.String()),
	receivedAt: Type.String(),
	attempts: Type.Integer()
});
export type ReadDelivery = Static<typeof ReadDelivery>;

const columns = sql`d.id::text, d.account, d.external_id as "externalId", d.kind, d.channel, d.method, d.url, d.headers,
	coalesce(d.body, b.content, '') as body, d.number, d.flags, d.received_at as "receivedAt", d.attempts`;

/** Locks those of the deliveries that still wait to be read; others may be in other hands or done. */
export const lockUnread = (db: Db, ids: string[]) =>
	many(
		db,
		ReadDelivery,
		sql`select ${columns} from delivery d left join blob b on b.sha256 = d.blob
			where d.id = any(${ids}::bigint[]) and d.state = 'received' order by d.id for update of d skip locked`
	);

/** A delivery as it came, whatever its state. */
export const readDelivery = (db: Db, id: string) =>
	maybeOne(
		db,
		ReadDelivery,
		sql`select ${columns} from delivery d left join blob b on b.sha256 = d.blob where d.id = ${id}`
	);

/**
 * Ids that were received `seconds` ago and have not been read: their job was lost with its process. Last come
 * reports of what we may never have sent; however many there are, they hold up no message.
 */
export async function unreadSince(db: Db, seconds: number, limit: number): Promise<string[]> {
	const rows = await many(
		db,
		Type.Object({ id: Type.String() }),
		sql`select id::text from delivery where state = 'received' and kind <> 'call'
			and received_at < now() - make_interval(secs => ${seconds}) order by kind = 'status', id limit ${limit}`
	);
	return rows.map(({ id }) => id);
}

/** Channel of the database on which readers are woken. */
export const READERS = 'readers';

export const wakeReaders = (db: Db) => run(db, sql`select pg_notify(${READERS}, '')`);

export const markRead = (db: Db, ids: string[]) =>
	run(
		db,
		sql`update delivery set state = 'read', read_at = clock_timestamp() where id = any(${ids}::bigint[])`
	);

/** Sets a delivery aside with its reason. Nothing is dropped: body and number stay. */
export const parkDelivery = (db: Db, id: string, reason: string, detail: string) =>
	run(
		db,
		sql`update delivery set state = 'parked', reason = ${reason}, detail = ${detail}, attempts = attempts + 1
			where id = ${id}`
	);

/** Marks that the account is alive: something valid came from it. */
export const touchAccounts = (db: Db, accounts: string[]) =>
	run(
		db,
		sql`update account set last_success_at = now(), last_received_at = now()
			where id = any(${accounts}::text[]) and last_received_at is distinct from now()
			and (last_received_at is null or last_received_at < now() - interval '1 second')`
	);
