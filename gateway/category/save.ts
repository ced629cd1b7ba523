import type { CategoryInput, CategoryRow } from '#contracts/category.ts';
import { languages } from '#contracts/words.ts';
import * as categories from '#db/category.ts';
import { audit } from '#db/event.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';
import { cleanJson } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import type { Fault } from '../triage/citizen.ts';

const shape = /^[a-z][a-z0-9-]*$/;

function tidy(raw: CategoryInput): CategoryInput {
	const { names, department, group, keywords } = cleanJson(raw);
	return {
		names: { en: names.en.trim(), pa: names.pa.trim(), hi: names.hi.trim() },
		department,
		group: group.trim(),
		keywords: [...new Set(keywords.map((word) => word.trim().toLowerCase()).filter(Boolean))]
	};
}

/** Refuses with every fault by field, those of the code among them. */
async function check(db: Db, { names, department, group }: CategoryInput, more: Fault[] = []) {
	const faults = [...more];
	for (const language of languages)
		if (!names[language]) faults.push({ field: `names.${language}`, code: 'required' });
	if (!shape.test(group)) faults.push({ field: 'group', code: 'invalid_code' });
	if (!(await categories.departmentKnown(db, department)))
		faults.push({ field: 'department', code: 'unknown' });
	if (faults.length) throw new Refusal('invalid', 400, 'Some fields need attention.', { faults });
}

async function find(db: Db, code: string): Promise<CategoryRow> {
	const category = await categories.findCategory(db, code);
	if (!category) throw new Refusal('not_found', 404, 'There is no such category.');
	return category;
}

/** Makes a category that is offered from now on, on every gateway. */
export const createCategory = (
	{ transaction }: Services,
	actor: Actor,
	{ code: raw, ...rest }: CategoryInput & { code: string }
) =>
	transaction(async (db) => {
		const [code, input] = [raw.trim(), tidy(rest)];
		await check(db, input, shape.test(code) ? [] : [{ field: 'code', code: 'invalid_code' }]);
		if (!(await categories.insertCategory(db, code, input)))
			throw new Refusal('invalid', 400, 'There is a category of this code.', {
				faults: [{ field: 'code', code: 'known_code' }]
			});
		await audit(db, actor, 'category:made', code, { ...input });
		return find(db, code);
	});

/** Changes a category for what is registered from now on; the department of old cases stays as it is. */
export const saveCategory = ({ transaction }: Services, actor: Actor, code: string, raw: CategoryInput) =>
	transaction(async (db) => {
		const before = await find(db, code);
		const input = tidy(raw);
		await check(db, input);
		await categories.updateCategory(db, code, input);
		await audit(db, actor, 'category:changed', code, { before, after: input });
		return find(db, code);
	});

/** Retires a category, or offers it again. */
export const activateCategory = ({ transaction }: Services, actor: Actor, code: string, active: boolean) =>
	transaction(async (db) => {
		await find(db, code);
		await categories.setCategoryActive(db, code, active);
		await audit(db, actor, active ? 'category:restored' : 'category:retired', code);
		return find(db, code);
	});
