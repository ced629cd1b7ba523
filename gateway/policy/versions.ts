import type { PolicyContent } from '#contracts/policy.ts';
import { audit } from '#db/event.ts';
import { unknownCategories } from '#db/category.ts';
import { unknownCodes } from '#db/people.ts';
import * as policies from '#db/policy.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';
import { cleanText } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

const gone = () => new Refusal('not_found', 404, 'There is no such version.');

async function draft(db: Db, version: number) {
	const found = await policies.findPolicy(db, version);
	if (!found) throw gone();
	if (found.state !== 'draft') throw new Refusal('in_force', 409, 'It is in force and does not change.');
	return found;
}

/** A draft that begins as a copy of a version. */
export const draftPolicy = ({ transaction }: Services, actor: Actor, from: number) =>
	transaction(async (db) => {
		const made = await policies.copyPolicy(db, actor, from);
		if (!made) throw gone();
		await audit(db, actor, 'policy:drafted', String(made.version), { from });
		return made;
	});

/** Overrides of what there is not, by their place in the list. */
async function faultsOf(db: Db, { overrides }: PolicyContent) {
	const given = (key: 'category' | 'department') => overrides.flatMap((one) => one[key] ?? []);
	const unknown = {
		category: await unknownCategories(db, given('category')),
		department: (await unknownCodes(db, { districts: [], tehsils: [], departments: given('department') }))
			.departments
	};
	return overrides.flatMap((one, at) =>
		(['category', 'department'] as const).flatMap((key) =>
			one[key] !== undefined && unknown[key].includes(one[key])
				? [{ field: `overrides.${at}.${key}`, code: 'unknown' }]
				: []
		)
	);
}

/** Saves a draft over the revision that was read. */
export const savePolicy = (
	{ transaction }: Services,
	actor: Actor,
	version: number,
	{ revision, content }: { revision: number; content: PolicyContent }
) =>
	transaction(async (db) => {
		await draft(db, version);
		const faults = await faultsOf(db, content);
		if (faults.length) throw new Refusal('invalid', 400, 'Some fields need attention.', { faults });
		const saved = await policies.savePolicy(db, actor, version, revision, content);
		if (!saved) throw new Refusal('changed', 409, 'Somebody has saved it since.');
		await audit(db, actor, 'policy:saved', String(version), { revision: saved.revision });
		return saved;
	});

/** Puts a draft in force from a day on, for good. */
export const forcePolicy = (
	{ transaction }: Services,
	actor: Actor,
	version: number,
	{ effectiveOn, reason }: { effectiveOn: string; reason: string }
) =>
	transaction(async (db) => {
		await draft(db, version);
		const forced = Number.isNaN(Date.parse(effectiveOn))
			? null
			: await policies.forcePolicy(db, version, effectiveOn, cleanText(reason));
		if (!forced)
			throw new Refusal('invalid', 400, 'The day is over.', {
				faults: [{ field: 'effectiveOn', code: 'past' }]
			});
		await audit(db, actor, 'policy:forced', String(version), { effective_on: effectiveOn, reason });
		return forced;
	});

/** Throws a draft away. */
export const discardPolicy = ({ transaction }: Services, actor: Actor, version: number) =>
	transaction(async (db) => {
		await draft(db, version);
		await policies.discardPolicy(db, version);
		await audit(db, actor, 'policy:discarded', String(version));
		return {};
	});
