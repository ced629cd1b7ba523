import { SIGNATORIES_LIMIT } from '#contracts/campaign.ts';
import { findCampaign } from '#db/campaign.ts';
import { record } from '#db/event.ts';
import { sees } from '#db/scope.ts';
import * as signatories from '#db/signatory.ts';
import { touchGrievance } from '#db/triage.ts';
import type { Actor } from '../access/actor.ts';
import { cleanText } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { readList } from './signatory-list.ts';

/** Puts the people of a list on a campaign, all or none; a dry run, or a list with faults, changes nothing. */
export const addSignatories = (
	{ transaction }: Services,
	actor: Actor,
	grievance: string,
	{ text, dry }: { text: string; dry: boolean }
) =>
	transaction(async (db) => {
		if (!(await sees(db, actor, grievance)) || !(await findCampaign(db, grievance)))
			throw new Refusal('not_found', 404, 'No campaign has this number.');
		const { people, faults } = readList(text);
		if (!people.length || people.length > SIGNATORIES_LIMIT)
			throw new Refusal('invalid', 400, `Between 1 and ${SIGNATORIES_LIMIT} people at a time.`, {
				field: 'text'
			});
		const repeated = await signatories.countListed(db, grievance, people);
		if (dry || faults.length) return { faults, count: people.length, repeated, added: 0 };
		const added = await signatories.insertSignatories(db, grievance, people, actor);
		if (added) {
			await record(db, actor, 'campaign:signed', grievance, { added });
			await touchGrievance(db, grievance);
		}
		return { faults, count: people.length, repeated: people.length - added, added };
	});

/** Takes one person off a campaign's lists. */
export const removeSignatory = (
	{ transaction }: Services,
	actor: Actor,
	id: string,
	{ reason }: { reason: string }
) =>
	transaction(async (db) => {
		const found = await signatories.lockSignatory(db, id);
		if (!found || !(await sees(db, actor, found.grievance)))
			throw new Refusal('not_found', 404, 'They are not on the list.');
		const { grievance, name } = found;
		await signatories.removeSignatory(db, id, actor);
		await record(db, actor, 'campaign:unsigned', grievance, {
			signatory: id,
			name,
			reason: cleanText(reason)
		});
		await touchGrievance(db, grievance);
		return { removed: true };
	});
