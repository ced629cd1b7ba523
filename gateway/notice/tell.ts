import type { NoticeKey } from '#contracts/notice.ts';
import { submissionsOf } from '#db/merge.ts';
import type { NewNotice } from '#db/notice.ts';
import type { Db } from '#db/sql.ts';
import type { Services } from '../services.ts';
import { compose, noticeName, put, type Told } from './compose.ts';
import { wayTo, type Addressee } from './reach.ts';
import { toWhom, type Heard } from './told.ts';

/** What became of telling. */
export interface Telling {
	/** Notices that are on their way. */
	sent: number;
	/** Numbers whose citizen can be told by no channel. */
	unreached: string[];
}

function noticeTo<K extends NoticeKey>(services: Services, to: Heard, told: Told<K>): NewNotice | null {
	const way = wayTo(services, to);
	const notice = way && compose(services, to, way, told);
	if (!notice || !to.beside) return notice;
	return { ...notice, template: `${noticeName(told.key, told.occasion)}:beside` };
}

/**
 * Tells citizens something, on the caller's transaction: each once for this key and occasion, in their language, with
 * their own number, by the way that reaches them; what goes wrong later is the sending job's. Example:
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
	const notices: NewNotice[] = [];
	const unreached: string[] = [];
	for (const one of await toWhom(db, to)) {
		const notice = noticeTo(services, one, told);
		if (notice) notices.push(notice);
		else unreached.push(one.number);
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
