import { formatNumber } from '#contracts/number.ts';
import type { Language } from '#contracts/words.ts';
import { insertNotices, type NewNotice } from '#db/notice.ts';
import type { Db } from '#db/sql.ts';
import { queueNotices } from '../queues.ts';
import type { Services } from '../services.ts';
import { wayTo, type Addressee, type Way } from './reach.ts';
import { toWhom, type Heard } from './told.ts';

interface Fields {
	number: string;
	/** Of the case that it is now dealt with in. */
	into: string;
	helpline: string;
}
type Texts = Record<Language, (fields: Fields) => string>;

/** Approved text `merged`: one SMS segment in English, two in Punjabi and Hindi. */
const sms: Texts = {
	pa: ({ number, into, helpline }) =>
		`ਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ${number} ਹੁਣ ${into} ਦੇ ਨਾਲ ਵੇਖੀ ਜਾਵੇਗੀ। ਤੁਹਾਡਾ ਨੰਬਰ ਉਹੀ ਰਹੇਗਾ। ${helpline} -ਸੁਣਵਾਈ`,
	hi: ({ number, into, helpline }) =>
		`आपकी शिकायत ${number} अब ${into} के साथ देखी जाएगी। आपका नंबर वही रहेगा। ${helpline} -सुनवाई`,
	en: ({ number, into, helpline }) =>
		`Your complaint ${number} is now dealt with together with ${into}. Your number stays. ${helpline} -Sunwai`
};
const subject: Texts = {
	pa: ({ number }) => `ਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ${number}`,
	hi: ({ number }) => `आपकी शिकायत ${number}`,
	en: ({ number }) => `Your complaint ${number}`
};
const mail: Texts = {
	pa: ({ number, into, helpline }) =>
		`ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ,\n\nਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ${number} ਅਤੇ ਸ਼ਿਕਾਇਤ ${into} ਇੱਕੋ ਮਾਮਲੇ ਬਾਰੇ ਹਨ। ਹੁਣ ਦੋਵੇਂ ਇਕੱਠੀਆਂ ਵੇਖੀਆਂ ਜਾਣਗੀਆਂ। ਤੁਹਾਡਾ ਨੰਬਰ ਉਹੀ ਰਹੇਗਾ; ਸਥਿਤੀ ਜਾਣਨ ਲਈ ${helpline} 'ਤੇ ਕਾਲ ਕਰੋ।\n\nਸੁਣਵਾਈ`,
	hi: ({ number, into, helpline }) =>
		`नमस्ते,\n\nआपकी शिकायत ${number} और शिकायत ${into} एक ही मामले की हैं। अब दोनों साथ देखी जाएँगी। आपका नंबर वही रहेगा; स्थिति जानने के लिए ${helpline} पर कॉल करें।\n\nसुनवाई`,
	en: ({ number, into, helpline }) =>
		`Namaste,\n\nYour complaint ${number} and complaint ${into} are about the same matter. From now on they are dealt with together. Your number stays; to hear the status call ${helpline}.\n\nSunwai`
};

/** The notice's name says which case it is merged into: of each such merge a citizen is told once. */
export const mergedTemplate = (into: string) => `merged:${into}`;

function noticeOf(to: Heard, way: Way, { into, helpline }: Omit<Fields, 'number'>): NewNotice {
	const language = to.language ?? 'pa';
	const fields = { number: formatNumber(to.number), into: formatNumber(into), helpline };
	const mailed = way.channel === 'email';
	return {
		number: to.number,
		template: to.beside ? `${mergedTemplate(into)}:beside` : mergedTemplate(into),
		...way,
		language,
		subject: mailed ? subject[language](fields) : null,
		body: (mailed ? mail : sms)[language](fields),
		inReplyTo: mailed ? to.messageId : null
	};
}

/** Tells the citizens of a merged case which one it is dealt with in, on the verb's transaction. */
export async function tellMerged(services: Services, db: Db, to: Addressee[], into: string): Promise<void> {
	const { helpline } = services.config;
	const notices = (await toWhom(db, to)).flatMap((one) => {
		const way = wayTo(services, one);
		return way ? [noticeOf(one, way, { into, helpline })] : [];
	});
	if (!notices.length) return;
	const ids = await insertNotices(db, notices);
	if (ids.length) await queueNotices(services, db, ids);
}
