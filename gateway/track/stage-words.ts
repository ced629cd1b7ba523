import type { Stage, StageState } from '#contracts/track.ts';
import type { Names } from '#contracts/words.ts';

/** Where a matter stands, as it stands in an SMS: thirty characters at most. */
const words: Record<StageState, Names> = {
	waiting: { pa: 'ਪੜ੍ਹੇ ਜਾਣ ਦੀ ਉਡੀਕ ਵਿੱਚ', hi: 'पढ़े जाने की प्रतीक्षा में', en: 'waiting to be read' },
	dismissed: { pa: 'ਸ਼ਿਕਾਇਤ ਵਜੋਂ ਦਰਜ ਨਹੀਂ ਹੋਈ', hi: 'शिकायत के रूप में दर्ज नहीं', en: 'not registered' },
	registered: {
		pa: 'ਦਰਜ, ਦਫ਼ਤਰ ਚੁਣਿਆ ਜਾ ਰਿਹਾ ਹੈ',
		hi: 'दर्ज, कार्यालय चुना जा रहा है',
		en: 'registered, no office yet'
	},
	awaiting_citizen: { pa: 'ਤੁਹਾਡੇ ਜਵਾਬ ਦੀ ਉਡੀਕ', hi: 'आपके उत्तर की प्रतीक्षा', en: 'waiting for your answer' },
	at_office: { pa: 'ਦਫ਼ਤਰ ਕੋਲ', hi: 'कार्यालय के पास', en: 'with the office' },
	long_term: { pa: 'ਦਫ਼ਤਰ ਨੂੰ ਹੋਰ ਸਮਾਂ ਚਾਹੀਦਾ ਹੈ', hi: 'कार्यालय को और समय चाहिए', en: 'the office needs longer' },
	resolved: { pa: 'ਦਫ਼ਤਰ ਅਨੁਸਾਰ ਹੱਲ ਹੋ ਗਈ', hi: 'कार्यालय के अनुसार हल', en: 'settled, says the office' },
	closed_satisfied: { pa: 'ਬੰਦ, ਤੁਸੀਂ ਸੰਤੁਸ਼ਟ', hi: 'बंद, आप संतुष्ट', en: 'closed, you are satisfied' },
	closed_partly: { pa: 'ਬੰਦ, ਕੁਝ ਹੱਦ ਤੱਕ ਸੰਤੁਸ਼ਟ', hi: 'बंद, कुछ हद तक संतुष्ट', en: 'closed, partly satisfied' },
	closed_unverified: { pa: 'ਬੰਦ, ਪੁਸ਼ਟੀ ਨਹੀਂ ਹੋਈ', hi: 'बंद, पुष्टि नहीं हुई', en: 'closed, not confirmed' },
	closed_special: { pa: 'ਬੰਦ, ਉੱਚ ਅਧਿਕਾਰੀ ਵੱਲੋਂ', hi: 'बंद, उच्च अधिकारी द्वारा', en: 'closed by a higher officer' },
	not_taken_up: { pa: 'ਸ਼ਿਕਾਇਤ ਵਜੋਂ ਨਹੀਂ ਲਈ ਗਈ', hi: 'शिकायत के रूप में नहीं ली गई', en: 'not taken up' },
	withdrawn: { pa: 'ਵਾਪਸ ਲਈ ਗਈ', hi: 'वापस ली गई', en: 'withdrawn' }
};
/** With whom it is at the levels above the office. */
const above: Record<number, Names> = {
	2: { pa: 'ਉੱਪਰਲੇ ਅਧਿਕਾਰੀ ਕੋਲ', hi: 'ऊपर के अधिकारी के पास', en: 'with the officer above' },
	3: { pa: 'ਸਭ ਤੋਂ ਉੱਪਰਲੇ ਪੱਧਰ ਕੋਲ', hi: 'सबसे ऊपर के स्तर के पास', en: 'with the highest level' }
};

export const stageWords = ({ state, level }: Pick<Stage, 'state' | 'level'>): Names =>
	(state === 'at_office' && level !== null && above[level]) || words[state];
