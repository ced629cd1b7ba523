import { allClocks, caseTime, pauseClocks } from '#db/clock.ts';
import { record } from '#db/event.ts';
import { readGrievance } from '#db/grievance.ts';
import { lockGrievances, mergeGrievance, submissionsOf, unmergeGrievance, withholdNews } from '#db/merge.ts';
import { sees } from '#db/scope.ts';
import type { Db } from '#db/sql.ts';
import { grievanceOf } from '#db/triage.ts';
import type { Actor } from '../access/actor.ts';
import { resumeClocks } from '../grievance/limits.ts';
import { cleanText } from '../intake/clean.ts';
import { noticeName } from '../notice/compose.ts';
import { tellCase } from '../notice/tell.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

async function caseOf(db: Db, actor: Actor, number: string, field?: string) {
	const found = await grievanceOf(db, actor, number);
	if (found) return found.number;
	if (field) throw new Refusal('no_grievance', 400, 'No grievance has this number.', { field });
	throw new Refusal('not_found', 404, 'No grievance has this number.');
}

/** The two cases, locked, oldest first. Refuses with `same`, `merged` or `settled`. */
async function lockBoth(db: Db, numbers: [string, string]) {
	if (numbers[0] === numbers[1]) throw new Refusal('same', 409, 'Both numbers lead to one case.');
	const [older, younger] = await lockGrievances(db, numbers);
	// Between the look and the lock somebody else may have merged one of them.
	if (older!.mergedInto || younger!.mergedInto)
		throw new Refusal('merged', 409, 'One of them has just been merged.');
	if (younger!.settled) throw new Refusal('settled', 409, 'The younger case is settled.');
	return { older: older!.number, younger: younger!.number };
}

/**
 * Makes one case of two that are the same matter: the younger points to the older, whichever was named first. Every
 * submission and citizen keeps their number; those of the younger are told. Gives the older.
 */
export const merge = (services: Services, actor: Actor, number: string, other: string) =>
	services.transaction(async (db) => {
		const named: [string, string] = [await caseOf(db, actor, number), await caseOf(db, actor, other, 'with')];
		const { older, younger } = await lockBoth(db, named);
		await record(db, actor, 'grievance:merged', younger, { into: older });
		await record(db, actor, 'grievance:joined', older, { from: younger });
		await pauseClocks(db, younger, allClocks, 'merged');
		await mergeGrievance(db, younger, older);
		await tellCase(services, db, younger, { key: 'merged', occasion: older, fields: { into: older } });
		return (await readGrievance(db, older))!;
	});

/** Undoes a merge exactly: the case stands by itself as it did; news that has not gone out stays back. */
export const unmerge = (
	{ transaction }: Services,
	actor: Actor,
	number: string,
	{ reason }: { reason: string }
) =>
	transaction(async (db) => {
		const [found] = await lockGrievances(db, [number]);
		if (!found || !(await sees(db, actor, number)))
			throw new Refusal('not_found', 404, 'No grievance has this number.');
		const into = found.mergedInto;
		if (!into) throw new Refusal('not_merged', 409, 'It is not merged.');
		const why = cleanText(reason);
		await record(db, actor, 'grievance:unmerged', number, { into, reason: why });
		await record(db, actor, 'grievance:parted', into, { from: number, reason: why });
		await resumeClocks(db, number, 'merged', await caseTime(db));
		await unmergeGrievance(db, number, into);
		const told = await submissionsOf(db, number);
		await withholdNews(
			db,
			told.map((one) => one.number),
			noticeName('merged', into)
		);
		return (await readGrievance(db, number))!;
	});
