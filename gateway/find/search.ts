import {
	SEARCH_COUNT_LIMIT,
	type Found,
	type SearchFilters,
	type SearchPage,
	type SearchQuery
} from '#contracts/search.ts';
import { audit } from '#db/event.ts';
import { findSubmissions, readFound } from '#db/search.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';
import { sightOf } from '../access/sight.ts';
import type { Services } from '../services.ts';
import { SOUGHT_LIMIT, soughtIn, type Sought } from '../triage/search-words.ts';
import { markedText, passageOf } from './marks.ts';
import { termsOf } from './terms.ts';

const PAGE = 50;
type Read = Awaited<ReturnType<typeof readFound>>[number];

/** In one piece where it may be an address: masked as a whole to those who do not see one. */
const nameOf = (name: string, sought: Sought | null, open: boolean) =>
	markedText(name, /[@\p{Nd}]/u.test(name) ? null : sought, open);

function foundOf(read: Read, sought: Sought | null, open: boolean): Found {
	const { id: _, text, summary, citizenName, department, grievanceState, ...row } = read;
	return {
		row,
		name: nameOf(row.senderName ?? citizenName ?? '', sought, open),
		subject: markedText(row.subject ?? '', sought, open),
		passage: passageOf([text, summary], sought, open),
		department,
		grievanceState
	};
}

interface Hits {
	ids: string[];
	/** The last word was looked for as a beginning. */
	open: boolean;
}

/**
 * Ids of what matches, the newest first. Where nothing has the last word as it stands it is taken for a beginning;
 * a later page (`after`) goes on in the way that the first was found in.
 */
export async function hitsOf(
	db: Db,
	actor: Actor,
	{ q, ...filters }: SearchFilters,
	{ sought, after, limit }: { sought: Sought | null; after: string | null; limit: number }
): Promise<Hits> {
	if (q?.trim() && !sought) return { ids: [], open: false };
	const before = after?.slice(1) ?? null;
	const ask = (open: boolean) =>
		findSubmissions(db, actor, { terms: termsOf(sought, sightOf(actor), open), filters, before, limit });
	if (!after?.startsWith('b')) {
		const ids = await ask(false);
		if (ids.length || after || !sought?.beginnings.length) return { ids, open: false };
	}
	return { ids: await ask(true), open: true };
}

/** A page of everything that the actor sees and that matches; the first one is audited, and counts. */
export async function search(
	{ pool }: Pick<Services, 'pool'>,
	actor: Actor,
	{ after = null, limit = PAGE, ...query }: Omit<SearchQuery, 'after'> & { after?: string | null }
): Promise<SearchPage> {
	const sought = query.q ? soughtIn(query.q) : null;
	const wanted = after ? limit : SEARCH_COUNT_LIMIT;
	const { ids, open } = await hitsOf(pool, actor, query, { sought, after, limit: wanted + 1 });
	const page = ids.slice(0, limit);
	const [read] = await Promise.all([
		page.length ? readFound(pool, actor, page, SOUGHT_LIMIT) : [],
		after
			? null
			: audit(pool, actor, 'submission:searched', '', {
					...query,
					found: Math.min(ids.length, SEARCH_COUNT_LIMIT)
				})
	]);
	return {
		rows: read.map((row) => foundOf(row, sought, open)),
		next: ids.length > limit ? `${open ? 'b' : 'w'}${page.at(-1)}` : null,
		total: after ? null : Math.min(ids.length, SEARCH_COUNT_LIMIT),
		more: ids.length > SEARCH_COUNT_LIMIT
	};
}
