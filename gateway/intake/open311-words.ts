import type { CaseState } from '#contracts/case.ts';
import type { Names, SubmissionState } from '#contracts/words.ts';

/** Where a request stands, in words for everybody. */
export const stages: Record<SubmissionState | CaseState, Names> = {
	waiting: { en: 'Waiting to be read', hi: 'पढ़े जाने की प्रतीक्षा में', pa: 'ਪੜ੍ਹੇ ਜਾਣ ਦੀ ਉਡੀਕ ਵਿੱਚ' },
	linked: {
		en: 'Dealt with under an earlier request',
		hi: 'पहले की शिकायत के साथ देखी जा रही है',
		pa: 'ਪਹਿਲਾਂ ਦੀ ਸ਼ਿਕਾਇਤ ਦੇ ਨਾਲ ਵੇਖੀ ਜਾ ਰਹੀ ਹੈ'
	},
	dismissed: { en: 'Read and not taken up', hi: 'पढ़ी गई, पर ली नहीं गई', pa: 'ਪੜ੍ਹੀ ਗਈ, ਪਰ ਲਈ ਨਹੀਂ ਗਈ' },
	registered: { en: 'Registered', hi: 'दर्ज', pa: 'ਦਰਜ' },
	screening: { en: 'Being screened', hi: 'जाँच में', pa: 'ਪੜਤਾਲ ਅਧੀਨ' },
	awaiting_citizen: {
		en: 'Waiting for information from the citizen',
		hi: 'नागरिक से जानकारी की प्रतीक्षा',
		pa: 'ਨਾਗਰਿਕ ਤੋਂ ਜਾਣਕਾਰੀ ਦੀ ਉਡੀਕ'
	},
	exclusion_review: { en: 'Under review', hi: 'समीक्षा में', pa: 'ਸਮੀਖਿਆ ਅਧੀਨ' },
	assigned: { en: 'With the office', hi: 'कार्यालय के पास', pa: 'ਦਫ਼ਤਰ ਕੋਲ' },
	in_progress: { en: 'In progress', hi: 'कार्रवाई जारी', pa: 'ਕਾਰਵਾਈ ਜਾਰੀ' },
	long_term: { en: 'Needs longer', hi: 'अधिक समय लगेगा', pa: 'ਹੋਰ ਸਮਾਂ ਲੱਗੇਗਾ' },
	special_review: {
		en: 'Under review at the highest level',
		hi: 'सबसे ऊँचे स्तर पर समीक्षा में',
		pa: 'ਸਭ ਤੋਂ ਉੱਚੇ ਪੱਧਰ ’ਤੇ ਸਮੀਖਿਆ ਅਧੀਨ'
	},
	resolved: {
		en: 'Resolved; the citizen is asked',
		hi: 'समाधान हुआ; नागरिक से पूछा जा रहा है',
		pa: 'ਹੱਲ ਹੋਇਆ; ਨਾਗਰਿਕ ਤੋਂ ਪੁੱਛਿਆ ਜਾ ਰਿਹਾ ਹੈ'
	},
	final_review: { en: 'Final review', hi: 'अंतिम समीक्षा', pa: 'ਅੰਤਿਮ ਸਮੀਖਿਆ' },
	closed_satisfied: {
		en: 'Closed; the citizen is satisfied',
		hi: 'बंद; नागरिक संतुष्ट',
		pa: 'ਬੰਦ; ਨਾਗਰਿਕ ਸੰਤੁਸ਼ਟ'
	},
	closed_partly: {
		en: 'Closed; the citizen is partly satisfied',
		hi: 'बंद; नागरिक आंशिक रूप से संतुष्ट',
		pa: 'ਬੰਦ; ਨਾਗਰਿਕ ਕੁਝ ਹੱਦ ਤੱਕ ਸੰਤੁਸ਼ਟ'
	},
	closed_unverified: {
		en: 'Closed; the citizen could not be reached',
		hi: 'बंद; नागरिक से संपर्क नहीं हो सका',
		pa: 'ਬੰਦ; ਨਾਗਰਿਕ ਨਾਲ ਸੰਪਰਕ ਨਹੀਂ ਹੋ ਸਕਿਆ'
	},
	closed_special: {
		en: 'Closed by a decision at the highest level',
		hi: 'सबसे ऊँचे स्तर के निर्णय से बंद',
		pa: 'ਸਭ ਤੋਂ ਉੱਚੇ ਪੱਧਰ ਦੇ ਫ਼ੈਸਲੇ ਨਾਲ ਬੰਦ'
	},
	not_taken_up: { en: 'Closed; not taken up', hi: 'बंद; विचार के दायरे में नहीं', pa: 'ਬੰਦ; ਵਿਚਾਰ ਦੇ ਦਾਇਰੇ ਵਿੱਚ ਨਹੀਂ' },
	withdrawn: { en: 'Withdrawn by the citizen', hi: 'नागरिक ने वापस ली', pa: 'ਨਾਗਰਿਕ ਨੇ ਵਾਪਸ ਲਈ' }
};

/** Who has an open case, by its level. */
export const levels: Record<1 | 2 | 3, Names> = {
	1: { en: 'With the first office', hi: 'पहले कार्यालय के पास', pa: 'ਪਹਿਲੇ ਦਫ਼ਤਰ ਕੋਲ' },
	2: { en: 'With the level above', hi: 'ऊपर के स्तर के पास', pa: 'ਉੱਪਰਲੇ ਪੱਧਰ ਕੋਲ' },
	3: { en: 'With the highest level', hi: 'सबसे ऊँचे स्तर के पास', pa: 'ਸਭ ਤੋਂ ਉੱਚੇ ਪੱਧਰ ਕੋਲ' }
};
export const lateWords: Names = {
	en: 'its time limit has passed',
	hi: 'इसकी समय-सीमा बीत चुकी है',
	pa: 'ਇਸ ਦੀ ਸਮਾਂ-ਸੀਮਾ ਲੰਘ ਚੁੱਕੀ ਹੈ'
};
