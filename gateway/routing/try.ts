import { departmentOfCategory } from '#db/category.ts';
import { readRule, stepsOf } from '#db/routing.ts';
import { findRule } from '#db/seat.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

/** Where a matter would go today, by which rule, and up all levels; nothing is written. */
export async function tryRoute(
	{ pool }: Services,
	{ category, district, tehsil }: { category: string; district: string; tehsil?: string }
) {
	const department = await departmentOfCategory(pool, category);
	if (!department)
		throw new Refusal('invalid', 400, 'No such category.', {
			faults: [{ field: 'category', code: 'unknown' }]
		});
	const of = { category, department, district, tehsil: tehsil ?? null };
	const rule = await findRule(pool, of);
	if (!rule) return { rule: null, track: null, steps: [] };
	return {
		rule: await readRule(pool, rule.rule),
		track: rule.track,
		steps: await stepsOf(pool, rule.track, rule.office, of)
	};
}
