import { findCampaign } from '#db/campaign.ts';
import { lockGrievances, withholdNews } from '#db/merge.ts';
import { originOf } from '#db/split.ts';
import { grievanceOf } from '#db/triage.ts';
import { lockDecided } from '#db/verb-undo.ts';
import type { Actor } from '../access/actor.ts';
import { noticeName } from '../notice/compose.ts';
import { tell } from '../notice/tell.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { within } from '../within.ts';
import { hold } from './hold.ts';
import { link } from './link.ts';
import { unlink } from './restore.ts';

/**
 * The submission that the agent holds joins a campaign, named by any number that leads there: it is linked, keeps its
 * number, and its citizen is told. Refuses with `no_campaign` or `settled`.
 */
export const join = (services: Services, actor: Actor, number: string, to: string) =>
	services.transaction(async (db) => {
		await hold(db, actor, number);
		const found = await grievanceOf(db, actor, to);
		const campaign = found && (await findCampaign(db, found.number));
		if (!campaign)
			throw new Refusal('no_campaign', 400, 'No campaign has this number.', { field: 'grievance' });
		const into = campaign.grievance;
		const [grievance] = await lockGrievances(db, [into]);
		if (grievance!.settled) throw new Refusal('settled', 409, 'The campaign is settled.');
		const submission = await link(within(services, db), actor, number, into);
		await tell(services, db, [await originOf(db, number)], {
			key: 'campaign',
			occasion: into,
			fields: { into }
		});
		return submission;
	});

/** One submission leaves its campaign and waits again; what has not been told yet stays untold. */
export const leave = (services: Services, actor: Actor, number: string, why: { reason: string }) =>
	services.transaction(async (db) => {
		const before = await lockDecided(db, number);
		const submission = await unlink(within(services, db), actor, number, why);
		await withholdNews(db, [number], noticeName('campaign', before!.grievance!));
		return submission;
	});
