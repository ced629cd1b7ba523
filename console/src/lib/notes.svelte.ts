import { addNote, readMentionable, readNotes, withdrawNote, type Note } from '#contracts/note.ts';
import { alerts } from './alerts.svelte.ts';
import { call } from './call.ts';
import { live } from './live.svelte.ts';
import { asRefusal, type Refusal } from './refusal.ts';
import { tryTo } from './verbs.ts';

/** What colleagues wrote to each other about one matter, kept up to date while it is followed. */
export class Notes {
	rows = $state.raw<Note[] | null>(null);
	refusal = $state.raw<Refusal | null>(null);
	readonly number: string;

	constructor(number: string) {
		this.number = number;
	}

	/** Reads them; what they told the reader is read with them. */
	async load() {
		try {
			({ rows: this.rows } = await call(readNotes, { params: { number: this.number } }));
			this.refusal = null;
			await alerts.seen(this.rows.map(({ number }) => number));
		} catch (thrown) {
			this.refusal = asRefusal(thrown);
		}
	}

	/** Reads now and after every change, until the returned function is called. */
	follow() {
		void this.load();
		const reload = () => void this.load();
		return live.subscribe(
			`submission:${this.number}`,
			0,
			(changes) => changes.some(({ event }) => event === 'submission:noted') && reload(),
			reload
		);
	}

	async people(q: string) {
		return (await call(readMentionable, { params: { number: this.number }, query: { q } })).rows;
	}

	/** False when it was refused, of which the person is told. */
	async add(text: string, mentions: string[]): Promise<boolean> {
		const params = { number: this.number };
		return this.#done(await tryTo(() => call(addNote, { params, body: { text, mentions } })));
	}

	async withdraw({ id }: Note): Promise<boolean> {
		return this.#done(await tryTo(() => call(withdrawNote, { params: { id } })));
	}

	async #done(note: Note | null) {
		if (note) await this.load();
		return note !== null;
	}
}
