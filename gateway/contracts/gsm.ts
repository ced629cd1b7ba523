/** GSM 03.38 default alphabet (3GPP 23.038, 6.2.1); the position is the septet. 0x1B escapes to `extension`. */
export const gsmBasic =
	'@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ\u001bÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?' +
	'¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
export const GSM_ESCAPE = 0x1b;
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
/** Characters of the extension table by their septet. */
export const gsmExtended = new Map(extension);
const septetsOf = new Map<string, number[]>([
	...[...gsmBasic].map((character, code): [string, number[]] => [character, [code]]),
	...extension.map(([code, character]): [string, number[]] => [character, [GSM_ESCAPE, code]])
]);
// The escape itself is no character that a person can write.
septetsOf.delete('\u001b');

/** Septets of one character, or undefined where the alphabet does not have it. */
export const gsmSeptets = (character: string) => septetsOf.get(character);
