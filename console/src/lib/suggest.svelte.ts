import { readSuggestions, suggestTyped, type SuggestInput, type Suggestions } from '#contracts/suggest.ts';
import { call } from './call.ts';
import { asRefusal, type Refusal } from './refusal.ts';

/** Rest of the hands after which what is typed is looked at. */
const REST_MS = 400;

type Question = (signal: AbortSignal) => Promise<Suggestions>;

/** Suggestions for what is on screen; the newest question wins, whichever answer comes first. */
export class Suggester {
	found = $state.raw<Suggestions | null>(null);
	refusal = $state.raw<Refusal | null>(null);
	busy = $state(false);
	#timer: ReturnType<typeof setTimeout> | undefined;
	#asked: AbortController | undefined;
	#last: Question | undefined;

	/** Of a submission as it came. */
	of(number: string) {
		this.found = null;
		void this.#ask((signal) => call(readSuggestions, { params: { number }, signal }));
	}

	/** Of what is being typed, once the hands rest. */
	typed(about: SuggestInput) {
		clearTimeout(this.#timer);
		this.#timer = setTimeout(
			() => void this.#ask((signal) => call(suggestTyped, { body: about, signal })),
			REST_MS
		);
	}

	/** Asks once more what was asked last. */
	retry = () => void (this.#last && this.#ask(this.#last));

	async #ask(question: Question) {
		this.#asked?.abort();
		const asked = (this.#asked = new AbortController());
		this.#last = question;
		this.busy = true;
		try {
			const found = await question(asked.signal);
			if (asked.signal.aborted) return;
			this.found = found;
			this.refusal = null;
		} catch (thrown) {
			if (!asked.signal.aborted) this.refusal = asRefusal(thrown);
		} finally {
			if (!asked.signal.aborted) this.busy = false;
		}
	}

	stop() {
		clearTimeout(this.#timer);
		this.#asked?.abort();
	}
}

/** Which suggested category Alt and a digit take over; null for any other press. In fields too: it types nothing. */
export function chosenBy({ altKey, ctrlKey, metaKey, isComposing, code }: KeyboardEvent): number | null {
	const [, digit] = /^(?:Digit|Numpad)([1-3])$/.exec(code) ?? [];
	return digit && altKey && !ctrlKey && !metaKey && !isComposing ? Number(digit) - 1 : null;
}
