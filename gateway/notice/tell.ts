import type { NoticeKey } from '#contracts/notice.ts';
import { submissionsOf } from '#db/merge.ts';
import type { NewNotice } from '#db/notice.ts';
import { contactsOf } from '#db/reach.ts';
import type { Db } from '#db/sql.ts';
import { suppressedOf } from '#db/suppression.ts';
import type { Services } from '../services.ts';
import { sensitiveOf } from '#db/told.ts';
import { compose, noticeName, put, type Told } from './compose.ts';
import { discreetly } from './discreet.ts';
import { isSilent, waysTo, type Addressee, type Way } from './reach.ts';
import { toWhom, type Heard } from './told.ts';

/** What became of telling. */
export interface Telling {
	/** Notices that are on their way. */
	sent: number;
	/** Numbers whose citizen no text reaches: somebody is to ring them, or nothing at all is known. */
	unreached: string[];
}

/** All ways to each of these, the best first. */
export async function waysOf(services: Services, db: Db, to: Heard[]): Promise<Way[][]> {
	const contacts = await contactsOf(
		db,
		to.filter(({ theirs }) => !theirs).map(({ number }) => number)
	);
	const of = new Map(contacts.map((contact) => [contact.number, contact]));
	const known = [
		...to.map(({ sender }) => sender),
		...contacts.flatMap(({ mobile, email }) => [mobile, email])
	];
	const dead = await suppressedOf(
		db,
		known.filter((address) => address !== null)
	);
	return to.map((one) => waysTo(services, one, one.theirs ? undefined : of.get(one.number), dead));
}

/** The notice by the first of these ways that has an approved text. */
export function noticeBy<K extends NoticeKey>(
	services: Services,
	to: Heard,
	ways: Way[],
	told: Told<K>
): NewNotice | null {
	for (const way of ways) {
		const notice = compose(services, to, way, told);
		if (!notice) continue;
		const name = noticeName(told.key, told.occasion);
		return to.beside ? { ...notice, template: `${name}:beside` } : notice;
	}
	return null;
}

/**
 * Tells citizens something, on the caller's transaction: each once for this key and occasion, in their language, with
 * their own number, of a sensitive matter nothing but that (`discreetly`), by the way that reaches them; where no text
 * does, a call is due. What goes wrong later is the sending job's. Example:
 *
 *     await tell(services, db, await submissionsOf(db, number), {
 *       key: 'assigned', occasion: String(event.sequence),
 *       fields: { department: office.names, date: '2026-12-11' }
 *     });
 */
export async function tell<K extends NoticeKey>(
	services: Services,
	db: Db,
	to: Addressee[],
	told: Told<K>
): Promise<Telling> {
	const whom = (await toWhom(db, to)).filter((one) => !isSilent(one));
	const ways = whom.length ? await waysOf(services, db, whom) : [];
	const sensitive = await sensitiveOf(db, [...new Set(whom.map(({ number }) => number))]);
	const notices: NewNotice[] = [];
	const unreached: string[] = [];
	for (const [at, one] of whom.entries()) {
		const notice = noticeBy(services, one, ways[at]!, sensitive.has(one.number) ? discreetly(told) : told);
		if (notice) notices.push(notice);
		if (!notice || notice.channel === 'voice') unreached.push(one.number);
	}
	return { sent: (await put(services, db, notices)).length, unreached };
}

/** Tells everybody who brought a case: its own citizen, those linked to it, joined in its campaign or merged into it. */
export const tellCase = async <K extends NoticeKey>(
	services: Services,
	db: Db,
	grievance: string,
	told: Told<K>
): Promise<Telling> => tell(services, db, await submissionsOf(db, grievance), told);
