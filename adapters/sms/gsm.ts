import { GSM_ESCAPE, gsmBasic, gsmExtended, gsmSeptets } from '#contracts/gsm.ts';

/** One octet per septet, as SMPP carries it. Undefined when the text is not writable in GSM-7. */
export function encodeGsm(text: string): Buffer | undefined {
	const octets: number[] = [];
	for (const character of text) {
		const septets = gsmSeptets(character);
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
		if (code !== GSM_ESCAPE) text += gsmBasic[code];
		else if (++at < octets.length) {
			const next = octets[at]! & 0x7f;
			text += gsmExtended.get(next) ?? gsmBasic[next];
		}
	}
	return text;
}
