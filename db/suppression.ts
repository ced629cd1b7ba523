import { Type } from 'typebox';
import { Suppression, type SuppressionReason } from '#contracts/notice-desk.ts';
import { visible, type Viewer } from './scope.ts';
import { many, maybeOne, run, sql, type Db } from './sql.ts';

const inForce = sql`lifted_at is null and (until is null or until > now())`;

/** Nothing goes to the address from now on; `days` null: till it is lifted. */
export const suppress = (
	db: Db,
	{
		channel,
		address,
		reason,
		detail,
		days
	}: {
		channel: string;
		address: string;
		reason: SuppressionReason;
		detail: string;
		days: number | null;
	}
) =>
	run(
		db,
		sql`insert into suppression (channel, address, reason, detail, until)
			values (${channel}, ${address}, ${reason}, ${detail}, now() + make_interval(days => ${days}::int))
			on conflict (channel, address) where lifted_at is null do update set
				made_at = now(), reason = excluded.reason, detail = excluded.detail, until = excluded.until`
	);

/** Its owner wants to hear from us again. */
export const optIn = (db: Db, channel: string, address: string) =>
	run(
		db,
		sql`update suppression set lifted_at = now()
			where channel = ${channel} and address = ${address} and lifted_at is null`
	);

/** Of these addresses, those that nothing goes to. */
export async function suppressedOf(db: Db, addresses: string[]): Promise<Set<string>> {
	const rows = await many(
		db,
		Type.Object({ address: Type.String() }),
		sql`select address from suppression where address = any(${addresses}) and ${inForce}`
	);
	return new Set(rows.map(({ address }) => address));
}

/** Who is limited in any way sees the addresses of those who wrote something that they see. */
const sees = (viewer: Viewer) =>
	Object.values(viewer.scope).every((limit) => limit === null)
		? sql`true`
		: sql`exists (select from submission s where s.sender = address and ${visible(viewer, 's')})`;

const PAGE = 100;

/** A page of what nothing goes to, newest first; `sought` is the beginning of an address. */
export async function readSuppressions(
	db: Db,
	viewer: Viewer,
	{ after, sought }: { after?: string; sought?: string }
) {
	const rows = await many(
		db,
		Suppression,
		sql`select id::text, channel, address, reason, detail, made_at as "madeAt", until from suppression
			where ${inForce} and ${sees(viewer)} and (${after ?? null}::bigint is null or id < ${after ?? null}::bigint)
				and (${sought ?? null}::text is null or starts_with(address, ${sought ?? null}::text))
			order by id desc limit ${PAGE}`
	);
	return { rows, next: rows.length === PAGE ? rows.at(-1)!.id : null };
}

/** Something may go there again. Null when nothing keeps it back. */
export const liftSuppression = (db: Db, viewer: Viewer, id: string, reason: string) =>
	maybeOne(
		db,
		Type.Object({ channel: Type.String(), address: Type.String() }),
		sql`update suppression set lifted_at = now(), lifted_by = ${viewer.id}, lifted_reason = ${reason}
			where id = ${id} and lifted_at is null and ${sees(viewer)} returning channel, address`
	);
