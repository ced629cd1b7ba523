/** What a spreadsheet would take for a formula has an apostrophe before it; quoted where needed. */
const cell = (value: string | number | null) => {
	if (typeof value !== 'string') return value === null ? '' : String(value);
	const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
};

/** Lines as a spreadsheet opens them: UTF-8 with its mark, ended as on Windows. */
export const csvOf = (lines: (string | number | null)[][]) =>
	`\uFEFF${lines.map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`;
