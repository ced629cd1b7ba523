import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseCsv } from './seed/csv.ts';

/** `urgent`, `exclusion` and `abuse` are hints to the agent; `common` words tell nothing of a matter. */
export type WordKind = 'urgent' | 'exclusion' | 'abuse' | 'common';
export interface WordList {
	kind: WordKind;
	code: string;
	/** Words and phrases, as people write them in each script. */
	phrases: string[];
}

/** The word lists of `seed/words.csv`. */
export const readWords = (): WordList[] =>
	parseCsv(readFileSync(join(import.meta.dirname, 'seed/words.csv'), 'utf8')).map(
		({ kind = '', code = '', words = '' }) => ({
			kind: kind as WordKind,
			code,
			phrases: words.split('|').filter(Boolean)
		})
	);
