import { SvelteSet } from 'svelte/reactivity';
import type { CaseRow } from '#contracts/case-desk.ts';

/** As many as one reply may go to. */
export const REPLY_LIMIT = 200;
/** States in which an office resolves. */
const answerable: readonly CaseRow['state'][] = ['in_progress', 'long_term'];
export const canBeAnswered = ({ state, mergedInto }: CaseRow) => answerable.includes(state) && !mergedInto;

/** Cases that are to have one reply: a set that only its reader changes, whatever arrives meanwhile. */
export class CasesChosen {
	readonly numbers = new SvelteSet<string>();

	get full() {
		return this.numbers.size >= REPLY_LIMIT;
	}
	/** Those of these rows that are chosen and can be answered still. */
	of = (rows: readonly CaseRow[]) => rows.filter((row) => this.numbers.has(row.number) && canBeAnswered(row));

	toggle(number: string) {
		if (!this.numbers.delete(number) && !this.full) this.numbers.add(number);
	}
	/** All of these rows that can be answered; none where all of them were chosen. */
	all(rows: readonly CaseRow[]) {
		const those = rows.filter(canBeAnswered);
		const had = those.every(({ number }) => this.numbers.has(number));
		for (const { number } of those)
			if (had) this.numbers.delete(number);
			else if (!this.full) this.numbers.add(number);
	}
	/** Only these stay. */
	keep(numbers: readonly string[]) {
		this.numbers.clear();
		for (const number of numbers) this.numbers.add(number);
	}
}
