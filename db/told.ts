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
