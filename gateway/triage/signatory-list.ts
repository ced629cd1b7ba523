import type { ListFault } from '#contracts/campaign.ts';
import type { NewSignatory } from '#db/signatory.ts';
import { cleanText } from '../intake/clean.ts';
import { phoneOf } from './citizen.ts';

const NAME_LIMIT = 200;
const ADDRESS_LIMIT = 500;
/** What a heading may call the columns, in the three languages. */
const headings = {
	name: ['name', 'naam', 'ਨਾਮ', 'ਨਾਂ', 'नाम'],
	phone: ['phone', 'mobile', 'telephone', 'ਫ਼ੋਨ', 'ਮੋਬਾਈਲ', 'फ़ोन', 'मोबाइल'],
	address: ['address', 'village', 'ward', 'ਪਤਾ', 'ਪਿੰਡ', 'पता', 'गाँव']
};
type Column = keyof typeof headings;
type Columns = readonly (Column | null)[];
const columnOf = new Map(
	(Object.keys(headings) as Column[]).flatMap((column) =>
		headings[column].map((word) => [cleanText(word), column] as const)
	)
);

interface Line {
	line: number;
	cells: string[];
}

const cell = /(?:^|,)\s*(?:"((?:[^"]|"")*)"|([^,]*))/g;

/** A line's cells by tab, semicolon or comma, quoted or not. */
function cellsOf(text: string): string[] {
	const separator = ['\t', ';'].find((sign) => text.includes(sign));
	const row = separator
		? text.split(separator).map((one) => one.trim().replace(/^"(.*)"$/, '$1'))
		: Array.from(text.matchAll(cell), ([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain ?? '');
	return row.map((one) => cleanText(one.trim()));
}

const linesOf = (text: string): Line[] =>
	text
		.replace(/^\uFEFF/, '')
		.split(/\r?\n/)
		.map((one, at) => ({ line: at + 1, text: one.trim() }))
		.filter((one) => one.text.replace(/[,;\t\s]/g, '') !== '')
		.map((one) => ({ line: one.line, cells: cellsOf(one.text) }));

/** Which column each cell is, where the first line is a heading; null where it is a person. */
function headingOf(first: Line | undefined): Columns | null {
	const found = (first?.cells ?? []).map(
		(one) => columnOf.get(one.toLowerCase().replace(/ (no\.?|number)$/, '')) ?? null
	);
	const known = found.filter((column) => column !== null).length;
	return found.includes('name') && known >= Math.min(2, found.length) ? found : null;
}

/** More digits than a PIN code has. */
const isPhoneLike = (text: string) => /^\+?[\d\s()-]+$/.test(text) && text.replace(/\D/g, '').length >= 7;
/** What lists count with, before the name or in a cell of its own. */
const counted = (name: string) => name.replace(/^\d{1,4}[.)]\s*/, '');
const isCount = (text: string) => /^\d{1,4}[.)]?$/.test(text);

/** By the heading's columns; without one the name stands first, and of the rest what is all digits is the telephone. */
function readCells(cells: string[], columns: Columns | null): Record<Column, string> {
	if (columns) {
		const of = (column: Column) => cells.filter((one, at) => one && columns[at] === column).join(', ');
		return { name: counted(of('name')), phone: of('phone'), address: of('address') };
	}
	const [name = '', ...rest] = cells.length > 1 && isCount(cells[0]!) ? cells.slice(1) : cells;
	const phone = rest.find(isPhoneLike) ?? '';
	return { name: counted(name), phone, address: rest.filter((one) => one && one !== phone).join(', ') };
}

/** One person and what is wrong with them. */
function personOf({ line, cells }: Line, columns: Columns | null) {
	const { name, phone: written, address } = readCells(cells, columns);
	const phone = written ? phoneOf(written) : null;
	const faults: ListFault[] = [
		...(name ? [] : [{ field: 'name', code: 'required' }]),
		...(name.length > NAME_LIMIT ? [{ field: 'name', code: 'too_long' }] : []),
		...(written && !phone ? [{ field: 'phone', code: 'invalid_phone' }] : []),
		...(address.length > ADDRESS_LIMIT ? [{ field: 'address', code: 'too_long' }] : [])
	].map((fault) => ({ line, ...fault }));
	return { person: { name, phone, address: address || null }, faults };
}

const sameAs = ({ name, phone, address }: NewSignatory) =>
	[name, phone ?? '', address ?? ''].join('\n').toLowerCase();

/** The people of a pasted list or a CSV file, each once, and every fault by its line. */
export function readList(text: string): { people: NewSignatory[]; faults: ListFault[] } {
	const lines = linesOf(text);
	const heading = headingOf(lines[0]);
	const read = (heading ? lines.slice(1) : lines).map((line) => personOf(line, heading));
	const people = new Map<string, NewSignatory>();
	for (const { person } of read) if (!people.has(sameAs(person))) people.set(sameAs(person), person);
	return { people: [...people.values()], faults: read.flatMap(({ faults }) => faults) };
}
