import type { NoticeChannel } from '#contracts/notice.ts';
import type { NoticeTrouble, TroubledNotice } from '#contracts/notice-desk.ts';
import { audit } from '#db/event.ts';
import {
	countTroubled,
	findNotices,
	lockNotice,
	readTroubled,
	requeueNotice,
	settleNotice as settle,
	TROUBLED_PAGE
} from '#db/notice-desk.ts';
import type { Db } from '#db/sql.ts';
import { liftSuppression as lift, suppressedOf } from '#db/suppression.ts';
import type { Actor } from '../access/actor.ts';
import { cleanText } from '../intake/clean.ts';
import { queueNotices } from '../queues.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { otherWays, tellOtherwise } from './otherwise.ts';

/** A page of notices that have not arrived, with the ways that are left. */
export async function listTroubled(
	services: Services,
	actor: Actor,
	query: { trouble: NoticeTrouble; account?: string; after?: string }
) {
	const found = await readTroubled(services.pool, actor, query);
	const notices = await findNotices(
		services.pool,
		found.map(({ id }) => id)
	);
	const others = await otherWays(services, services.pool, notices);
	const rows = found.map((row): TroubledNotice => {
		const ways = others.get(row.id)?.ways.map(({ channel }) => channel as NoticeChannel);
		return { ...row, trouble: query.trouble, ways: [...new Set(ways)] };
	});
	const next = rows.length === TROUBLED_PAGE ? rows.at(-1)!.id : null;
	return { rows, next, counts: await countTroubled(services.pool, actor) };
}

/** States of a notice about which somebody at the desk can do something. */
const open = ['failed', 'call_due', 'suppressed'];

async function openNotice(db: Db, actor: Actor, id: string) {
	const notice = await lockNotice(db, actor, id);
	if (!notice) throw new Refusal('not_found', 404, 'There is no such notice.');
	if (!open.includes(notice.state)) throw new Refusal('not_failed', 409, 'It is on its way, or settled.');
	return notice;
}

/** Sends a notice once more, now. Refuses with `not_failed`, or `suppressed` where nothing goes to the address. */
export const retryNotice = (services: Services, actor: Actor, id: string) =>
	services.transaction(async (db) => {
		const notice = await openNotice(db, actor, id);
		if (notice.secret) throw new Refusal('expired', 409, 'What it said is not kept: the citizen asks anew.');
		if (notice.channel === 'voice') throw new Refusal('not_failed', 409, 'It is told by telephone.');
		if ((await suppressedOf(db, [notice.recipient])).size)
			throw new Refusal('suppressed', 409, 'Nothing goes to this address: lift that first.');
		await requeueNotice(db, id);
		await queueNotices(services, db, [id]);
		await audit(db, actor, 'notice:retried', notice.number, { notice: id });
		return { sent: true };
	});

/** Tells the same another way, and settles this one. Refuses with `unreachable` where that way leads nowhere. */
export const moveNotice = (services: Services, actor: Actor, id: string, to: NoticeChannel) =>
	services.transaction(async (db) => {
		const notice = await openNotice(db, actor, id);
		if (!(await tellOtherwise(services, db, id, to)))
			throw new Refusal('unreachable', 409, 'The citizen cannot be told this way.');
		await settle(db, id, actor.id, `moved: ${to}`);
		await audit(db, actor, 'notice:moved', notice.number, { notice: id, to });
		return { sent: true };
	});

/** Nothing more is done about a notice: the citizen was told otherwise, or need not be. */
export const settleNotice = (services: Services, actor: Actor, id: string, reason: string) =>
	services.transaction(async (db) => {
		const notice = await openNotice(db, actor, id);
		const why = cleanText(reason.trim());
		await settle(db, id, actor.id, why);
		await audit(db, actor, 'notice:settled', notice.number, { notice: id, reason: why });
		return {};
	});

/** Something may go to an address again. */
export const liftSuppression = (services: Services, actor: Actor, id: string, reason: string) =>
	services.transaction(async (db) => {
		const why = cleanText(reason.trim());
		const lifted = await lift(db, actor, id, why);
		if (!lifted) throw new Refusal('not_found', 404, 'Nothing keeps this address back.');
		await audit(db, actor, 'suppression:lifted', id, { channel: lifted.channel, reason: why });
		return {};
	});
