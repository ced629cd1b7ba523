import { readBacklog, readSought, saveSought, shortenBacklog } from '#db/search-index.ts';
import type { Db } from '#db/sql.ts';
import type { Services } from '../services.ts';
import { wordsOf } from './search-words.ts';

type Unsought = Awaited<ReturnType<typeof readSought>>;
const worded = (rows: Unsought) =>
	rows.map(({ id, texts, addresses, places }) => ({ id, words: wordsOf(texts, addresses, places) }));

/**
 * Brings what submissions are found by up to date, on the transaction that changed their texts or the case that they
 * became. To be called as well when a person's data is taken out of them.
 */
export async function soughtAgain(db: Db, numbers: string[]): Promise<void> {
	if (numbers.length) await saveSought(db, worded(await readSought(db, numbers)));
}

const BATCH = 1000;
/** Batches of one housekeeping, so that it ends well within its expiry. */
const BATCHES = 20;

/** Takes in what lay here before there was a search, the newest first; each batch is a transaction. */
export async function catchUpSearch({ transaction }: Services): Promise<void> {
	for (let batch = 0; batch < BATCHES; batch++) {
		const done = await transaction(async (db) => {
			const rows = await readBacklog(db, BATCH);
			if (!rows) return true;
			await saveSought(db, worded(rows));
			await shortenBacklog(db, rows.at(-1)?.id ?? null);
			return false;
		});
		if (done) return;
	}
}
