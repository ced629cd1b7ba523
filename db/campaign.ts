import { Campaign } from '#contracts/campaign.ts';
import { CampaignSuggestion } from '#contracts/suggest.ts';
import { visible, type Viewer } from './scope.ts';
import { many, maybeOne, run, sql, type Db } from './sql.ts';

/** Makes the case a campaign; one that is one already keeps its title, false then. */
export const insertCampaign = async (
	db: Db,
	{ grievance, title, skeleton, by }: { grievance: string; title: string; skeleton: string; by: By }
) =>
	(await run(
		db,
		sql`insert into campaign (grievance, title, skeleton, made_by, made_by_name)
			values (${grievance}, ${title}, ${skeleton}, ${by.id}, ${by.name}) on conflict do nothing`
	)) > 0;
interface By {
	id: string;
	name: string;
}

/** The campaign of this case, or null. */
export const findCampaign = (db: Db, grievance: string) =>
	maybeOne(
		db,
		Campaign,
		sql`select c.grievance, c.title, c.made_by_name as "madeByName", c.made_at as "madeAt",
				people_of(c.grievance) as people,
				(select count(*)::int from signatory p where p.grievance = c.grievance and p.removed_at is null) as listed
			from campaign c where c.grievance = ${grievance}`
	);

const SUGGESTED = 3;
/** From here on it is the same letter, with another name under it. */
const SAME_LETTER = 0.55;

/** Open campaigns whose text is nearly this one, the nearest first. */
export const campaignsLike = (db: Db, viewer: Viewer, skeleton: string) =>
	many(
		db,
		CampaignSuggestion,
		sql`select c.grievance, c.title, people_of(c.grievance) as people, similarity(c.skeleton, ${skeleton}) as similarity
			from campaign c join grievance g on g.number = c.grievance
			where c.skeleton % ${skeleton} and similarity(c.skeleton, ${skeleton}) >= ${SAME_LETTER}
				and not g.settled and g.merged_into is null
				and exists (select from submission s where s.number = g.number and ${visible(viewer, 's')})
			order by similarity desc, c.made_at desc limit ${SUGGESTED}`
	);
