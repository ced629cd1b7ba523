import { formatNumber } from '#contracts/number.ts';
import type { Language } from '#contracts/words.ts';
import { insertNotices, type NewNotice } from '#db/notice.ts';
import type { Db } from '#db/sql.ts';
import { queueNotices } from '../queues.ts';
import type { Services } from '../services.ts';
import { wayTo, type Addressee, type Way } from './reach.ts';

interface Fields {
	number: string;
	/** Of the grievance that all of them bring. */
	into: string;
	helpline: string;
}
type Texts = Record<Language, (fields: Fields) => string>;

/** Approved text `campaign`: one SMS segment in English, two in Punjabi and Hindi. */
const sms: Texts = {
	pa: ({ number, into, helpline }) =>
		`ਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ${number} ਇਸੇ ਮਾਮਲੇ ਦੀਆਂ ਹੋਰ ਸ਼ਿਕਾਇਤਾਂ ਨਾਲ ${into} ਹੇਠ ਵੇਖੀ ਜਾਵੇਗੀ। ਤੁਹਾਡਾ ਨੰਬਰ ਉਹੀ ਰਹੇਗਾ। ${helpline} -ਸੁਣਵਾਈ`,
	hi: ({ number, into, helpline }) =>
		`आपकी शिकायत ${number} इसी मामले की अन्य शिकायतों के साथ ${into} में देखी जाएगी। आपका नंबर वही रहेगा। ${helpline} -सुनवाई`,
	en: ({ number, into, helpline }) =>
		`Your complaint ${number} is one of many about the same matter, dealt with as ${into}. Your number stays. ${helpline} -Sunwai`
};
const subject: Texts = {
	pa: ({ number }) => `ਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ${number}`,
	hi: ({ number }) => `आपकी शिकायत ${number}`,
	en: ({ number }) => `Your complaint ${number}`
};
const mail: Texts = {
	pa: ({ number, into, helpline }) =>
		`ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ,\n\nਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ${number} ਵਾਲੇ ਮਾਮਲੇ ਬਾਰੇ ਹੋਰ ਲੋਕਾਂ ਨੇ ਵੀ ਲਿਖਿਆ ਹੈ। ਸਾਰੀਆਂ ਸ਼ਿਕਾਇਤਾਂ ਇਕੱਠੀਆਂ ${into} ਹੇਠ ਵੇਖੀਆਂ ਜਾਣਗੀਆਂ। ਤੁਹਾਡਾ ਨੰਬਰ ਉਹੀ ਰਹੇਗਾ; ਸਥਿਤੀ ਜਾਣਨ ਲਈ ${helpline} 'ਤੇ ਕਾਲ ਕਰੋ।\n\nਸੁਣਵਾਈ`,
	hi: ({ number, into, helpline }) =>
		`नमस्ते,\n\nआपकी शिकायत ${number} वाले मामले के बारे में और लोगों ने भी लिखा है। सभी शिकायतें एक साथ ${into} में देखी जाएँगी। आपका नंबर वही रहेगा; स्थिति जानने के लिए ${helpline} पर कॉल करें।\n\nसुनवाई`,
	en: ({ number, into, helpline }) =>
		`Namaste,\n\nOthers have written about the same matter as your complaint ${number}. All of them are dealt with together as ${into}. Your number stays; to hear the status call ${helpline}.\n\nSunwai`
};

/** The notice's name says which campaign: of each a citizen is told once. */
export const campaignTemplate = (into: string) => `campaign:${into}`;

function noticeOf(to: Addressee, way: Way, { into, helpline }: Omit<Fields, 'number'>): NewNotice {
	const language = to.language ?? 'pa';
	const fields = { number: formatNumber(to.number), into: formatNumber(into), helpline };
	const mailed = way.channel === 'email';
	return {
		number: to.number,
		template: campaignTemplate(into),
		...way,
		language,
		subject: mailed ? subject[language](fields) : null,
		body: (mailed ? mail : sms)[language](fields),
		inReplyTo: mailed ? to.messageId : null
	};
}

/** Tells a citizen that their matter is dealt with together with those of others, on the verb's transaction. */
export async function tellJoined(services: Services, db: Db, to: Addressee, into: string): Promise<void> {
	const way = wayTo(services, to);
	if (!way) return;
	const { helpline } = services.config;
	const ids = await insertNotices(db, [noticeOf(to, way, { into, helpline })]);
	if (ids.length) await queueNotices(services, db, ids);
}
