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
const fresh = (channel = usual()): Entry => ({
	key: crypto.randomUUID(),
	channel,
	diary: '',
	text: '',
	form: blank('pa')
});
/** Fields of the answer as the form names them. */
const inForm = (faults: Record<string, string>) =>
	Object.fromEntries(Object.entries(faults).map(([field, code]) => [field.replace(/^register\./, ''), code]));

/** One matter as it is taken in at the desk, from the first word to the receipt. */
export class TakingIn {
	entry = $state<Entry>(fresh());
	opened = $state(false);
	faults = $state.raw<Record<string, string>>({});
	busy = $state(false);
	receipt = $state.raw<{ number: string; repeated: boolean } | null>(null);
	readonly draft = new Draft<Entry>(session.me?.id ?? '', 'register');
	readonly files = new DraftFiles('register');

	/** True when something was typed that is not registered. */
	get dirty() {
		const { text, form } = this.entry;
		return !this.receipt && Boolean(text || form.name || form.phone || this.files.rows.length);
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
		const empty = fresh();
		this.entry = { ...empty, ...kept, form: { ...empty.form, ...kept.form } };
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
			this.receipt = await takeIn({ key, channel, diary: diary.trim() || undefined, text, register });
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
		this.entry = fresh(this.entry.channel);
		this.faults = {};
		this.receipt = null;
	}
}
