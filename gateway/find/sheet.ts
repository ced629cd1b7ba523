import { once } from 'node:events';
import { Writable } from 'node:stream';
import { stringify } from 'csv-stringify/sync';
import type { Cell } from './export-rows.ts';

/** Bytes of a part as they are stored. */
const PART_BYTES = 256 * 1024;

export interface Sheet {
	/** Resolves when no more than a part of it waits to be stored. */
	add(rows: Cell[][]): Promise<void>;
	/** Stores what is left. */
	end(): Promise<void>;
}
export interface SheetOptions {
	name: string;
	heading: string[];
	store: (part: Buffer) => Promise<void>;
}

/** Takes bytes and stores them in parts. */
function gather(store: SheetOptions['store']) {
	let held: Buffer[] = [];
	let size = 0;
	const flush = async () => {
		const part = Buffer.concat(held);
		held = [];
		size = 0;
		if (part.length) await store(part);
	};
	return {
		async take(bytes: Buffer) {
			held.push(bytes);
			size += bytes.length;
			if (size >= PART_BYTES) await flush();
		},
		flush
	};
}

/**
 * As Excel opens it: UTF-8 with a mark at its beginning, lines ended as on Windows. What a spreadsheet would take for a
 * formula (`=`, `+`, `-`, `@`, tab first) has an apostrophe before it.
 */
export function csvSheet({ heading, store }: SheetOptions): Sheet {
	const { take, flush } = gather(store);
	let begun = false;
	const write = (rows: Cell[][], bom: boolean) =>
		take(Buffer.from(stringify(rows, { bom, escape_formulas: true, record_delimiter: 'windows' })));
	const begin = async () => {
		if (!begun) await write([heading], true);
		begun = true;
	};
	return {
		async add(rows) {
			await begin();
			if (rows.length) await write(rows, false);
		},
		async end() {
			await begin();
			await flush();
		}
	};
}

/** Written row by row and compressed as it goes; every cell is a text or a number, never a formula. */
export async function xlsxSheet({ name, heading, store }: SheetOptions): Promise<Sheet> {
	// Large, and needed only here.
	const { WorkbookWriter } = await import('@cj-tech-master/excelts');
	const { take, flush } = gather(store);
	const stream = new Writable({
		highWaterMark: PART_BYTES,
		write: (chunk: Buffer, _encoding, done) => {
			take(Buffer.from(chunk)).then(() => done(), done);
		}
	});
	const failed = once(stream, 'error').then(([fault]) => Promise.reject(fault as Error));
	failed.catch(() => undefined);
	const book = new WorkbookWriter({ stream, useSharedStrings: false, useStyles: false });
	const sheet = book.addWorksheet(name);
	sheet.addRow(heading).commit();
	return {
		async add(rows) {
			for (const row of rows) sheet.addRow(row).commit();
			if (stream.writableNeedDrain) await Promise.race([once(stream, 'drain'), failed]);
		},
		async end() {
			await Promise.race([book.commit(), failed]);
			await flush();
		}
	};
}
