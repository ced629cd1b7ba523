import type { Bench } from './database.ts';
import type { FarSide } from './carrier.ts';

/** What became of one acknowledged delivery: of each thing exactly one is right. */
interface Fate {
	sid: string;
	sender: string | null;
	deliveries: number;
	submissions: number;
	events: number;
	notices: number;
	told: number;
}

const fates = ({ rows }: Bench, sids: string[]) =>
	rows<Fate>(
		`select x.sid, s.sender, d.deliveries,
			(select count(*)::int from submission s where s.delivery = d.id) as submissions,
			(select count(*)::int from event e where e.number = d.number and e.type = 'submission:received') as events,
			(select count(*)::int from notice n where n.number = d.number) as notices,
			(select count(*)::int from notice n where n.number = d.number and n.provider_id is not null) as told
		from unnest($1::text[]) as x (sid)
		left join lateral (select min(id) as id, min(number) as number, count(*)::int as deliveries
			from delivery where account = 'sms-twilio' and external_id = x.sid and number is not null) d on true
		left join submission s on s.delivery = d.id`,
		[sids]
	);

const things = ['deliveries', 'submissions', 'events', 'notices', 'told'] as const;

/** Counts acknowledged deliveries of which something is missing, and of which something is there twice. */
export async function countFates(bench: Bench, farSide: FarSide, sent: Map<string, string>) {
	const all = await fates(bench, [...sent.keys()]);
	const heard = ({ sid }: Fate) => farSide.heard(sent.get(sid)!).length;
	const lost = all.filter((fate) => heard(fate) < 1 || things.some((thing) => fate[thing] < 1));
	const doubled = all.filter((fate) => heard(fate) > 1 || things.some((thing) => fate[thing] > 1));
	const examples = [...lost, ...doubled].slice(0, 10).map((fate) => ({ ...fate, heard: heard(fate) }));
	return { lost: sent.size - all.length + lost.length, doubled: doubled.length, examples };
}

/** Work that is still to be done: unread deliveries, notices not yet with the provider, jobs not at their end. */
export async function unfinished({ rows }: Bench): Promise<Record<string, number>> {
	const [counts] = await rows<Record<string, number>>(
		`select (select count(*)::int from delivery where state = 'received') as unread,
			(select count(*)::int from notice where provider_id is null) as untold,
			(select count(*)::int from pgboss.job where state in ('created', 'retry', 'active')
				and name in ('read', 'acknowledge', 'media')) as jobs`
	);
	return counts!;
}

/** Jobs that failed for good. The housekeeping comes again every minute and is not tried anew when it is killed. */
export const failedJobs = ({ ask }: Bench) =>
	ask<number>(
		`select count(*)::int from pgboss.job
			where name = 'dead' or (state = 'failed' and name <> 'housekeeping')`
	);
