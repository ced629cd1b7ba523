import type { Track } from '#contracts/case.ts';
import type { Case } from '#db/case.ts';
import { seatOf, type Place } from '#db/seat.ts';
import type { Db } from '#db/sql.ts';
import { startClocks } from './limits.ts';

/** The case as it begins at a level and an office: its place, and the two time limits that start there. */
export interface Begun {
	place: Place;
	track: Track;
	dates: Record<string, string>;
}

/** Begins a level at the office that is to have it, or at whose chairs are not vacant. */
export async function beginLevel(
	db: Db,
	before: Case,
	to: { level: number; track: Track; office: string | null }
): Promise<Begun> {
	const place = await seatOf(db, to.track, to.level, before, to.office);
	const stay = before.stay + (to.level === before.level ? 0 : 1);
	const of = { ...before, level: to.level, stay, office: place.office };
	return { place, track: to.track, dates: await startClocks(db, of, ['acknowledge', 'redress']) };
}

/** What a case says of where it lies, for its history. */
export const placed = ({ office, post, fallback }: Place) => ({
	office,
	post,
	...(fallback ? { fallback } : {})
});
