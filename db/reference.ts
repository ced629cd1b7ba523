import { Type } from 'typebox';
import { Category, Department, District, Tehsil, type Reference } from '#contracts/place.ts';
import { Names } from '#contracts/words.ts';
import { many, raw, sql, type Db } from './sql.ts';

const names = sql`jsonb_build_object('en', name_en, 'pa', name_pa, 'hi', name_hi) as names`;

const retired = (db: Db, table: 'district' | 'tehsil' | 'department' | 'category') =>
	many(
		db,
		Type.Object({ code: Type.String(), names: Names }),
		sql`select code, ${names} from ${raw(table)} where not active order by code`
	);

async function readRetired(db: Db): Promise<Reference['retired']> {
	const [districts, tehsils, departments, categories] = await Promise.all([
		retired(db, 'district'),
		retired(db, 'tehsil'),
		retired(db, 'department'),
		retired(db, 'category')
	]);
	return { districts, tehsils, departments, categories };
}

/** All that is in use, in the order of the lists, and by name what is retired. */
export async function readAll(db: Db): Promise<Reference> {
	const [districts, tehsils, departments, categories] = await Promise.all([
		many(
			db,
			District,
			sql`select code, ${names}, division from district where active order by position, code`
		),
		many(db, Tehsil, sql`select code, ${names}, district from tehsil where active order by position, code`),
		many(db, Department, sql`select code, ${names} from department where active order by position, code`),
		many(
			db,
			Category,
			sql`select code, ${names}, department, group_code as "group", keywords from category where active
				order by position, code`
		)
	]);
	return { districts, tehsils, departments, categories, retired: await readRetired(db) };
}
