import type { Language } from '#contracts/words.ts';

/** Key of the language menu. Punjabi comes first: it is the state's language. */
export const languageKeys: Record<string, Language> = { '1': 'pa', '2': 'hi', '3': 'en' };

/** Department menu: what most people call about, by the codes of the department register; 7 is any other. */
export const departmentKeys: Record<string, string | null> = {
	'1': '411',
	'2': '403',
	'3': '412',
	'4': '1349',
	'5': 'POLICE',
	'6': '1339',
	'7': null
};

/** LGD codes of the districts in alphabetical order of their English names: the first is pressed as 01. */
export const districts = [
	'27',
	'605',
	'28',
	'29',
	'30',
	'651',
	'31',
	'32',
	'33',
	'34',
	'35',
	'36',
	'737',
	'37',
	'38',
	'662',
	'41',
	'42',
	'608',
	'43',
	'40',
	'39',
	'609'
] as const;

/** District of the keys `01` to `23`, or of a single digit; null for any other. */
export const districtOf = (keys: string): string | null =>
	/^\d{1,2}$/.test(keys) ? (districts[Number(keys) - 1] ?? null) : null;
