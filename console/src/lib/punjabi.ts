/*
 * Chromium ships no Punjabi calendar or units: its Intl says `M01` and `5m`. These are the Common Locale
 * Data Repository's words for them.
 */
const months = [
	...['ਜਨਵਰੀ', 'ਫ਼ਰਵਰੀ', 'ਮਾਰਚ', 'ਅਪ੍ਰੈਲ', 'ਮਈ', 'ਜੂਨ'],
	...['ਜੁਲਾਈ', 'ਅਗਸਤ', 'ਸਤੰਬਰ', 'ਅਕਤੂਬਰ', 'ਨਵੰਬਰ', 'ਦਸੰਬਰ']
];
const units = { second: 'ਸਕਿੰਟ', minute: 'ਮਿੰਟ', hour: 'ਘੰਟੇ', day: 'ਦਿਨ' };

/** A length of time in Punjabi, e.g. 5 ਮਿੰਟ. */
export const punjabiUnit = (value: number, unit: keyof typeof units) =>
	`${value} ${unit === 'hour' && value === 1 ? 'ਘੰਟਾ' : units[unit]}`;

/** A date's parts, as Intl gives them with a numeric month, in Punjabi. */
export function punjabiDate(parts: Intl.DateTimeFormatPart[], withYear: boolean) {
	const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
	const date = [part('day'), months[Number(part('month')) - 1], ...(withYear ? [part('year')] : [])].join(
		' '
	);
	return part('hour') ? `${date}, ${part('hour')}:${part('minute')}` : date;
}
