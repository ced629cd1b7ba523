import { segments } from '#contracts/segments.ts';
import { unknownFields } from '#contracts/canned.ts';
import type { Language, Names } from '#contracts/words.ts';
import { fill } from './fill.ts';
import type { Values } from './values.ts';

const number = '26-0001234-5';
const date = '24-11-2026';

/** A matter that shows how long a text becomes. */
const example = (helpline: string): Record<Language, Values> => ({
	en: {
		...{ number, date, helpline },
		citizen_name: 'Kulwinder Kaur',
		agent_name: 'Harpreet Kaur',
		office: 'Sub-division Office Ludhiana East',
		department: 'Water Supply and Sanitation',
		district: 'Ludhiana',
		category: 'No drinking water'
	},
	pa: {
		...{ number, date, helpline },
		citizen_name: 'ਕੁਲਵਿੰਦਰ ਕੌਰ',
		agent_name: 'ਹਰਪ੍ਰੀਤ ਕੌਰ',
		office: 'ਸਬ-ਡਵੀਜ਼ਨ ਦਫ਼ਤਰ ਲੁਧਿਆਣਾ ਪੂਰਬੀ',
		department: 'ਜਲ ਸਪਲਾਈ ਅਤੇ ਸੈਨੀਟੇਸ਼ਨ',
		district: 'ਲੁਧਿਆਣਾ',
		category: 'ਪੀਣ ਵਾਲਾ ਪਾਣੀ ਨਹੀਂ'
	},
	hi: {
		...{ number, date, helpline },
		citizen_name: 'कुलविंदर कौर',
		agent_name: 'हरप्रीत कौर',
		office: 'उप-मंडल कार्यालय लुधियाना पूर्व',
		department: 'जल आपूर्ति एवं स्वच्छता',
		district: 'लुधियाना',
		category: 'पीने का पानी नहीं'
	}
});

/** What would come of texts: filled with the example, their unknown fields, and what each costs as SMS. */
export function preview(texts: Names, helpline: string) {
	const values = example(helpline);
	const shown = (language: Language) => {
		const { text } = fill(texts[language], values[language]);
		return { text, unknown: unknownFields(texts[language]), ...segments(text) };
	};
	return { en: shown('en'), pa: shown('pa'), hi: shown('hi') };
}
