import { verbsFor } from '#contracts/case-table.ts';
import type { Static } from 'typebox';
import type { CaseEvent, Seat } from '#contracts/case-desk.ts';
import type { Story, StoryEntry } from '#contracts/track.ts';
import { caseOf, findCase } from '#db/case.ts';
import * as detail from '#db/case-detail.ts';
import type { Services } from '../services.ts';

/** Lines of a history that are the citizen's to read; what is proposed, tried and timed is the desk's. */
const told = new Set([
	'assigned',
	'transferred',
	'acknowledged',
	'asked',
	'answered',
	'interim_given',
	'escalated',
	'resolved',
	'verdict_given',
	'reopened',
	'returned',
	'excluded',
	'special_accepted',
	'concluded',
	'unverified',
	'withdrawn',
	'informed'
]);
/** What only the citizen whose case it is may read: their own words. */
const theirs = new Set(['answered', 'verdict_given', 'reopened', 'withdrawn', 'informed']);

type Event = Static<typeof CaseEvent>;

const textOf = ({ detail: said }: Event): string | null => {
	for (const name of ['reply', 'words', 'text'])
		if (typeof said[name] === 'string' && said[name]) return said[name];
	return null;
};

/** The history as its citizen reads it: with the office at each step, the replies and what proves them. */
export function entriesOf(
	timeline: Event[],
	{
		seats,
		resolutions,
		whole
	}: {
		seats: Static<typeof Seat>[];
		resolutions: Awaited<ReturnType<typeof detail.resolutionsOf>>;
		whole: boolean;
	}
): StoryEntry[] {
	let resolved = 0;
	return timeline.flatMap((event): StoryEntry[] => {
		const kind = event.type.replace('grievance:', '');
		const resolution = kind === 'resolved' ? resolutions[resolved++] : undefined;
		if (!told.has(kind) || (!whole && theirs.has(kind))) return [];
		const seat = seats.find(({ since, cause }) => since === event.at && cause === event.type);
		const verdict = event.detail['verdict'];
		const until = event.detail['expected_on'];
		return [
			{
				kind,
				at: event.at,
				office: seat?.names ?? null,
				text: textOf(event),
				verdict: typeof verdict === 'string' ? verdict : null,
				grade: resolution?.grade ?? null,
				until: typeof until === 'string' ? until : null,
				files: (resolution?.files ?? []).map(({ id, name }) => ({ id, name }))
			}
		];
	});
}

/** What has become of the case that a number leads to, and what its citizen may do about it; null while there is none. */
export async function readStory(
	{ pool }: Pick<Services, 'pool'>,
	number: string,
	whole: boolean
): Promise<Story | null> {
	const own = await caseOf(pool, number);
	const standing = own && (await findCase(pool, own));
	if (!own || !standing) return null;
	const { appealUntil } = await detail.endingOf(pool, own);
	return {
		entries: entriesOf(await detail.timelineOf(pool, own), {
			seats: await detail.seatsOfCase(pool, own),
			resolutions: await detail.resolutionsOf(pool, own),
			whole
		}),
		may: whole ? verbsFor(standing, ['citizen']) : [],
		appealUntil
	};
}
