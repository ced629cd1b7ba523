import { Type } from 'typebox';
import { Signatory } from '#contracts/campaign.ts';
import { visible, type Viewer } from './scope.ts';
import { containing, empty, join, many, maybeOne, raw, sql, type Db } from './sql.ts';

export interface NewSignatory {
	name: string;
	phone: string | null;
	address: string | null;
}

/** How they are told apart: as the unique index does. */
const listed = (people: NewSignatory[]) =>
	sql`jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as x (name text, phone text, address text)`;

/** Of these, how many are on the campaign's lists already. */
export const countListed = (db: Db, grievance: string, people: NewSignatory[]) =>
	maybeOne(
		db,
		Type.Object({ count: Type.Integer() }),
		sql`select count(*)::int as count from ${listed(people)} join signatory p on p.grievance = ${grievance}
			and lower(p.name) = lower(x.name) and coalesce(p.phone, '') = coalesce(x.phone, '')
			and coalesce(lower(p.address), '') = coalesce(lower(x.address), '') and p.removed_at is null`
	).then((row) => row?.count ?? 0);

/** Puts them on the campaign's lists, in their order; who is there already is left out. Gives how many are new. */
export const insertSignatories = async (
	db: Db,
	grievance: string,
	people: NewSignatory[],
	by: { id: string; name: string }
) => {
	const rows = await many(
		db,
		Type.Object({ id: Type.String() }),
		sql`insert into signatory (grievance, name, phone, address, added_by, added_by_name)
			select ${grievance}, name, phone, address, ${by.id}, ${by.name} from ${listed(people)}
			on conflict do nothing returning id::text`
	);
	return rows.length;
};

const PAGE = 200;

/** A page of everybody who brings the case; `after` is the cursor of the last row seen, `shown` what the reader sees. */
export async function readSignatories(
	db: Db,
	viewer: Viewer,
	grievance: string,
	{ q, after, shown }: { q?: string; after?: string; shown: { contact: boolean; place: boolean } }
) {
	const [list, last] = after?.split(':') ?? ['0', '0'];
	const like = containing(q ?? '');
	const digits = q?.replace(/\D/g, '') ?? '';
	// Nobody finds by what is masked to them: they could guess it.
	const words = join(
		['name', shown.contact && 'contact', shown.place && 'address']
			.filter((one) => one)
			.map((one) => raw(String(one)))
	);
	const figures = join(
		['number', shown.contact && 'contact'].filter((one) => one).map((one) => raw(String(one)))
	);
	const rows = await many(
		db,
		Type.Intersect([Signatory, Type.Object({ cursor: Type.String() })]),
		sql`with person as (
			select 1 as list, s.id as at_id, null::text as id, s.number, s.channel, coalesce(s.sender_name, c.name) as name,
				s.sender as contact, s.matter->>'address' as address, s.received_at as at
			from submission s left join citizen c on c.id = s.citizen
			where s.grievance = ${grievance} and ${visible(viewer, 's')}
			union all
			select 2, p.id, p.id::text, null, null, p.name, p.phone, p.address, p.added_at
			from signatory p where p.grievance = ${grievance} and p.removed_at is null
		)
		select id, number, channel, name, contact, address, at, list || ':' || at_id as cursor from person
		where (list, at_id) > (${Number(list)}::int, ${last}::bigint)
			${
				q?.trim()
					? sql`and (lower(concat_ws(' ', ${words})) like ${like}
						${digits.length >= 4 ? sql`or concat_ws(' ', ${figures}) like ${`%${digits}%`}` : empty})`
					: empty
			}
		order by list, at_id limit ${PAGE}`
	);
	const next = rows.length === PAGE ? rows.at(-1)!.cursor : null;
	return { rows, next };
}

/** Locks a row of a list; null when there is none (any more). */
export const lockSignatory = (db: Db, id: string) =>
	maybeOne(
		db,
		Type.Object({ grievance: Type.String(), name: Type.String() }),
		sql`select grievance, name from signatory where id = ${id}::bigint and removed_at is null for update`
	);

export const removeSignatory = (db: Db, id: string, by: { name: string }) =>
	maybeOne(
		db,
		Type.Object({ id: Type.String() }),
		sql`update signatory set removed_at = now(), removed_by_name = ${by.name} where id = ${id}::bigint returning id::text`
	);
