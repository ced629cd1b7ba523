import type { RuleInput } from '#contracts/routing.ts';
import { unknownCategories } from '#db/category.ts';
import { audit } from '#db/event.ts';
import { districtsOf } from '#db/office.ts';
import { unknownCodes } from '#db/people.ts';
import * as rules from '#db/routing.ts';
import { officeNames } from '#db/seat.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

const list = (code: string | null) => (code === null ? [] : [code]);

/** What of a rule there is not, or does not belong together. */
async function check(db: Db, input: RuleInput, own: string | null): Promise<void> {
	const { category, department, district, tehsil, target, office } = input;
	const faults: { field: string; code: string }[] = [];
	const unknown = await unknownCodes(db, {
		districts: list(district),
		tehsils: list(tehsil),
		departments: list(department)
	});
	if ((await unknownCategories(db, list(category))).length)
		faults.push({ field: 'category', code: 'unknown' });
	if (unknown.departments.length) faults.push({ field: 'department', code: 'unknown' });
	if (unknown.districts.length) faults.push({ field: 'district', code: 'unknown' });
	if (unknown.tehsils.length) faults.push({ field: 'tehsil', code: 'unknown' });
	else if (tehsil && (await districtsOf(db, [tehsil]))[0]?.district !== district)
		faults.push({ field: 'tehsil', code: 'not_in_district' });
	if ((target === 'office') !== (office !== null)) faults.push({ field: 'office', code: 'required' });
	else if (office && !(await officeNames(db, office))?.active)
		faults.push({ field: 'office', code: 'unknown' });
	if (faults.length) throw new Refusal('invalid', 400, 'Some fields need attention.', { faults });
	if (await rules.sameRule(db, input, own))
		throw new Refusal('known', 409, 'There is a rule for the same matters.');
}

const gone = () => new Refusal('not_found', 404, 'There is no such rule.');

/** Makes a rule. */
export const createRule = ({ transaction }: Services, actor: Actor, input: RuleInput) =>
	transaction(async (db) => {
		await check(db, input, null);
		const made = await rules.insertRule(db, input);
		if (!made) throw new Refusal('known', 409, 'There is a rule for the same matters.');
		await audit(db, actor, 'rule:made', made.id, { ...input });
		return (await rules.readRule(db, made.id))!;
	});

/** Changes a rule; cases that it led stay where they are. */
export const saveRule = ({ transaction }: Services, actor: Actor, id: string, input: RuleInput) =>
	transaction(async (db) => {
		const before = await rules.readRule(db, id);
		if (!before) throw gone();
		await check(db, input, id);
		await rules.updateRule(db, id, input);
		await audit(db, actor, 'rule:changed', id, { before, after: input });
		return (await rules.readRule(db, id))!;
	});

/** Takes a rule out of use, or into it again. */
export const activateRule = ({ transaction }: Services, actor: Actor, id: string, active: boolean) =>
	transaction(async (db) => {
		const before = await rules.readRule(db, id);
		if (!before) throw gone();
		if (active && (await rules.sameRule(db, before, id)))
			throw new Refusal('known', 409, 'There is a rule for the same matters.');
		await rules.setRuleActive(db, id, active);
		await audit(db, actor, active ? 'rule:restored' : 'rule:retired', id);
		return (await rules.readRule(db, id))!;
	});
