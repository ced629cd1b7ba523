import type { QueuePage, QueueQuery } from '#contracts/desk.ts';
import { QUEUE_COUNT_LIMIT, readQueue } from '#db/queue.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { soughtIn } from '../triage/search-words.ts';
import { hitsOf } from './search.ts';

/** A page of the queue; its words are looked for as the search does, in any script. */
export async function queuePage(
	{ pool }: Pick<Services, 'pool'>,
	actor: Actor,
	query: QueueQuery
): Promise<QueuePage> {
	return readQueue(pool, query, actor, await queueHits(pool, actor, query));
}

/** Ids that the query's words lead to, at most as many as the queue counts; null where it has none. */
export async function queueHits(db: Db, actor: Actor, query: QueueQuery): Promise<string[] | null> {
	if (!query.q?.trim()) return null;
	const { q, state, channel, district } = query;
	const { ids } = await hitsOf(
		db,
		actor,
		{ q, ...(state ? { state } : {}), ...(channel ? { channel } : {}), ...(district ? { district } : {}) },
		{ sought: soughtIn(q), after: null, limit: QUEUE_COUNT_LIMIT }
	);
	return ids;
}
