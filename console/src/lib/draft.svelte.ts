import { forgetDraft, readDraft, saveDraft, type Draft as Saved } from '#contracts/draft.ts';
import { call } from './call.ts';
import { localDraft } from './draft-local.ts';
import { asRefusal } from './refusal.ts';

const save_ms = 2000;
/** How soon it is tried again where the server did not answer. */
const retry_ms = 5000;

/** The same text for the same content, in whatever order its keys come back. */
const written = (value: unknown) =>
	JSON.stringify(value, (_key, inner: unknown) =>
		inner && typeof inner === 'object' && !Array.isArray(inner)
			? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
			: inner
	);

/** Another screen of the same person has saved something else. */
export interface Conflict<T> {
	there: T;
	thereAt: string;
	hereAt: string;
	/** Of what stands there. */
	revision: number;
}

/**
 * What a person is typing about one subject: on the server within two seconds, on this machine until it is there.
 * A saving by another screen is never overwritten: the person chooses.
 */
export class Draft<T extends object> {
	/** When the server last took it in; null before. */
	savedAt = $state<string | null>(null);
	/** True while there is something here that the server has not got and would not or could not take. */
	unsent = $state(false);
	conflict = $state.raw<Conflict<T> | null>(null);
	readonly #person: string;
	readonly #subject: string;
	#revision = 0;
	#known = '';
	#typed: { body: T; at: string } | null = null;
	#timer: ReturnType<typeof setTimeout> | undefined;
	#sending: Promise<void> | null = null;
	#over = false;

	constructor(person: string, subject: string) {
		this.#person = person;
		this.#subject = subject;
	}

	/** True when something is kept, here or on the server. */
	get exists() {
		return this.#revision > 0 || this.#typed !== null;
	}

	/** What was typed last, wherever that was; null when nothing was. */
	async open(): Promise<T | null> {
		const local = localDraft.read<T>(this.#person, this.#subject);
		const there = await this.#read();
		if (there && (!local || there.revision === local.after)) this.#take(there);
		if (!local) return there ? (there.body as T) : null;
		this.#typed = local;
		this.#revision = local.after;
		this.#known = written(local.body);
		if (there && there.revision !== local.after && written(there.body) !== this.#known)
			this.#contradicted(there);
		else this.#soon(0);
		return local.body;
	}

	async #read() {
		const params = { subject: this.#subject };
		return call(readDraft, { params }).then(
			({ draft }) => draft,
			() => null
		);
	}

	#take({ body, revision, updatedAt }: Saved) {
		this.#revision = revision;
		this.#known = written(body);
		this.savedAt = updatedAt;
		this.unsent = false;
	}

	#contradicted({ body, revision, updatedAt }: Saved) {
		const hereAt = this.#typed?.at ?? updatedAt;
		this.conflict = { there: body as T, thereAt: updatedAt, hereAt, revision };
	}

	/** Keeps what is typed now. */
	keep(body: T) {
		const text = written(body);
		if (this.#over || text === this.#known) return;
		this.#known = text;
		this.#typed = { body: JSON.parse(text) as T, at: new Date().toISOString() };
		localDraft.keep(this.#person, this.#subject, { ...this.#typed, after: this.#revision });
		this.#soon(save_ms);
	}

	#soon(wait_ms: number) {
		if (!this.#over && !this.conflict) this.#timer ??= setTimeout(() => void this.send(), wait_ms);
	}

	/** Sends what the server has not got; resolves when it answered. */
	async send(): Promise<void> {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		await this.#sending;
		if (!this.#typed || this.conflict || this.#over) return;
		this.#sending = this.#put(this.#typed);
		await this.#sending;
		this.#sending = null;
	}

	async #put(typed: { body: T; at: string }) {
		try {
			const { kept, draft } = await call(saveDraft, {
				params: { subject: this.#subject },
				body: { body: typed.body as Record<string, unknown>, after: this.#revision }
			});
			if (this.#over) return;
			if (!kept) return this.#contradicted(draft);
			this.#revision = draft.revision;
			this.savedAt = draft.updatedAt;
			this.unsent = false;
			if (this.#typed === typed) {
				this.#typed = null;
				localDraft.forget(this.#person, this.#subject);
			} else if (this.#typed)
				localDraft.keep(this.#person, this.#subject, { ...this.#typed, after: this.#revision });
		} catch (thrown) {
			this.unsent = true;
			const { status } = asRefusal(thrown);
			if (status === 0 || status >= 500) this.#soon(retry_ms);
		}
	}

	/** The person chose what the other screen saved. */
	takeThere(): T | null {
		const there = this.conflict?.there ?? null;
		if (!this.conflict || !there) return null;
		this.#typed = null;
		this.#known = written(there);
		this.#revision = this.conflict.revision;
		this.savedAt = this.conflict.thereAt;
		this.unsent = false;
		this.conflict = null;
		localDraft.forget(this.#person, this.#subject);
		return there;
	}

	/** The person chose what stands here: it is saved over the other. */
	keepHere() {
		this.#revision = this.conflict?.revision ?? this.#revision;
		this.conflict = null;
		if (this.#typed) localDraft.keep(this.#person, this.#subject, { ...this.#typed, after: this.#revision });
		return this.send();
	}

	/** What another screen saved while nothing was typed here since; null when there is nothing newer. */
	async refresh(): Promise<T | null> {
		if (this.#typed || this.#over || this.conflict) return null;
		const there = await this.#read();
		if (!there || this.#typed || there.revision === this.#revision) return null;
		this.#take(there);
		return there.body as T;
	}

	/** It was sent or decided: nothing of it is kept, here or there. */
	async forget(): Promise<void> {
		clearTimeout(this.#timer);
		this.#timer = undefined;
		this.#typed = null;
		await this.#sending;
		localDraft.forget(this.#person, this.#subject);
		if (this.#revision > 0)
			await call(forgetDraft, { params: { subject: this.#subject } }).catch(() => undefined);
		this.#revision = 0;
		this.#known = '';
		this.savedAt = null;
		this.unsent = false;
		this.conflict = null;
	}

	/** The screen is left: what is typed goes to the server at once. */
	stop() {
		void this.send().finally(() => {
			this.#over = true;
			clearTimeout(this.#timer);
		});
	}
}
