import { untrack } from 'svelte';
import { asRefusal, type Refusal } from './refusal.ts';

/** What typing rests before a list is asked for anew. */
const rest_ms = 250;

/** What the gateway was asked, its answer, and why it gave none; of several questions the newest counts. */
export class Asked<T> {
	value = $state.raw<T | null>(null);
	refusal = $state.raw<Refusal | null>(null);
	readonly #ask: () => Promise<T>;
	#turn = 0;

	constructor(ask: () => Promise<T>) {
		this.#ask = ask;
	}

	/** Asks again; what is there stays till the answer has come, or for good where there is none. */
	load = () => this.take(this.#ask);

	/** Forgets what is there: another list is looked at. */
	clear(): void {
		this.value = null;
	}

	protected async take(ask: () => Promise<T>): Promise<void> {
		const turn = ++this.#turn;
		try {
			const value = await ask();
			if (turn !== this.#turn) return;
			this.value = value;
			this.refusal = null;
		} catch (thrown) {
			if (turn === this.#turn) this.refusal = asRefusal(thrown);
		}
	}
}

interface Page {
	rows: readonly unknown[];
	/** Cursor of the page that follows. */
	next: string | null;
}
/** A list that comes page by page. */
export class Paged<T extends Page> extends Asked<T> {
	readonly #page: (after?: string) => Promise<T>;

	constructor(page: (after?: string) => Promise<T>) {
		super(() => page());
		this.#page = page;
	}

	/** Adds the page that follows. */
	more = async (): Promise<void> => {
		const before = this.value;
		if (!before?.next) return;
		await this.take(async () => {
			const page = await this.#page(before.next!);
			return { ...page, rows: [...before.rows, ...page.rows] };
		});
	};
}

/** Asks at once, and again when what `of` reads has changed and rested. To be called while a component is set up. */
export function askFor(asked: Asked<unknown>, of: () => unknown): void {
	$effect(() => {
		of();
		const first = untrack(() => asked.value === null);
		const timer = setTimeout(() => void asked.load(), first ? 0 : rest_ms);
		return () => clearTimeout(timer);
	});
}
