import type { Db } from '#db/sql.ts';
import type { NewSubmission } from '#db/submission.ts';
import type { Services } from '../services.ts';
import { compose, put } from './compose.ts';
import { wayTo } from './reach.ts';

/**
 * Tells the citizens their numbers, once each, in the language they wrote in.
 * `told` are pieces of a longer text: their sender gets the number of another piece.
 */
export async function acknowledge(
	services: Services,
	db: Db,
	rows: NewSubmission[],
	told: Set<string>
): Promise<void> {
	const notices = rows
		.filter(({ number }) => !told.has(number))
		.flatMap((row) => {
			const way = wayTo(services, row);
			const notice = way && compose(services, row, way, { key: 'received', fields: {} });
			return notice ? [notice] : [];
		});
	await put(services, db, notices);
}
