import { randomUUID } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { formLimits, type FormFault, type FormValues, type KeptFile } from '#contracts/public.ts';
import { Refusal } from '../refusal.ts';
import { openKept } from './form-kept.ts';
import { isFile, readParts, type Parts, type Storage } from './form-parts.ts';

/** The whole request. Above what can be kept, so that files that are too large are named and not cut off. */
export const FORM_LIMIT_BYTES = 256 * 1024 * 1024;

export const valueNames = [
	'text',
	'category',
	'district',
	'tehsil',
	'place',
	'name',
	'phone',
	'email',
	'language'
] as const satisfies (keyof FormValues)[];

export interface Form {
	/** Made by the page: the same key with the same content is one submission. */
	key: string;
	values: FormValues;
	files: KeptFile[];
	faults: FormFault[];
	/** What a person never fills in. */
	trap: string;
	/** Language to show the page in, asked for by the language switch: nothing is to be sent. */
	show: string | null;
}

interface Means extends Storage {
	secret: string;
	/** Which of these hashes are stored. */
	stored(hashes: string[]): Promise<Set<string>>;
}

/** A new, empty form. */
export const emptyValues = () =>
	Object.fromEntries(valueNames.map((name) => [name, ''])) as unknown as FormValues;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** Files kept from before and files that came now, the same one once, as many as are allowed. */
async function gather(key: string, { fields, files }: Parts, means: Means) {
	const before = (fields.get('kept') ?? []).map((token) => openKept(means.secret, key, token));
	const genuine = before.filter((file) => file !== null);
	const there = genuine.length ? await means.stored(genuine.map(({ sha256 }) => sha256)) : new Set<string>();
	const kept = genuine.filter(({ sha256 }) => there.has(sha256));
	const all = [
		...new Map([...kept, ...files.filter(isFile)].map((file) => [file.sha256 + file.name, file])).values()
	];
	const faults: FormFault[] = files.flatMap((file) => (isFile(file) ? [] : [file]));
	if (kept.length < before.length) faults.push({ field: 'files', code: 'gone' });
	const over = all.slice(formLimits.files);
	if (over.length) {
		const names = over.map(({ name }) => name).join(', ');
		faults.push({ field: 'files', code: 'many', detail: { limit: String(formLimits.files), names } });
	}
	return { files: all.slice(0, formLimits.files), faults };
}

/** Refuses before a byte is read what can never be kept. */
function checkLength({ headers }: FastifyRequest) {
	const length = Number(headers['content-length']);
	if (!Number.isInteger(length))
		throw new Refusal('length_required', 411, 'The request must say its length.');
	if (length > FORM_LIMIT_BYTES) throw new Refusal('too_large', 413, 'The files are too large together.');
}

/** Reads the citizens' form, files and all, in bounded memory. What is wrong with a file is a fault, not an error. */
export async function readForm(request: FastifyRequest, means: Means): Promise<Form> {
	checkLength(request);
	const parts = await readParts(request, means);
	const first = (name: string) => (parts.fields.get(name)?.[0] ?? '').replaceAll('\r\n', '\n');
	const key = first('key');
	const values = Object.fromEntries(valueNames.map((name) => [name, first(name)])) as unknown as FormValues;
	return {
		...(await gather(key, parts, means)),
		key: uuid.test(key) ? key : randomUUID(),
		values,
		trap: first('website'),
		show: parts.fields.get('show')?.[0] ?? null
	};
}
