import type { Readable } from 'node:stream';
import type { FastifyRequest } from 'fastify';
import { formLimits, type FormFault, type KeptFile } from '#contracts/public.ts';
import { Refusal } from '../refusal.ts';
import { fileName, recognise } from './form-file.ts';

const FILE_LIMIT_BYTES = formLimits.file_mb * 1024 * 1024;
const FIELD_LIMIT_BYTES = 4 * 1024 * 1024;
/** Parts that are read at all: beyond it is no browser. */
const PARTS_LIMIT = 100;

/** Where files go. */
export interface Storage {
	/** Stores bytes and gives their hash. */
	store(content: Buffer): Promise<string>;
	/** Told of a file that could not be stored. */
	failed(fault: unknown): void;
}

const limit = { limit: String(formLimits.file_mb) };

/** At most the limit in memory; what goes beyond is read past, so that the fields behind it still arrive. */
async function take(stream: Readable): Promise<{ content: Buffer; size: number }> {
	const chunks: Buffer[] = [];
	let size = 0;
	for await (const chunk of stream as AsyncIterable<Buffer>) {
		size += chunk.length;
		if (size <= FILE_LIMIT_BYTES) chunks.push(chunk);
		else chunks.length = 0;
	}
	return { content: Buffer.concat(chunks), size };
}

/** Reads one file, and keeps it or says what is wrong with it. */
async function keep(
	raw: string,
	stream: Readable,
	{ store, failed }: Storage
): Promise<KeptFile | FormFault | null> {
	const { content, size } = await take(stream);
	const name = fileName(raw);
	// A field for files that was left empty is sent as a nameless part of no bytes.
	if (!raw && size === 0) return null;
	if (size === 0) return { field: 'files', code: 'empty', detail: { name } };
	if (size > FILE_LIMIT_BYTES) return { field: 'files', code: 'big', detail: { name, ...limit } };
	const kind = await recognise(raw, content);
	if (!kind) return { field: 'files', code: 'type', detail: { name } };
	try {
		return { sha256: await store(content), ...kind, size };
	} catch (fault) {
		// The words must come back to the citizen all the same.
		failed(fault);
		return { field: 'form', code: 'away' };
	}
}

/** A form as it came: fields by name, repeated ones in order, and each file kept or named as a fault. */
export interface Parts {
	fields: Map<string, string[]>;
	files: (KeptFile | FormFault)[];
}

/** A sending that broke off or is no form is the sender's to repeat. */
const broken = (fault: unknown) =>
	typeof (fault as { statusCode?: unknown }).statusCode === 'number'
		? fault
		: new Refusal('broken', 400, (fault as Error).message);

/** Reads all parts, one file in memory at a time. */
export async function readParts(request: FastifyRequest, storage: Storage): Promise<Parts> {
	const fields = new Map<string, string[]>();
	const files: Parts['files'] = [];
	const options = {
		limits: {
			fileSize: Infinity,
			fieldSize: FIELD_LIMIT_BYTES,
			files: PARTS_LIMIT,
			fields: PARTS_LIMIT,
			parts: PARTS_LIMIT
		}
	};
	try {
		for await (const part of request.parts(options)) {
			if (part.type === 'file') {
				const file = await keep(part.filename, part.file, storage);
				if (file) files.push(file);
			} else fields.set(part.fieldname, [...(fields.get(part.fieldname) ?? []), String(part.value)]);
		}
	} catch (fault) {
		throw broken(fault);
	}
	return { fields, files };
}

export const isFile = (file: KeptFile | FormFault): file is KeptFile => 'sha256' in file;
