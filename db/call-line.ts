import { Type } from 'typebox';
import { Language, languages } from '#contracts/words.ts';
import { isHere } from './agent-state.ts';
import { skilled } from './call-queue.ts';
import { many, one, sql, type Db } from './sql.ts';

/** Callers who may wait for each agent of their language; one more would wait for an hour. */
const WAITING_PER_AGENT = 10;
/** Whoever waited for so long is given back to the script. */
export const LONGEST_WAIT_MINUTES = 10;

/** Languages in which there is nobody to wait for, or too many wait already. */
export const fullLines = async (db: Db, roles: readonly string[]) =>
	(
		await many(
			db,
			Type.Object({ language: Language }),
			sql`select q.language
				from (select unnest(${[...languages]}::text[]) as language, null::text as department, now() as queued_at) as q
				cross join lateral (select count(*) as count from agent_state a
					where a.state not in ('offline', 'paused', 'not_responding') and ${skilled('q', roles)}
						and (a.state <> 'available' or ${isHere('a')})) as agents
				where agents.count * ${WAITING_PER_AGENT} <= (select count(*) from queue_entry o
					where o.state in ('waiting', 'offered') and o.language = q.language)`
		)
	).map(({ language }) => language);

/** Whether a call that is held out to nobody has waited as long as may be. */
export const hasWaitedLongest = async (db: Db, call: string) =>
	(
		await one(
			db,
			Type.Object({ over: Type.Boolean() }),
			sql`select exists (select from queue_entry where call = ${call}::bigint and state = 'waiting'
				and since <= now() - make_interval(mins => ${LONGEST_WAIT_MINUTES})) as over`
		)
	).over;
