import { Type } from 'typebox';
import { CategoryRow, type CategoryInput } from '#contracts/category.ts';
import { many, maybeOne, run, sql, type Db } from './sql.ts';

const columns = sql`code, jsonb_build_object('en', name_en, 'pa', name_pa, 'hi', name_hi) as names, department,
	group_code as "group", keywords, active, edited_at as "editedAt"`;

export const readCategories = (db: Db) =>
	many(db, CategoryRow, sql`select ${columns} from category order by position, code`);

/** Locked till the end of the transaction. */
export const findCategory = (db: Db, code: string) =>
	maybeOne(db, CategoryRow, sql`select ${columns} from category where code = ${code} for update`);

/** False when there is one of this code. */
export const insertCategory = async (db: Db, code: string, input: CategoryInput): Promise<boolean> =>
	(await run(
		db,
		sql`insert into category (code, department, group_code, name_en, name_pa, name_hi, keywords, position, edited_at)
			select ${code}, ${input.department}, ${input.group}, ${input.names.en}, ${input.names.pa}, ${input.names.hi},
				${input.keywords}::text[], (select coalesce(max(position), 0) + 1 from category), now()
			on conflict do nothing`
	)) > 0;

export const updateCategory = (db: Db, code: string, { names, department, group, keywords }: CategoryInput) =>
	run(
		db,
		sql`update category set department = ${department}, group_code = ${group}, name_en = ${names.en},
				name_pa = ${names.pa}, name_hi = ${names.hi}, keywords = ${keywords}::text[], edited_at = now()
			where code = ${code}`
	);

export const setCategoryActive = (db: Db, code: string, active: boolean) =>
	run(db, sql`update category set active = ${active}, edited_at = now() where code = ${code}`);

/** Whether a department of this code is in use. */
export const departmentKnown = async (db: Db, code: string) =>
	(await maybeOne(db, Type.Object({}), sql`select from department where code = ${code} and active`)) !== null;

/** Those of the codes that are no category in use. */
export const unknownCategories = async (db: Db, codes: string[]): Promise<string[]> => {
	const known = await many(
		db,
		Type.Object({ code: Type.String() }),
		sql`select code from category where active and code = any(${codes}::text[])`
	);
	const there = new Set(known.map(({ code }) => code));
	return codes.filter((code) => !there.has(code));
};

/** The department of a category; null where there is no such category. */
export const departmentOfCategory = async (db: Db, code: string) =>
	(
		await maybeOne(
			db,
			Type.Object({ department: Type.String() }),
			sql`select department from category where code = ${code}`
		)
	)?.department ?? null;
