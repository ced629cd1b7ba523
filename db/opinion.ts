import { Type } from 'typebox';
import { Opinion } from '#contracts/case-desk.ts';
import { many, maybeOne, sql, type Db } from './sql.ts';

/** How long after they were asked those may answer whose case it is not. Days. */
const OPINION_DAYS = 30;

/**
 * Submissions of this telephone that lead to a case of somebody else's, and about whose resolution it was asked; the one
 * asked last first. What the case's own citizen has decided meanwhile is nothing to them.
 */
export const petitionsAsked = async (db: Db, phone: string) =>
	(
		await many(
			db,
			Type.Object({ number: Type.String() }),
			sql`select s.number from notice n join submission s on s.number = n.number
					join grievance g on g.number = survivor(s.grievance)
				where n.recipient = ${phone} and n.channel = 'sms' and g.number <> s.number and g.merged_into is null
					and n.created_at > now() - make_interval(days => ${OPINION_DAYS})
					and g.state in ('resolved', 'closed_satisfied', 'closed_partly', 'closed_unverified')
					and split_part(n.template, ':', 1) in ('resolved', 'feedback_reminder')
				group by s.number order by max(n.id) desc`
		)
	).map(({ number }) => number);

/** Keeps what they say of the last resolution, the last word of each; gives the case, null where nothing is resolved. */
export const insertOpinion = (db: Db, submission: string, verdict: string, channel: string) =>
	maybeOne(
		db,
		Type.Object({ grievance: Type.String() }),
		sql`insert into opinion (grievance, resolution, submission, verdict, channel)
			select r.number, r.id, s.number, ${verdict}, ${channel} from submission s
				join resolution r on r.number = survivor(s.grievance)
			where s.number = ${submission} order by r.id desc limit 1
			on conflict (resolution, submission) do update set verdict = excluded.verdict, channel = excluded.channel,
				at = sunwai_now() where opinion.verdict <> excluded.verdict
			returning grievance`
	);

/** What others say of the case's resolutions, the newest first. */
export const opinionsOf = (db: Db, number: string) =>
	many(
		db,
		Opinion,
		sql`select o.submission as number, o.verdict, o.channel, o.at, r.level from opinion o
			join resolution r on r.id = o.resolution where o.grievance = ${number} order by o.id desc limit 200`
	);
