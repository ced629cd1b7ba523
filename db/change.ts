import { Type } from 'typebox';
import { Change } from '#contracts/live.ts';
import { many, one, sql, type Db } from './sql.ts';

/** Changes told at a time. */
export const CHANGES_LIMIT = 1000;

/** Changes after a sequence, in the order of their commits. */
export const changesSince = (db: Db, since: number) =>
	many(
		db,
		Change,
		sql`select sequence::int as sequence, event, number, channel from change where sequence > ${since}
			order by sequence limit ${CHANGES_LIMIT}`
	);

/** First sequence that is still kept, and the last. */
export const keptSequences = (db: Db) =>
	one(
		db,
		Type.Object({ first: Type.Integer(), last: Type.Integer() }),
		sql`select coalesce(min(sequence), 0)::int as first, coalesce(max(sequence), 0)::int as last from change`
	);
