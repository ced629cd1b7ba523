import type { Language } from '#contracts/words.ts';
import { cleanText } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';

const scripts: Record<Language, RegExp> = {
	pa: /\p{Script=Gurmukhi}/u,
	hi: /\p{Script=Devanagari}/u,
	en: /\p{Script=Latin}/u
};

/** What a citizen is told, tidied. Refuses with `other_language` where it has no letter of the citizen's script. */
export function checkReply(text: string, language: Language, field: string): string {
	const clean = cleanText(text).trim();
	if (!scripts[language].test(clean))
		throw new Refusal('invalid', 400, 'Write to the citizen in their language.', {
			faults: [{ field, code: 'other_language' }]
		});
	return clean;
}
