import { Type } from 'typebox';
import { SavedView, type ViewInput } from '#contracts/views.ts';
import { many, maybeOne, one, run, sql, type Db } from './sql.ts';

/** A view `v`, as this person sees it. */
const columns = (
	person: string
) => sql`v.id::text, v.name, v.source, v.filters, v.shared, v.person = ${person} as own,
	(select name from access."user" u where u.id = v.person) as by`;

export const viewsOf = (db: Db, person: string) =>
	many(
		db,
		SavedView,
		sql`select ${columns(person)} from saved_view v where v.person = ${person} or v.shared
			order by v.person <> ${person}, lower(v.name), v.id limit 500`
	);

export const countViews = async (db: Db, person: string): Promise<number> =>
	(
		await one(
			db,
			Type.Object({ count: Type.Integer() }),
			sql`select count(*)::int as count from saved_view where person = ${person}`
		)
	).count;

/** The new view; null when the person has one of this name. */
export const insertView = (db: Db, person: string, { name, source, filters }: ViewInput) =>
	maybeOne(
		db,
		SavedView,
		sql`with v as (insert into saved_view (person, name, source, filters)
				values (${person}, ${name}, ${source}, ${JSON.stringify(filters)}::jsonb)
				on conflict (person, name) do nothing returning *)
			select ${columns(person)} from v`
	);

/** Whether the person has another view of this name. */
export const hasView = async (db: Db, person: string, name: string, but: string): Promise<boolean> =>
	(await run(
		db,
		sql`select from saved_view where person = ${person} and name = ${name} and id <> ${but} limit 1`
	)) > 0;

export const updateViewName = (db: Db, person: string, id: string, name: string) =>
	maybeOne(
		db,
		SavedView,
		sql`update saved_view v set name = ${name} where id = ${id} and person = ${person} returning ${columns(person)}`
	);

/** Shares the person's own view, or ends the sharing of anybody's; null when there is none such. */
export const updateViewShared = (db: Db, person: string, id: string, shared: boolean) =>
	maybeOne(
		db,
		SavedView,
		sql`update saved_view v set shared = ${shared}
			where id = ${id} and (person = ${person} or (shared and not ${shared}::boolean)) returning ${columns(person)}`
	);

export const deleteView = (db: Db, person: string, id: string) =>
	run(db, sql`delete from saved_view where id = ${id} and person = ${person}`);
