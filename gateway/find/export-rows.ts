import { formatNumber } from '#contracts/number.ts';
import type { Reference } from '#contracts/place.ts';
import type { Language, Names } from '#contracts/words.ts';
import type { readExported } from '#db/export.ts';
import type { Actor } from '../access/actor.ts';
import { maskText } from '../access/mask.ts';
import { sightOf } from '../access/sight.ts';
import { columns, exportWords, type Column } from './export-words.ts';

type Row = Awaited<ReturnType<typeof readExported>>[number];
export type Cell = string | number;

/** What a file holds; `cut`: there was more. */
export interface Content {
	sheet: string;
	heading: string[];
	total: number;
	cut: boolean;
	rows(from: number, to: number): Promise<Cell[][]>;
}

const clock = new Intl.DateTimeFormat('sv-SE', {
	timeZone: 'Asia/Kolkata',
	dateStyle: 'short',
	timeStyle: 'short'
});
/** Day and time in India, in the order that sorts. */
const told = (instant: string | null) => (instant ? clock.format(new Date(instant)) : '');

/** Control characters that neither a spreadsheet nor XML can hold. */
// oxlint-disable-next-line no-control-regex
const unprintable = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g;

const namesOf = (list: readonly { code: string; names: Names }[], language: Language) => {
	const names = new Map(list.map((one) => [one.code, one.names[language]]));
	return (code: string | null) => (code ? (names.get(code) ?? code) : '');
};

/** The heading of a file and the cells of a row, in the language of who ordered it, without what they may not be told. */
export function exportRows(actor: Actor, language: Language, reference: Reference) {
	const { contact, place } = sightOf(actor);
	const words = exportWords[language];
	const shown = columns.filter(
		(column) => (column !== 'sender' || contact) && (column !== 'address' || place)
	);
	const value = (word: string | null) => (word ? (words.values[word] ?? word) : '');
	const free = (text: string | null) => (contact ? (text ?? '') : maskText(text ?? '', 'within'));
	const district = namesOf(reference.districts, language);
	const department = namesOf(reference.departments, language);
	const category = namesOf(reference.categories, language);
	const cells = (row: Row): Record<Column, Cell> => ({
		number: formatNumber(row.number),
		receivedAt: told(row.receivedAt),
		channel: value(row.channel),
		state: value(row.state),
		name: free(row.name),
		sender: row.sender ?? '',
		language: row.language ?? '',
		subject: free(row.subject),
		text: free(row.text),
		district: district(row.district),
		address: row.address ?? '',
		department: department(row.department),
		category: category(row.category),
		grievance: row.grievance ? formatNumber(row.grievance) : '',
		grievanceState: value(row.grievanceState),
		decidedAt: told(row.decidedAt),
		attachments: row.attachments
	});
	return {
		sheet: words.sheet,
		heading: shown.map((column) => words.columns[column]),
		cellsOf(row: Row): Cell[] {
			const all = cells(row);
			return shown.map((column) => {
				const cell = all[column];
				return typeof cell === 'string' ? cell.replace(unprintable, ' ') : cell;
			});
		}
	};
}
