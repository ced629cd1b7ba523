export type Row = Record<string, string>;

/** A record, and the line of the file on which it begins; the heading's is 1. */
export interface Line {
	line: number;
	row: Row;
}

const cell = /("(?:[^"]|"")*"|[^",\r\n]*)(,|\r?\n|$)/y;

/** Records of an RFC 4180 file, each by the names in its first line. Empty lines are left out. */
export function parseLines(text: string): Line[] {
	const lines: { line: number; values: string[] }[] = [{ line: 1, values: [] }];
	let line = 1;
	cell.lastIndex = 0;
	while (cell.lastIndex < text.length) {
		const at = cell.lastIndex;
		const [whole = '', value = '', end = ''] = cell.exec(text) ?? [];
		if (cell.lastIndex <= at) throw new Error(`not a CSV file at character ${at}`);
		lines.at(-1)?.values.push(value.startsWith('"') ? value.slice(1, -1).replaceAll('""', '"') : value);
		line += whole.split('\n').length - 1;
		if (end !== ',') lines.push({ line, values: [] });
	}
	const [header, ...rows] = lines.filter(({ values }) => values.join('') !== '');
	return rows.map(({ line: begins, values }) => ({
		line: begins,
		row: Object.fromEntries((header?.values ?? []).map((name, index) => [name.trim(), values[index] ?? '']))
	}));
}

/** As `parseLines`, the records alone. */
export const parseCsv = (text: string): Row[] => parseLines(text).map(({ row }) => row);
