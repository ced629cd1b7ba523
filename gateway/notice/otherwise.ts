import type { NoticeChannel, NoticeFields, NoticeKey } from '#contracts/notice.ts';
import { findNotices, type FoundNotice } from '#db/notice-desk.ts';
import { addresseesOf } from '#db/reach.ts';
import type { Db } from '#db/sql.ts';
import type { Services } from '../services.ts';
import { compose, put } from './compose.ts';
import type { Way } from './reach.ts';
import { waysOf } from './tell.ts';
import { toWhom, type Heard } from './told.ts';

/** A code proves who has this telephone, an answer belongs to who asked: neither goes elsewhere. */
const bound: readonly string[] = ['code', 'status', 'status_due', 'status_unknown'];

/** By whom and how a notice's citizen could be told instead. */
interface Instead {
	to: Heard;
	ways: Way[];
}

/** For each of these notices, by its id, the ways that are left. */
export async function otherWays(
	services: Services,
	db: Db,
	notices: FoundNotice[]
): Promise<Map<string, Instead>> {
	const free = notices.filter(({ key }) => !bound.includes(key));
	const whom = await toWhom(db, await addresseesOf(db, [...new Set(free.map(({ number }) => number))]));
	const ways = whom.length ? await waysOf(services, db, whom) : [];
	return new Map(
		free.flatMap((notice): [string, Instead][] => {
			const beside = notice.template.includes(':beside');
			const at = whom.findIndex((one) => one.number === notice.number && Boolean(one.beside) === beside);
			if (at < 0) return [];
			const others = ways[at]!.filter(
				({ recipient, channel }) => recipient !== notice.recipient || channel !== notice.channel
			);
			return [[notice.id, { to: whom[at]!, ways: others }]];
		})
	);
}

/** Tells the same another way, once for each way; gives the channel, null where there is none. */
export async function tellOtherwise(
	services: Services,
	db: Db,
	id: string,
	by?: NoticeChannel
): Promise<NoticeChannel | null> {
	const [notice] = await findNotices(db, [id]);
	const instead = notice && (await otherWays(services, db, [notice])).get(id);
	if (!notice || !instead) return null;
	const told = { key: notice.toldKey as NoticeKey, fields: notice.fields as NoticeFields };
	for (const way of instead.ways.filter(({ channel }) => !by || channel === by)) {
		const next = compose(services, instead.to, way, told);
		if (!next) continue;
		const [name] = notice.template.split('~');
		await put(services, db, [{ ...next, template: `${name}~${way.channel}` }]);
		return way.channel as NoticeChannel;
	}
	return null;
}
