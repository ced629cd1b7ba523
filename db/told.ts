import { Type, type Static } from 'typebox';
import { Told } from '#contracts/registration.ts';
import { many, sql, type Db } from './sql.ts';

const Aggrieved = Type.Object({ number: Type.String(), phone: Type.String(), told: Told });
export type Aggrieved = Static<typeof Aggrieved>;

/** Of these cases, whom they happened to, where it was agreed that they hear the answers. */
export const aggrievedToTell = (db: Db, numbers: string[]) =>
	many(
		db,
		Aggrieved,
		sql`select grievance as number, phone, told from aggrieved
			where grievance = any(${numbers}::bpchar[]) and told <> 'applicant'`
	);

/** Those of these numbers whose matter is sensitive, or that lead to a case that is. */
export async function sensitiveOf(db: Db, numbers: string[]): Promise<Set<string>> {
	if (!numbers.length) return new Set();
	const rows = await many(
		db,
		Type.Object({ number: Type.String() }),
		sql`select s.number from submission s left join grievance g on g.number = survivor(s.grievance)
			left join grievance own on own.number = s.number
			where s.number = any(${numbers}::bpchar[])
				and (s.sensitive or g.sensitive is not null or own.sensitive is not null)`
	);
	return new Set(rows.map(({ number }) => number));
}
