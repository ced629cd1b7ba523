import { Type } from 'typebox';
import type { NotifyBy } from '#contracts/registration.ts';
import { Citizen } from '#contracts/submission.ts';
import { visibleCitizen, type Viewer } from './scope.ts';
import { many, maybeOne, one, run, sql, type Db } from './sql.ts';

/** A citizen `c` in the contract's names. */
export const columns = sql`c.id::text, c.name, c.language,
	(select value from citizen_contact k where k.citizen = c.id and kind = 'phone' order by k.created_at limit 1) as phone,
	(select value from citizen_contact k where k.citizen = c.id and kind = 'email' order by k.created_at limit 1) as email`;

/** Those known by any of these telephone numbers or addresses: none, one, or several who share it. */
export const citizensBy = (db: Db, values: string[]) =>
	many(
		db,
		Citizen,
		sql`select ${columns} from citizen c
			where c.id in (select citizen from citizen_contact where value = any(${values}::text[]))
			order by c.id limit 20`
	);

export const findCitizen = (db: Db, id: string) =>
	maybeOne(db, Citizen, sql`select ${columns} from citizen c where c.id = ${id}`);

/** Makes a citizen, or brings the name and language of one whom the viewer sees up to date. Gives the id. */
export async function saveCitizen(
	db: Db,
	viewer: Viewer,
	citizen: { id?: string; name: string; language: string; notifyBy?: NotifyBy | undefined }
): Promise<string | null> {
	// Kept as it was where nobody asked.
	const wish = citizen.notifyBy ?? null;
	const saved = citizen.id
		? sql`update citizen set name = ${citizen.name}, language = ${citizen.language},
				notify_by = case when ${wish}::text is null then notify_by else nullif(${wish}::text, 'any') end where id = ${citizen.id}
				and ${visibleCitizen(viewer)} returning id::text`
		: sql`insert into citizen (name, language, notify_by)
				values (${citizen.name}, ${citizen.language}, nullif(${wish}::text, 'any')) returning id::text`;
	const row = await maybeOne(db, Type.Object({ id: Type.String() }), saved);
	return row?.id ?? null;
}

export const addContact = (db: Db, citizen: string, kind: 'phone' | 'email', value: string) =>
	run(
		db,
		sql`insert into citizen_contact (citizen, kind, value) values (${citizen}, ${kind}, ${value}) on conflict do nothing`
	);

/** Whether the codes exist, are in use and belong together. */
export const checkPlace = (
	db: Db,
	{ category, district, tehsil }: { category: string; district: string; tehsil: string | null }
) =>
	one(
		db,
		Type.Object({
			department: Type.Union([Type.String(), Type.Null()]),
			district: Type.Boolean(),
			tehsil: Type.Boolean()
		}),
		sql`select (select department from category where code = ${category} and active) as department,
			exists (select from district where code = ${district} and active) as district,
			${tehsil}::text is null
				or exists (select from tehsil t where t.code = ${tehsil} and t.district = ${district} and active) as tehsil`
	);
