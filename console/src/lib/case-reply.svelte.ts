import type { Grade } from '#contracts/case.ts';
import { resolveMany, type CaseRow } from '#contracts/case-desk.ts';
import { languages, type Language } from '#contracts/words.ts';
import { call } from './call.ts';

/** Fewest letters of a reply. */
const least_letters = 10;
interface Refused {
	number: string;
	code: string;
}

/** One reply to many cases, once in each language in which their citizens read. */
export class CaseReply {
	readonly rows: readonly CaseRow[];
	/** Those of the languages that are needed, with their cases. */
	readonly parts: readonly { language: Language; numbers: string[] }[];
	grade = $state<Grade | ''>('');
	texts = $state<Record<Language, string>>({ pa: '', hi: '', en: '' });

	constructor(rows: readonly CaseRow[]) {
		this.rows = rows;
		this.parts = languages
			.map((language) => ({
				language,
				numbers: rows.filter((row) => row.language === language).map(({ number }) => number)
			}))
			.filter(({ numbers }) => numbers.length > 0);
	}

	/** What is missing, by `grade` and by language. */
	faults(): Record<string, string> {
		const texts = this.parts.flatMap(({ language }) => {
			const { length } = this.texts[language].trim();
			return length >= least_letters ? [] : [[language, length ? 'too_short' : 'required']];
		});
		return { ...(this.grade ? {} : { grade: 'required' }), ...Object.fromEntries(texts) };
	}

	/** Answers them all; what was refused says why. */
	async send(): Promise<{ done: string[]; refused: Refused[] }> {
		const all: { done: string[]; refused: Refused[] } = { done: [], refused: [] };
		const grade = this.grade as Grade;
		for (const { language, numbers } of this.parts) {
			const body = { numbers, grade, reply: this.texts[language].trim() };
			const { done, refused } = await call(resolveMany, { body });
			all.done.push(...done);
			all.refused.push(...refused);
		}
		return all;
	}
}
