import { fieldsIn, readFilledTexts, type FilledText, type TextPlace } from '#contracts/canned.ts';
import type { Language } from '#contracts/words.ts';
import { call } from './call.ts';
import { search } from './choose.ts';

/** At a glance, without scrolling far. */
const offered = 8;

/** Texts that may be inserted in one place about one matter, read when they are first asked for. */
export class Canned {
	/** Of the texts that are offered; the citizen's till another is chosen. */
	language = $state<Language | null>(null);
	readonly #number: string;
	readonly #place: TextPlace;
	#rows: Promise<FilledText[]> | null = null;

	constructor(number: string, place: TextPlace) {
		this.#number = number;
		this.#place = place;
	}

	async #read() {
		const query = { place: this.#place };
		const { language, rows } = await call(readFilledTexts, { params: { number: this.#number }, query });
		this.language ??= language;
		return rows;
	}

	/** What answers the word after the slash, by shortcut or by its words in any language. */
	async find(word: string) {
		this.#rows ??= this.#read();
		const rows = await this.#rows.catch((fault: unknown) => {
			this.#rows = null;
			throw fault;
		});
		const choices = rows.map((row) => ({
			...row,
			value: row.id,
			names: { en: row.texts.en.text, pa: row.texts.pa.text, hi: row.texts.hi.text },
			keywords: [row.shortcut]
		}));
		return search(choices, word)
			.slice(0, offered)
			.map(({ id, shortcut, texts }) => {
				const { text } = texts[this.language ?? 'pa'];
				return { id, label: text, aside: `/${shortcut}`, text };
			});
	}
}

/** Fields that were left standing in a text: it cannot be sent so. */
export const unfilled = (text: string) => fieldsIn(text);
