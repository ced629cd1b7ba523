/** U+0000 cannot be stored in PostgreSQL's text; its visible symbol stands for it. */
const NUL_SYMBOL = '\u2400';

/** Printable ASCII and line breaks: most headers and ids, and already as it is to be stored. */
const plain = /^[\t\n\r -~]*$/;

/** Text as it is stored: NFC, no NUL, no lone surrogate. The raw bytes stay in the ledger. */
export function cleanText(text: string): string {
	if (plain.test(text)) return text;
	const whole = text.isWellFormed() ? text : text.toWellFormed();
	return (whole.includes('\0') ? whole.replaceAll('\0', NUL_SYMBOL) : whole).normalize('NFC');
}

export function cleanRecord(record: Record<string, string>): Record<string, string> {
	const clean: Record<string, string> = {};
	for (const [key, value] of Object.entries(record)) clean[cleanText(key)] = cleanText(value);
	return clean;
}

/** Any JSON value, every string in it clean. */
export function cleanJson<T>(value: T): T {
	return JSON.parse(JSON.stringify(value), (_key, inner: unknown) =>
		typeof inner === 'string' ? cleanText(inner) : inner
	) as T;
}
