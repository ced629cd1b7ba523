import { onMount } from 'svelte';
import { focusEmpty, focusFault } from './focus.ts';
import { m } from './paraglide/messages.js';
import { readsBack } from './reads-back.ts';
import { answer } from './shortcuts.ts';
import { Suggester } from './suggest.svelte.ts';
import { TakingIn, type OfCall } from './taking-in.svelte.ts';
import { toast } from './toast.svelte.ts';

/**
 * The form in which a matter is taken in: keeps and opens what is typed, suggests, checks, reads back, saves. To be made
 * while its page is.
 */
export class TakingInForm {
	readonly taking: TakingIn;
	readonly suggester = new Suggester();
	element = $state<HTMLFormElement>();
	/** It is read back to who told it. */
	reading = $state(false);
	/** The number beside which the words are laid. */
	compared = $state<string | null>(null);
	readonly #ondone: () => void;

	constructor(call?: OfCall, ondone: () => void = () => undefined) {
		this.taking = new TakingIn(call);
		this.#ondone = ondone;
		onMount(() => {
			void this.taking.open();
			return () => this.taking.draft.stop();
		});
		$effect(() => this.taking.keep());
		// The hands are on the keys: they begin where the words do. A finger would only get a keyboard in its way.
		$effect(() => {
			if (this.element && matchMedia('(pointer: fine)').matches) void focusEmpty(this.element);
		});
		$effect(() => this.#suggest());
		$effect(() => answer({ register: () => void this.submit() }));
	}

	#suggest() {
		const { key: draft, form, text: words } = this.taking.entry;
		const { summary, category, district, name, phone, email } = form;
		this.suggester.typed({ text: `${words}\n${summary}`, category, district, name, phone, email, draft });
		return () => this.suggester.stop();
	}

	/** Takes a category that was suggested. */
	choose = (category: string | undefined) => {
		if (category) this.taking.entry.form.category = category;
	};

	/** Registers what was checked, and read back where that is wished. */
	save = async () => {
		const done = await this.taking.save();
		this.reading = false;
		if (done) this.#ondone();
		else await focusFault(this.element);
	};

	async submit() {
		const { taking } = this;
		if (taking.busy || taking.receipt) return;
		if (taking.files.busy) return toast.say(m.files_wait(), 'bad');
		if (!taking.check()) await focusFault(this.element);
		else if (readsBack.of(taking.entry.channel)) this.reading = true;
		else await this.save();
	}
}
