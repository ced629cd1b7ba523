import type { DeskInput } from '#contracts/desk.ts';
import type { Citizen } from '#contracts/submission.ts';
import { takeIn } from './diary.ts';
import { DraftFiles } from './draft-files.svelte.ts';
import { Draft } from './draft.svelte.ts';
import { faultsByField, refusalText } from './faults.ts';
import { asRefusal } from './refusal.ts';
import { blank, check, takeCitizen, toInput, type Registration } from './registration.ts';
import { session } from './session.svelte.ts';
import { toast } from './toast.svelte.ts';

/** What is typed at the counter and kept as a draft. */
export interface Entry {
	key: string;
	channel: DeskInput['channel'];
	diary: string;
	text: string;
	form: Registration;
}

const words_limit = 4000;
/** Operators sit at a counter, agents at a telephone. */
const usual = (): Entry['channel'] => (session.me?.role === 'operator' ? 'walk_in' : 'phone');
const fresh = (channel = usual(), form = blank('pa')): Entry => ({
	key: crypto.randomUUID(),
	channel,
	diary: '',
	text: '',
	form: { ...form }
});
/** A call in which something is taken in, and what is known of its caller. */
export interface OfCall {
	call: string;
	form: Registration;
}
/** Fields of the answer as the form names them. */
const inForm = (faults: Record<string, string>) =>
	Object.fromEntries(Object.entries(faults).map(([field, code]) => [field.replace(/^register\./, ''), code]));

/** One matter as it is taken in at the desk, from the first word to the receipt. */
export class TakingIn {
	entry: Entry;
	opened = $state(false);
	faults = $state.raw<Record<string, string>>({});
	busy = $state(false);
	receipt = $state.raw<{ number: string; repeated: boolean } | null>(null);
	readonly draft: Draft<Entry>;
	readonly files: DraftFiles;
	readonly #call: OfCall | undefined;
	readonly #begin: Registration;

	constructor(call?: OfCall) {
		const subject = call ? `call:${call.call}` : 'register';
		this.#call = call;
		this.#begin = call?.form ?? blank('pa');
		this.entry = $state(this.#fresh());
		this.draft = new Draft<Entry>(session.me?.id ?? '', subject);
		this.files = new DraftFiles(subject);
	}

	#fresh(channel?: Entry['channel']) {
		return fresh(this.#call ? 'phone' : channel, this.#begin);
	}

	/** True when something was typed that is not registered. */
	get dirty() {
		const { text, form } = this.entry;
		const { name, phone, category, summary } = this.#begin;
		const typed =
			text ||
			form.name !== name ||
			form.phone !== phone ||
			form.category !== category ||
			form.summary !== summary;
		return !this.receipt && Boolean(typed || this.files.rows.length);
	}

	/** The registration as it will be: the summary is the citizen's words unless the agent wrote a shorter one. */
	get whole(): Registration {
		const { form, text } = this.entry;
		return { ...form, summary: form.summary.trim() || text.slice(0, words_limit) };
	}

	async open() {
		const [kept] = await Promise.all([this.draft.open(), this.files.open()]);
		if (kept) this.take(kept);
		this.opened = true;
	}

	/** Puts a draft into the form; one of an older version lacks fields. */
	take(kept: Partial<Entry>) {
		const empty = this.#fresh();
		this.entry = { ...empty, ...kept, form: { ...empty.form, ...kept.form } };
	}

	/** Puts what a machine heard after what is typed, for its reader to correct. */
	addWords(words: string) {
		this.entry.text = [this.entry.text.trim(), words].filter(Boolean).join('\n');
	}

	takeCitizen(citizen: Citizen) {
		takeCitizen(this.entry.form, citizen);
	}

	/** Keeps what was typed over a reload, a lost connection or a visit elsewhere. */
	keep() {
		const typed = $state.snapshot(this.entry);
		if (this.opened && (this.dirty || this.draft.exists)) this.draft.keep(typed);
	}

	/** Whether nothing is wrong that the page can see; `faults` says what is. */
	check(): boolean {
		const text = this.entry.text.trim();
		const words = text.length < 3 ? [{ field: 'text', code: text ? 'too_short' : 'required' }] : [];
		const found = check(this.whole).filter(({ field }) => field !== 'summary');
		this.faults = faultsByField([...words, ...found]);
		return Object.keys(this.faults).length === 0;
	}

	/** Registers; false when the gateway refused, `faults` says why. */
	async save(): Promise<boolean> {
		this.busy = true;
		try {
			const { key, channel, diary, text } = this.entry;
			const register = toInput(this.whole, this.files.ids);
			const ofCall = this.#call ? { call: this.#call.call } : {};
			this.receipt = await takeIn({
				key,
				channel,
				...ofCall,
				diary: diary.trim() || undefined,
				text,
				register
			});
			this.files.forget();
			await this.draft.forget();
			return true;
		} catch (thrown) {
			const refusal = asRefusal(thrown);
			this.faults = inForm(faultsByField(refusal.faults));
			toast.say(refusalText(refusal), 'bad');
			return false;
		} finally {
			this.busy = false;
		}
	}

	/** The next matter, by the same way. */
	again() {
		this.entry = this.#fresh(this.entry.channel);
		this.faults = {};
		this.receipt = null;
	}
}
