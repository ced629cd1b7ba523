import { draftFileLimits, readDraftFiles, removeDraftFile, type DraftFile } from '#contracts/draft-file.ts';
import { address, call } from './call.ts';
import { asRefusal } from './refusal.ts';
import { upload, type Upload } from './upload.ts';

/** One file of a form: on its way, there, or not taken. */
export interface FormFile {
	key: string;
	name: string;
	size: number;
	mediaType: string;
	/** Id at the gateway; null while it is not there. */
	id: string | null;
	/** Part that is sent, from 0 to 1. */
	sent: number;
	/** Why it was not taken. */
	fault: string | null;
}

const file_limit_bytes = draftFileLimits.file_mb * 1024 * 1024;
const there = ({ id, ...file }: DraftFile): FormFile => ({ ...file, id, key: id, sent: 1, fault: null });
/** What of a refusal says which limit it was. */
const faultOf = (thrown: unknown) => {
	const { faults, code } = asRefusal(thrown);
	return `file_${faults[0]?.code ?? code}`.replace('file_too_large', 'file_large');
};

/** The files of one form: sent as they are chosen, one after another, and kept with its draft. */
export class DraftFiles {
	rows = $state<FormFile[]>([]);
	readonly #subject: string;
	readonly #waiting: { row: FormFile; file: File }[] = [];
	#running: { row: FormFile; upload: Upload } | null = null;

	constructor(subject: string) {
		this.#subject = subject;
	}

	/** True while something is on its way. */
	get busy() {
		return this.rows.some(({ id, fault }) => id === null && fault === null);
	}

	/** Those that go along. */
	get ids() {
		return this.rows.flatMap(({ id }) => id ?? []);
	}

	/** Where a file that is there can be seen. */
	href = (id: string) => address(`${readDraftFiles.url}/:id`, { subject: this.#subject, id });

	/** Reads what is there from before. */
	async open() {
		const { files } = await call(readDraftFiles, { params: { subject: this.#subject } }).catch(() => ({
			files: [] as DraftFile[]
		}));
		const own = new Set(this.ids);
		this.rows = [...files.filter(({ id }) => !own.has(id)).map(there), ...this.rows];
	}

	/** Takes more files; those that cannot go along say why. */
	add(files: Iterable<File>) {
		for (const file of files) {
			const { name, size, type } = file;
			const many = this.rows.filter((row) => !row.fault).length >= draftFileLimits.files;
			const fault = many ? 'file_many' : size > file_limit_bytes ? 'file_large' : null;
			const key = crypto.randomUUID();
			this.rows.push({ key, name, size, mediaType: type, id: null, sent: 0, fault });
			const row = this.rows.at(-1);
			if (row && !fault) this.#waiting.push({ row, file });
		}
		if (!this.#running) void this.#send();
	}

	async #send() {
		for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
			const { row, file } = next;
			const sending = upload(this.#subject, file, (part) => (row.sent = part));
			this.#running = { row, upload: sending };
			try {
				const { id, name, size, mediaType } = await sending.done;
				Object.assign(row, { id, name, size, mediaType, sent: 1 });
			} catch (thrown) {
				row.fault = faultOf(thrown);
			}
		}
		this.#running = null;
	}

	/** Takes one away, here and at the gateway. */
	async remove(row: FormFile) {
		const waits = this.#waiting.findIndex((one) => one.row.key === row.key);
		if (waits >= 0) this.#waiting.splice(waits, 1);
		if (this.#running?.row.key === row.key) this.#running.upload.stop();
		this.rows = this.rows.filter(({ key }) => key !== row.key);
		if (row.id)
			await call(removeDraftFile, { params: { subject: this.#subject, id: row.id } }).catch(() => undefined);
	}

	/** They have gone along. */
	forget() {
		this.rows = [];
	}
}
