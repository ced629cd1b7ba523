import { joinCampaign } from '#contracts/campaign.ts';
import {
	claimSubmission,
	dismissSubmission,
	linkSubmission,
	readSubmission,
	registerSubmission,
	type DismissReason
} from '#contracts/desk.ts';
import type { Submission, SubmissionDetail } from '#contracts/submission.ts';
import { call } from './call.ts';
import { DraftFiles } from './draft-files.svelte.ts';
import { Draft } from './draft.svelte.ts';
import { faultsByField } from './faults.ts';
import { live } from './live.svelte.ts';
import { locale } from './locale.svelte.ts';
import { session } from './session.svelte.ts';
import { asRefusal, type Refusal } from './refusal.ts';
import { blank, check, prefill, toInput, type Registration } from './registration.ts';
import { tryTo } from './verbs.ts';

/** One submission at the desk: its original, the form over it, and what is decided of it. */
export class Matter {
	detail = $state.raw<SubmissionDetail | null>(null);
	refusal = $state.raw<Refusal | null>(null);
	form = $state<Registration>(blank('pa'));
	faults = $state.raw<Record<string, string>>({});
	busy = $state(false);
	readonly number: string;
	readonly draft: Draft<Registration>;
	readonly files: DraftFiles;
	#untouched = '';
	/** Rises with every reading that begins and every verb that has answered. */
	#turn = 0;
	/** The turn of what is shown: an answer that is older than it tells of what is over. */
	#shown = 0;
	#leave: (() => void) | undefined;

	constructor(number: string) {
		this.number = number;
		this.draft = new Draft(session.me?.id ?? '', `submission:${number}`);
		this.files = new DraftFiles(`submission:${number}`);
	}

	/** True when something was typed that is not registered. */
	get dirty() {
		return this.detail?.submission.state === 'waiting' && JSON.stringify(this.form) !== this.#untouched;
	}

	/** Reads the submission; the form keeps what was typed. */
	async load(): Promise<void> {
		const turn = (this.#turn += 1);
		try {
			const detail = await call(readSubmission, { params: { number: this.number } });
			// Read before the claim and answered after it, it would take the claim off the screen again.
			if (turn < this.#shown) return await this.load();
			this.#shown = turn;
			if (this.detail === null) await this.#open(detail);
			this.detail = detail;
			this.refusal = null;
		} catch (thrown) {
			this.refusal = asRefusal(thrown);
		}
	}

	async #open(detail: SubmissionDetail) {
		const waiting = detail.submission.state === 'waiting';
		const kept = waiting ? await this.draft.open() : null;
		if (waiting && session.may('register')) void this.files.open();
		const filled = prefill(detail, locale.current);
		this.#untouched = JSON.stringify(filled);
		this.form = { ...filled, ...kept };
		const reload = () => void this.load();
		this.#leave = live.subscribe(`submission:${this.number}`, 0, reload, reload);
	}

	/** Keeps what was typed over a reload, a lost connection or a visit elsewhere. */
	keep() {
		if (this.dirty || (this.detail && this.draft.exists)) this.draft.keep(this.form);
	}

	/** A verb answered with the row as it is now. */
	take(submission: Submission | null) {
		if (!submission) return;
		this.#shown = this.#turn += 1;
		if (this.detail) this.detail = { ...this.detail, submission };
	}

	/** Renews the claim without a word; what came of it otherwise is read anew. */
	async renew() {
		try {
			this.take(await call(claimSubmission, { params: { number: this.number } }));
		} catch (thrown) {
			if (asRefusal(thrown).status > 0) await this.load();
		}
	}

	/** Puts what a machine heard after what is typed, for its reader to correct. */
	addWords(words: string) {
		this.form.summary = [this.form.summary.trim(), words].filter(Boolean).join('\n');
	}

	/** Whether nothing is wrong that the page can see; `faults` says what is. */
	check() {
		const faults = check(this.form);
		this.faults = faultsByField(faults);
		return faults.length === 0;
	}

	/** Registers; false when the form has faults or the gateway refused. */
	async register() {
		if (!this.check()) return false;
		return this.#decide(async () => {
			try {
				await call(registerSubmission, {
					params: { number: this.number },
					body: toInput(this.form, this.files.ids)
				});
				this.files.forget();
			} catch (thrown) {
				this.faults = faultsByField(asRefusal(thrown).faults);
				throw thrown;
			}
		});
	}

	link(grievance: string) {
		return this.#decide(() => call(linkSubmission, { params: { number: this.number }, body: { grievance } }));
	}

	/** Joins a campaign: linked to it, and its citizen told. */
	join(grievance: string) {
		return this.#decide(() => call(joinCampaign, { params: { number: this.number }, body: { grievance } }));
	}

	dismiss(reason: DismissReason, note: string | undefined) {
		return this.#decide(() =>
			call(dismissSubmission, { params: { number: this.number }, body: { reason, note } })
		);
	}

	async #decide(verb: () => Promise<unknown>) {
		this.busy = true;
		const done = await tryTo(async () => {
			await verb();
			return true;
		});
		this.busy = false;
		if (!done) return false;
		this.#shown = this.#turn += 1;
		await this.draft.forget();
		await this.load();
		return true;
	}

	stop() {
		this.#leave?.();
		this.draft.stop();
	}
}
