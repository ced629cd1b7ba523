import { createHmac, randomBytes } from 'node:crypto';
import type { TwilioSmsConfig } from '#adapters/sms/twilio-sms.ts';
import { PUBLIC_ORIGIN } from './gateway.ts';

const accountSid = `AC${'0123456789abcdef'.repeat(2)}`;
const token = 'bench-twilio-token';
const number = '+911725550100';
export const HOOK = '/hooks/sms-twilio';

/** The account whose webhooks are sent; `labUrl` is where its notices go. */
export const twilioAccount = (labUrl: string): TwilioSmsConfig => ({
	provider: 'twilio-sms',
	id: 'sms-twilio',
	accountSid,
	authTokens: [token],
	number,
	publicOrigin: PUBLIC_ORIGIN,
	apiBase: labUrl
});

/** Lengths and scripts as they come: half Punjabi, a third Hindi, the rest in Latin letters. */
const texts = [
	'ਸਾਡੇ ਪਿੰਡ ਵਿੱਚ ਤਿੰਨ ਦਿਨਾਂ ਤੋਂ ਪਾਣੀ ਨਹੀਂ ਆ ਰਿਹਾ। ਕਿਰਪਾ ਕਰਕੇ ਜਲਦੀ ਠੀਕ ਕਰੋ ਜੀ।',
	'ਗਲੀ ਦੀਆਂ ਬੱਤੀਆਂ ਬੰਦ ਹਨ, ਰਾਤ ਨੂੰ ਹਨੇਰਾ ਰਹਿੰਦਾ ਹੈ',
	'ਰਾਸ਼ਨ ਡਿਪੂ ਵਾਲਾ ਪੂਰਾ ਆਟਾ ਨਹੀਂ ਦਿੰਦਾ, ਦੋ ਮਹੀਨੇ ਹੋ ਗਏ',
	'हमारे मोहल्ले की सड़क पूरी टूटी हुई है, बच्चों को स्कूल जाने में परेशानी होती है',
	'मेरी वृद्धावस्था पेंशन चार महीने से बंद है',
	'No electricity since yesterday evening in ward 12. Nobody picks up the complaint number.'
];

export interface SignedSms {
	sid: string;
	from: string;
	body: string;
	headers: Record<string, string>;
}

/** The `index`th citizen's SMS as Twilio would send it: an id, a sender and a signature of its own. */
export function signedSms(index: number): SignedSms {
	const sid = `SM${randomBytes(16).toString('hex')}`;
	const from = `+9197${String(index).padStart(8, '0')}`;
	const fields: Record<string, string> = {
		ToCountry: 'IN',
		SmsMessageSid: sid,
		NumMedia: '0',
		SmsSid: sid,
		SmsStatus: 'received',
		Body: `${texts[index % texts.length]} (${index})`,
		FromCountry: 'IN',
		To: number,
		MessagingServiceSid: `MG${'0'.repeat(32)}`,
		NumSegments: '2',
		MessageSid: sid,
		AccountSid: accountSid,
		From: from,
		ApiVersion: '2010-04-01'
	};
	const names = Object.keys(fields).toSorted();
	const signature = createHmac('sha1', token)
		.update(PUBLIC_ORIGIN + HOOK + names.map((name) => name + fields[name]).join(''))
		.digest('base64');
	return {
		sid,
		from,
		body: new URLSearchParams(fields).toString(),
		headers: {
			'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
			'user-agent': 'TwilioProxy/1.1',
			accept: '*/*',
			'i-twilio-idempotency-token': sid,
			'x-twilio-signature': signature
		}
	};
}
