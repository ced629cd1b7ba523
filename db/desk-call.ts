import { Type, type Static } from 'typebox';
import { DeskCall } from '#contracts/telephone.ts';
import { Nullable } from '#contracts/words.ts';
import { maybeOne, sql, type Db } from './sql.ts';

const Row = Type.Intersect([Type.Omit(DeskCall, ['caller']), Type.Object({ from: Nullable(Type.String()) })]);
export type DeskCallRow = Static<typeof Row>;

/** A call as its agent sees it. */
export const readDeskCall = (db: Db, id: string) =>
	maybeOne(
		db,
		Row,
		sql`select c.id::text, c.direction, c.stage, c.ending, c.language, q.department, c.number,
				c.started_at as "startedAt", c.queued_at as "queuedAt", c.connected_at as "connectedAt",
				c.ended_at as "endedAt", c.held, c.from_address as "from"
			from call c left join queue_entry q on q.call = c.id where c.id = ${id}::bigint`
	);
