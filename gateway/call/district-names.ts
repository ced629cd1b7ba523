import type { Names } from '#contracts/words.ts';

/** Names of the districts as they are spoken, by LGD code. */
export const districtNames: Record<string, Names> = {
	'27': { en: 'Amritsar', pa: 'ਅੰਮ੍ਰਿਤਸਰ', hi: 'अमृतसर' },
	'605': { en: 'Barnala', pa: 'ਬਰਨਾਲਾ', hi: 'बरनाला' },
	'28': { en: 'Bathinda', pa: 'ਬਠਿੰਡਾ', hi: 'बठिंडा' },
	'29': { en: 'Faridkot', pa: 'ਫ਼ਰੀਦਕੋਟ', hi: 'फ़रीदकोट' },
	'30': { en: 'Fatehgarh Sahib', pa: 'ਫ਼ਤਹਿਗੜ੍ਹ ਸਾਹਿਬ', hi: 'फ़तेहगढ़ साहिब' },
	'651': { en: 'Fazilka', pa: 'ਫ਼ਾਜ਼ਿਲਕਾ', hi: 'फ़ाज़िल्का' },
	'31': { en: 'Ferozepur', pa: 'ਫ਼ਿਰੋਜ਼ਪੁਰ', hi: 'फ़िरोज़पुर' },
	'32': { en: 'Gurdaspur', pa: 'ਗੁਰਦਾਸਪੁਰ', hi: 'गुरदासपुर' },
	'33': { en: 'Hoshiarpur', pa: 'ਹੁਸ਼ਿਆਰਪੁਰ', hi: 'होशियारपुर' },
	'34': { en: 'Jalandhar', pa: 'ਜਲੰਧਰ', hi: 'जालंधर' },
	'35': { en: 'Kapurthala', pa: 'ਕਪੂਰਥਲਾ', hi: 'कपूरथला' },
	'36': { en: 'Ludhiana', pa: 'ਲੁਧਿਆਣਾ', hi: 'लुधियाना' },
	'737': { en: 'Malerkotla', pa: 'ਮਲੇਰਕੋਟਲਾ', hi: 'मलेरकोटला' },
	'37': { en: 'Mansa', pa: 'ਮਾਨਸਾ', hi: 'मानसा' },
	'38': { en: 'Moga', pa: 'ਮੋਗਾ', hi: 'मोगा' },
	'662': { en: 'Pathankot', pa: 'ਪਠਾਨਕੋਟ', hi: 'पठानकोट' },
	'41': { en: 'Patiala', pa: 'ਪਟਿਆਲਾ', hi: 'पटियाला' },
	'42': { en: 'Rupnagar', pa: 'ਰੂਪਨਗਰ', hi: 'रूपनगर' },
	'608': {
		en: 'S A S Nagar, Mohali',
		pa: 'ਸਾਹਿਬਜ਼ਾਦਾ ਅਜੀਤ ਸਿੰਘ ਨਗਰ, ਮੋਹਾਲੀ',
		hi: 'साहिबज़ादा अजीत सिंह नगर, मोहाली'
	},
	'43': { en: 'Sangrur', pa: 'ਸੰਗਰੂਰ', hi: 'संगरूर' },
	'40': { en: 'Shahid Bhagat Singh Nagar', pa: 'ਸ਼ਹੀਦ ਭਗਤ ਸਿੰਘ ਨਗਰ', hi: 'शहीद भगत सिंह नगर' },
	'39': { en: 'Sri Muktsar Sahib', pa: 'ਸ੍ਰੀ ਮੁਕਤਸਰ ਸਾਹਿਬ', hi: 'श्री मुक्तसर साहिब' },
	'609': { en: 'Tarn Taran', pa: 'ਤਰਨ ਤਾਰਨ', hi: 'तरन तारन' }
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
