import type { RegisterInput } from '#contracts/desk.ts';
import { tokensOf } from '#contracts/skeleton.ts';
import { findCampaign, insertCampaign } from '#db/campaign.ts';
import { record } from '#db/event.ts';
import { readText } from '#db/example.ts';
import { lockGrievances } from '#db/merge.ts';
import { grievanceOf } from '#db/triage.ts';
import type { Actor } from '../access/actor.ts';
import { cleanText } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { within } from '../within.ts';
import { claim } from './claim.ts';
import { comparable } from './learn.ts';
import { register } from './register.ts';

/**
 * Makes a grievance one that many bring together; with `input` the number is of a waiting submission, which is claimed
 * and registered first. What comes later and reads like it is suggested to join. Refuses with `settled` or `merged`.
 */
export const beginCampaign = (
	services: Services,
	actor: Actor,
	number: string,
	{ title, register: input }: { title: string; register?: RegisterInput }
) =>
	services.transaction(async (db) => {
		if (input) {
			await claim(within(services, db), actor, number);
			await register(within(services, db), actor, number, input);
		}
		const found = await grievanceOf(db, actor, number);
		if (!found) throw new Refusal('not_found', 404, 'No grievance has this number.');
		const [grievance] = await lockGrievances(db, [found.number]);
		if (grievance!.mergedInto) throw new Refusal('merged', 409, 'It has just been merged.');
		if (grievance!.settled) throw new Refusal('settled', 409, 'It is settled.');
		const { skeleton } = comparable(tokensOf((await readText(db, found.number))!.text));
		const clean = cleanText(title.trim());
		const made = await insertCampaign(db, { grievance: found.number, title: clean, skeleton, by: actor });
		if (made) await record(db, actor, 'campaign:begun', found.number, { title: clean });
		return (await findCampaign(db, found.number))!;
	});
