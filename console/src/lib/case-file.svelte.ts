import { readCase, type CaseDetail } from '#contracts/case-desk.ts';
import { readSubmission } from '#contracts/desk.ts';
import type { SubmissionDetail } from '#contracts/submission.ts';
import { Asked } from './asked.svelte.ts';
import { call } from './call.ts';
import { live } from './live.svelte.ts';

/** One case at the desk, with the citizen's own words, kept current. */
export class CaseFile extends Asked<{ file: CaseDetail; original: SubmissionDetail }> {
	constructor(number: string) {
		super(async () => {
			const [file, original] = await Promise.all([
				call(readCase, { params: { number } }),
				call(readSubmission, { params: { number } })
			]);
			return { file, original };
		});
		this.#number = number;
	}
	readonly #number: string;

	/** Reads it, and again with every change, until the returned function is called. */
	follow() {
		void this.load();
		const again = () => void this.load();
		return live.subscribe(`submission:${this.#number}`, 0, again, again);
	}
}
