import { readSeed } from '#db/seed.ts';
import { tokensOf } from '#contracts/skeleton.ts';
import { comparable } from '#gateway/triage/learn.ts';

/** A text that was settled: what it says, and what was decided of it. */
export interface Complaint {
	text: string;
	category: string;
	department: string;
}
type Script = 'gurmukhi' | 'devanagari' | 'latin';

// What stands around the words that matter, as people write it: `#` the keyword, `@` a place.
const frames: Record<Script, string[]> = {
	gurmukhi: [
		'@ ਵਿੱਚ # ਦੀ ਸਮੱਸਿਆ ਹੈ, ਕਿਰਪਾ ਕਰਕੇ ਹੱਲ ਕਰੋ',
		'ਸਾਡੇ ਮੁਹੱਲੇ @ ਵਿੱਚ ਕਈ ਦਿਨਾਂ ਤੋਂ #, ਕੋਈ ਸੁਣਵਾਈ ਨਹੀਂ',
		'ਸ੍ਰੀਮਾਨ ਜੀ, # ਬਾਰੇ ਤਿੰਨ ਵਾਰ ਸ਼ਿਕਾਇਤ ਕੀਤੀ, ਪਿੰਡ @',
		'# , @ ਵਾਰਡ ਦੇ ਲੋਕ ਬਹੁਤ ਪਰੇਸ਼ਾਨ ਹਨ'
	],
	devanagari: [
		'@ में # की समस्या है, कृपया समाधान करें',
		'हमारे मोहल्ले @ में कई दिनों से #, कोई सुनवाई नहीं',
		'श्रीमान जी, # के बारे में तीन बार शिकायत की, गांव @',
		'#, @ वार्ड के लोग बहुत परेशान हैं'
	],
	latin: [
		'@ vich # di samassya hai ji kirpa karke hal karo',
		'sade mohalle @ vich kai dina to # koi sunvai nahi',
		'hamare ilake @ mein # kai din se, koi sunwai nahi',
		'Sir, # near @ since two weeks. Kindly take action.',
		'This is regarding # at @. I complained three times, nobody came.',
		'# problem in @, people are suffering a lot'
	]
};
const scriptOf = (text: string): Script =>
	/\p{Script=Gurmukhi}/u.test(text)
		? 'gurmukhi'
		: /\p{Script=Devanagari}/u.test(text)
			? 'devanagari'
			: 'latin';
const nameIn = { gurmukhi: 'name_pa', devanagari: 'name_hi', latin: 'name_en' } as const;

const vowels = ['a', 'aa', 'e', 'ee', 'i', 'o', 'oo', 'u'];
/** Hasty spelling: a vowel of another length, a letter twice. */
function misspelt(text: string, random: () => number): string {
	return text.replace(/[aeiou]+|(?<=[a-z])[bdgklmnprst](?=[a-z])/g, (letters) => {
		if (random() > 0.08) return letters;
		return /[aeiou]/.test(letters) ? vowels[Math.floor(random() * vowels.length)]! : letters + letters;
	});
}

/** Texts out of the words that the taxonomy has for its categories, in every script and with hasty spelling. */
export function makeComplaints(count: number, random: () => number): Complaint[] {
	const { category, tehsil } = readSeed();
	const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
	return Array.from({ length: count }, (_, at) => {
		const { code = '', department = '', keywords = '' } = category[at % category.length]!;
		const all = keywords.split('|');
		const keyword = pick(all);
		const script = scriptOf(keyword);
		const second = random() < 0.5 ? ` ${pick(all.filter((other) => scriptOf(other) === script))}` : '';
		const place = pick(tehsil)[nameIn[script]] ?? '';
		const text = pick(frames[script])
			.replace('#', keyword + second)
			.replace('@', place);
		return { text: script === 'latin' ? misspelt(text, random) : text, category: code, department };
	});
}

/** As it lies in the table of examples. */
export const asExample = ({ text, category, department }: Complaint) => ({
	...comparable(tokensOf(text)),
	category,
	department
});
