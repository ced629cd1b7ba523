import { decodeGsm, encodeGsm } from './gsm.ts';

/** What `data_coding` 0 means is the operator's choice. */
export type DefaultAlphabet = 'gsm' | 'latin1';

type Alphabet = 'gsm' | 'ascii' | 'latin1' | 'binary' | 'ucs2' | 'unknown';

/** SMPP 3.4, 5.2.19, and the GSM groups (3GPP 23.038, 4) that some operators pass through. */
export const alphabetOf = (coding: number, standard: DefaultAlphabet): Alphabet => {
	if (coding === 0) return standard;
	if (coding >= 0xf0) return coding & 0x04 ? 'binary' : 'gsm';
	if (coding >= 0x10 && coding < 0x40)
		return (['gsm', 'binary', 'ucs2', 'unknown'] as const)[(coding >> 2) & 3]!;
	const plain: Record<number, Alphabet> = { 1: 'ascii', 2: 'binary', 3: 'latin1', 4: 'binary', 8: 'ucs2' };
	return plain[coding] ?? 'unknown';
};

/** UTF-16, big-endian; a last odd octet is not a character. */
const decodeUcs2 = (octets: Buffer) =>
	Buffer.from(octets.subarray(0, octets.length & ~1))
		.swap16()
		.toString('utf16le');

/** Text of the octets and whether the alphabet had to be guessed. A half of a surrogate pair is kept as it is. */
export function decodeText(
	octets: Buffer,
	coding: number,
	standard: DefaultAlphabet
): { text: string; guessed: boolean } {
	const alphabet = alphabetOf(coding, standard);
	if (alphabet === 'ucs2') return { text: decodeUcs2(octets), guessed: octets.length % 2 === 1 };
	if (alphabet === 'gsm') return { text: decodeGsm(octets), guessed: false };
	const text = octets.toString('latin1');
	return { text, guessed: alphabet === 'unknown' || (alphabet === 'ascii' && /[\x80-\xff]/.test(text)) };
}

/** Octets for the wire with their `data_coding`: the default alphabet where it suffices, else UCS-2. */
export function encodeText(text: string, standard: DefaultAlphabet): { octets: Buffer; coding: number } {
	const gsm = encodeGsm(text);
	if (standard === 'gsm' && gsm) return { octets: gsm, coding: 0 };
	if (standard === 'latin1' && gsm && /^[\n\r\x20-\x7e]*$/.test(text))
		return { octets: Buffer.from(text, 'latin1'), coding: 0 };
	return { octets: Buffer.from(text, 'utf16le').swap16(), coding: 8 };
}

export interface Place {
	ref: string;
	total: number;
	part: number;
}
export interface Header {
	/** Octets of the header, its length octet included. */
	length: number;
	place?: Place;
	/** A national language table shifts the alphabet; such a text is read with the common table. */
	shifted: boolean;
}

/** Information elements that matter (3GPP 23.040, 9.2.3.24): concatenation by 8 or 16 bits, language tables. */
export function readHeader(octets: Buffer): Header {
	const end = Math.min((octets[0] ?? 0) + 1, octets.length);
	const header: Header = { length: end, shifted: false };
	for (let at = 1; at + 1 < end; at += 2 + octets[at + 1]!) {
		const value = octets.subarray(at + 2, Math.min(at + 2 + octets[at + 1]!, end));
		if (octets[at] === 0x00 && value.length === 3)
			header.place = { ref: `8:${value[0]}`, total: value[1]!, part: value[2]! };
		if (octets[at] === 0x08 && value.length === 4)
			header.place = { ref: `16:${value.readUInt16BE(0)}`, total: value[2]!, part: value[3]! };
		if (octets[at] === 0x24 || octets[at] === 0x25) header.shifted = true;
	}
	return header;
}

/** Concatenation header with an 8-bit reference. */
export const writeHeader = (ref: number, total: number, part: number) =>
	Buffer.from([5, 0, 3, ref, total, part]);
