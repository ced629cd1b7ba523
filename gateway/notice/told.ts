import { aggrievedToTell } from '#db/told.ts';
import type { Db } from '#db/sql.ts';
import type { Addressee } from './reach.ts';

/**
 * An addressee. `theirs`: not who wrote, but whom it happened to; of them no more than this telephone is known.
 * `beside` tells a second notice about the same number from the first.
 */
export type Heard = Addressee & { theirs?: true; beside?: true };

/**
 * Whom a notice about these submissions goes to, as it was agreed when they were registered: who wrote, whom it
 * happened to, or both. Their telephone is all that is known of the latter, so that a mail stays with its sender.
 */
export async function toWhom(db: Db, to: Addressee[]): Promise<Heard[]> {
	const agreed = new Map(
		(
			await aggrievedToTell(
				db,
				to.filter(({ channel }) => channel !== 'email').map(({ number }) => number)
			)
		).map((one) => [one.number, one])
	);
	return to.flatMap((one): Heard[] => {
		const other = agreed.get(one.number);
		if (!other) return [one];
		const theirs = { ...one, sender: other.phone, theirs: true as const };
		return other.told === 'both' ? [one, { ...theirs, beside: true }] : [theirs];
	});
}
