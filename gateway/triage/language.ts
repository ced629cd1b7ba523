import type { Language } from '#contracts/words.ts';

/** How much of a text is looked at: enough to tell, whatever its length. */
const LOOKED_AT = 2000;
const gurmukhi = /[\u0A00-\u0A7F]/g;
const devanagari = /[\u0900-\u097F]/g;
const latin = /[A-Za-z]/g;

const words = (list: string) => new RegExp(`\\b(${list.trim().split(/\s+/).join('|')})\\b`, 'gi');

// Words that one language has and the others lack, as people spell them in Latin letters.
const punjabi = words(`
	vich vichon vicho wich vic nu nun ton di da dian diyan sade saade sadi saadi sada saada sanu saanu
	tuhada tuhadi tuhanu tusi tussi assi asi menu mainu pind pinda aunda aundi aunde aayeya hunda gye gyi
	sukk sukke jhona hundi hunde hoya hoyi hoye hoi kita kiti kite keeta keeti ditta ditti ditte hega haiga
	haigi haige ohna ehna ohnan ehnan eh oh kithe kado jado kade kinna reha rahi rehi rehe nahin karda
	kardi karde karke sunda sundi sunde mangda mangde janda jandi jande kirpa lokan bacheyan bachche gali
	agge pichhe pehla hun haan haanji veer bhaji mitti tutti tutta tutte tuteya paye payi peya pai chaheeda
	chahida chahidi vi te na`);
const hindi = words(`
	mein hamare humare hamari humari hamara humara hum ham main mai hain tha thi raha rahe kya kab kahan
	kahaan yahan yahaan wahan gaon ghar kijiye kijie kripya karna karenge karega aata aati aate diya liya
	aap aapka aapke ka ki ke ko se par aur bhi hua hui hue kiya mujhe humko hamko unhone inhone jaldi kuch
	abhi tak wahi jata jati jate deta dete lagta hota hoti hote chahiye mohalle sadkon likhi mila`);
const shared = words(`
	nahi nai hai ji pani paani bijli sadak koi bahut zyada mera meri mere ho gaya gaye gayi gai aaya aayi
	mili wala wale wali shikayat sarkar paise kam ne se thana ganda band karo`);
const english = words(`
	the is are was were not in of our my and to has have had been please for from since water road no on
	street very we this that it near but with did does at by i you your sir madam dear complaint help light
	working broken`);

const count = (text: string, pattern: RegExp) => text.match(pattern)?.length ?? 0;

/** Which language words in Latin letters are; where only shared ones are found it is the state's own. */
function romanised(sample: string): Language {
	const [pa, hi, both, en] = [punjabi, hindi, shared, english].map((list) => count(sample, list)) as [
		number,
		number,
		number,
		number
	];
	if (en >= pa + hi + both) return 'en';
	return hi > pa ? 'hi' : 'pa';
}

/** The language a text is most likely in, romanised Punjabi and Hindi included; null when nothing tells. */
export function detectLanguage(text: string): Language | null {
	const sample = text.slice(0, LOOKED_AT);
	const [pa, hi, la] = [count(sample, gurmukhi), count(sample, devanagari), count(sample, latin)];
	if (pa + hi > 0 && pa + hi >= la / 4) return pa >= hi ? 'pa' : 'hi';
	return la === 0 ? null : romanised(sample);
}
