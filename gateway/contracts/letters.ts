// What each letter of the two Indic scripts sounds like. Gurmukhi lies in the order of Devanagari, 0x100 further on,
// but for a few signs of its own. `a` is written only where it begins a word: it is the vowel that people leave out.
const sounds: Record<string, string> = {
	'अ आ ॲ': 'a',
	'इ ई ए ऐ ि ी े ै': 'i',
	'उ ऊ ओ औ ऑ ु ू ो ौ ॉ': 'u',
	'ऋ ृ': 'ri',
	क: 'k',
	ख: 'kh',
	ग: 'g',
	घ: 'gh',
	'च छ': 'c',
	ज: 'j',
	झ: 'jh',
	'ट त': 't',
	'ठ थ': 'th',
	'ड द': 'd',
	'ढ ध': 'dh',
	'ङ ञ ण न': 'n',
	प: 'p',
	फ: 'f',
	ब: 'b',
	भ: 'bh',
	म: 'm',
	य: 'y',
	र: 'r',
	'ल ळ': 'l',
	व: 'v',
	'श ष स': 's',
	ह: 'h'
};
/** Anusvara, candrabindu, bindi, tippi: a nasal where a letter follows, nothing that is spelt where none does. */
const NASAL = '~';
const GURMUKHI_OFFSET = 0x100;

const letters = new Map<string, string>([
	['\u0901', NASAL],
	['\u0902', NASAL],
	['\u0a01', NASAL],
	['\u0a02', NASAL],
	['\u0a70', NASAL],
	['\u0a5c', 'd']
]);
for (const [signs, sound] of Object.entries(sounds))
	for (const sign of signs.split(' ')) {
		letters.set(sign, sound);
		letters.set(String.fromCodePoint(sign.codePointAt(0)! + GURMUKHI_OFFSET), sound);
	}

/** A word in Gurmukhi or Devanagari in Latin letters; signs that are not heard (addak, nukta, halant) are left out. */
export const romanise = (word: string): string =>
	Array.from(word.normalize('NFD'), (sign) => letters.get(sign) ?? '')
		.join('')
		.replace(/~$/, '')
		.replace(/~(?=[pbfm])/g, 'm')
		.replaceAll('~', 'n');
