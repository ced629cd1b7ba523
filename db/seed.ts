import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Type } from 'typebox';
import type pg from 'pg';
import type { Script } from '#contracts/script.ts';
import { supplyScript } from './script.ts';
import { supplyTemplates, type SuppliedTemplate } from './template.ts';
import { supplyCases } from './supply-case.ts';
import { parseCsv, type Row } from './seed/csv.ts';
import { inTransaction, many, run, sql, raw, type Db } from './sql.ts';

const read = (name: string) => parseCsv(readFileSync(join(import.meta.dirname, `seed/${name}.csv`), 'utf8'));

/** A category in a department that is not there, a tehsil of no district: refused before anything is written. */
function checkReferences(table: string, rows: Row[], column: string, targets: Row[]): void {
	const known = new Set(targets.map(({ code }) => code));
	const lost = rows.filter((row) => !known.has(row[column] ?? ''));
	if (lost.length > 0)
		throw new Error(
			`db/seed/${table}.csv: ${lost.map((row) => `${row.code} has unknown ${column} "${row[column]}"`).join('; ')}`
		);
}

function checkRows(table: string, rows: Row[]): void {
	const codes = new Set(rows.map(({ code }) => code));
	if (codes.size < rows.length) throw new Error(`db/seed/${table}.csv: a code is there twice`);
	const nameless = rows.filter((row) => !row.code || !row.name_en || !row.name_pa || !row.name_hi);
	if (nameless.length > 0)
		throw new Error(
			`db/seed/${table}.csv: no code or name in ${nameless.map(({ code }) => code).join(', ')}`
		);
}

/** The reference data of the files, checked. */
export function readSeed() {
	const files = {
		district: read('districts'),
		tehsil: read('tehsils'),
		department: read('departments'),
		category: read('categories')
	};
	for (const [table, rows] of Object.entries(files)) checkRows(table, rows);
	checkReferences('tehsils', files.tehsil, 'district', files.district);
	checkReferences('categories', files.category, 'department', files.department);
	return files;
}

/** `insert … select` of the rows of a file: all in one statement, changed rows only. */
async function upsert(
	db: Db,
	table: string,
	columns: string[],
	rows: Row[],
	/** Condition on a row as it stands: what it does not hold for stays as it is. */
	ours = 'true'
): Promise<void> {
	const records = rows.map((row, position) => ({
		...Object.fromEntries(columns.map((column) => [column, row[column] || null])),
		...(row.keywords === undefined ? {} : { keywords: row.keywords.split('|').filter(Boolean) }),
		position,
		active: true
	}));
	const all = [...columns, ...(rows[0]?.keywords === undefined ? [] : ['keywords']), 'position', 'active'];
	const names = raw(all.join(', '));
	const target = raw(table);
	const values = sql`select ${names} from jsonb_populate_recordset(null::${target}, ${JSON.stringify(records)}::jsonb)`;
	await run(
		db,
		sql`insert into ${target} as old (${names}) ${values}
			on conflict (code) do update set (${names}) = row(${raw(all.map((column) => `excluded.${column}`).join(', '))})
			where ${raw(ours)} and (${raw(all.map((column) => `old.${column}`).join(', '))})
				is distinct from (${raw(all.map((column) => `excluded.${column}`).join(', '))})`
	);
	const codes = rows.map(({ code }) => code);
	await run(
		db,
		sql`update ${target} as old set active = false where old.active and ${raw(ours)} and old.code <> all (${codes}::text[])`
	);
}

/** The script of the helpline that the product brings along. */
export const readSeedScript = () =>
	JSON.parse(readFileSync(join(import.meta.dirname, 'seed/script.json'), 'utf8')) as Script;

/** What citizens are told, as the product brings it along. */
export const readSeedTemplates = () =>
	JSON.parse(readFileSync(join(import.meta.dirname, 'seed/templates.json'), 'utf8')) as SuppliedTemplate[];

/** Texts for agents that the product brings along, in the columns of `canned_text`. */
export const readSeedTexts = () => read('texts');

/** Each is supplied once: what was changed, renamed or retired here is not brought back. */
async function supplyTexts(db: Db): Promise<void> {
	const rows = readSeedTexts().map(({ places, ...row }) => ({ ...row, places: places?.split(' ') }));
	await run(
		db,
		sql`insert into canned_text (origin, shortcut, places, body_en, body_pa, body_hi)
			select shortcut, shortcut, places, body_en, body_pa, body_hi
				from jsonb_populate_recordset(null::canned_text, ${JSON.stringify(rows)}::jsonb)
			on conflict do nothing`
	);
}

const names = ['name_en', 'name_pa', 'name_hi'];

/** Categories of the file that an administrator has changed. */
const editedOf = (db: Db, rows: Row[]) =>
	many(
		db,
		Type.Object({ code: Type.String() }),
		sql`select code from category where edited_at is not null
			and code = any(${rows.map(({ code }) => code)}::text[]) order by code`
	);

/**
 * Brings the reference data to what the files say; what left the files becomes inactive. What an administrator has
 * changed on screen stays as it is; gives the codes of those categories. Safe to repeat.
 */
export async function seed(pool: pg.Pool): Promise<{ kept: string[] }> {
	const { district, tehsil, department, category } = readSeed();
	return inTransaction(pool, async (db) => {
		await upsert(db, 'district', ['code', ...names, 'division', 'region'], district);
		await upsert(db, 'tehsil', ['code', 'district', ...names], tehsil);
		await upsert(db, 'department', ['code', 'lgd_code', ...names], department);
		await upsert(
			db,
			'category',
			['code', 'department', 'group_code', ...names],
			category,
			'old.edited_at is null'
		);
		await supplyTexts(db);
		await supplyScript(db, readSeedScript());
		await supplyTemplates(db, readSeedTemplates());
		await supplyCases(db);
		return { kept: (await editedOf(db, category)).map(({ code }) => code) };
	});
}
