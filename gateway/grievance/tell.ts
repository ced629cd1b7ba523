import type { NoticeFields, NoticeKey } from '#contracts/notice.ts';
import { lastSequence } from '#db/case.ts';
import { departmentNames, officeNames } from '#db/seat.ts';
import type { Db } from '#db/sql.ts';
import { tellCase } from '../notice/tell.ts';
import type { Services } from '../services.ts';
import { dayOf } from './working-days.ts';

/** Tells everybody whose case it is what has just been written into its history, once. */
export const tellOf = async <K extends NoticeKey>(
	services: Services,
	db: Db,
	number: string,
	key: K,
	fields: NoticeFields<K>
) => tellCase(services, db, number, { key, fields, occasion: String(await lastSequence(db, number)) });

/** The day on which a time is over, as it is told. */
export const dayTold = (dueAt: string | null | undefined) => (dueAt ? dayOf(dueAt) : '');

/** How citizens know the office: by its department, or by its own name where it has none. */
export async function officeTold(db: Db, code: string) {
	const office = (await officeNames(db, code))!;
	return office.department ? (await departmentNames(db, office.department)).names : office.names;
}
