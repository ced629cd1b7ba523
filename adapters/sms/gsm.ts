/** GSM 03.38 default alphabet (3GPP 23.038, 6.2.1); the position is the septet. 0x1B escapes to `extension`. */
const basic =
	'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
	'¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const escape = 0x1b;
/** 3GPP 23.038, 6.2.1.1. */
const extension: [number, string][] = [
	[0x0a, '\f'],
	[0x14, '^'],
	[0x28, '{'],
	[0x29, '}'],
	[0x2f, '\\'],
	[0x3c, '['],
	[0x3d, '~'],
	[0x3e, ']'],
	[0x40, '|'],
	[0x65, '€']
];
const extended = new Map(extension);
const septetsOf = new Map<string, number[]>([
	...[...basic].map((character, code): [string, number[]] => [character, [code]]),
	...extension.map(([code, character]): [string, number[]] => [character, [escape, code]])
]);
// The escape itself is no character that a person can write.
septetsOf.delete('\u001b');

/** Septets of one character, or undefined where the alphabet does not have it. */
export const gsmSeptets = (character: string) => septetsOf.get(character);

/** One octet per septet, as SMPP carries it. Undefined when the text is not writable in GSM-7. */
export function encodeGsm(text: string): Buffer | undefined {
	const octets: number[] = [];
	for (const character of text) {
		const septets = septetsOf.get(character);
		if (!septets) return undefined;
		octets.push(...septets);
	}
	return Buffer.from(octets);
}

/** Reads one octet per septet. An unknown extension shows its base character, as the standard asks. */
export function decodeGsm(octets: Buffer): string {
	let text = '';
	for (let at = 0; at < octets.length; at++) {
		const code = octets[at]! & 0x7f;
		if (code !== escape) text += basic[code];
		else if (++at < octets.length) {
			const next = octets[at]! & 0x7f;
			text += extended.get(next) ?? basic[next];
		}
	}
	return text;
}
