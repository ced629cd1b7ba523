import type { Static } from 'typebox';
import type { Caller } from '#contracts/telephone.ts';
import type { Viewer } from '#db/scope.ts';
import type { Db } from '#db/sql.ts';
import { citizensLike } from '#db/suggest.ts';

/** Who calls, as far as the number tells and the viewer may know: a number is not a person, and may be shared. */
export async function matchCaller(
	db: Db,
	viewer: Viewer,
	phone: string | null
): Promise<Static<typeof Caller>> {
	if (phone === null) return { match: 'hidden', phone, citizens: [] };
	const found = await citizensLike(db, viewer, { addresses: [phone], name: null, district: null });
	const known = found.filter(({ certainty }) => certainty === 'known');
	const citizens = (known.length ? known : found).map(({ citizen }) => citizen);
	if (!citizens.length) return { match: 'new', phone, citizens };
	if (!known.length) return { match: 'maybe', phone, citizens };
	return { match: known.length === 1 ? 'known' : 'several', phone, citizens };
}
