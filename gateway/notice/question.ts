import { formatNumber } from '#contracts/number.ts';
import type { AskQuestion } from '#contracts/triage.ts';
import type { Language } from '#contracts/words.ts';
import type { NewNotice } from '#db/notice.ts';
import type { Addressee } from './reach.ts';

/** What is asked; each is an approved text of its own, named `ask_place` … in an account's `dlt.templates`. */
const questions: Record<AskQuestion, Record<Language, string>> = {
	place: {
		pa: 'ਕਿਹੜਾ ਪਿੰਡ ਜਾਂ ਵਾਰਡ ਹੈ?',
		hi: 'गाँव या वार्ड कौन सा है?',
		en: 'Which village or ward is it?'
	},
	details: {
		pa: 'ਕੀ ਹੋਇਆ ਅਤੇ ਕਦੋਂ?',
		hi: 'क्या हुआ और कब?',
		en: 'What happened, and when?'
	},
	reference: {
		pa: 'ਖਾਤਾ, ਮੀਟਰ ਜਾਂ ਅਰਜ਼ੀ ਨੰਬਰ ਕੀ ਹੈ?',
		hi: 'खाता, मीटर या आवेदन संख्या क्या है?',
		en: 'What is the account, meter or application number?'
	},
	name: {
		pa: 'ਤੁਹਾਡਾ ਪੂਰਾ ਨਾਮ ਕੀ ਹੈ?',
		hi: 'आपका पूरा नाम क्या है?',
		en: 'What is your full name?'
	}
};
type Say = (number: string, question: string) => string;
const sms: Record<Language, Say> = {
	pa: (number, question) => `ਸ਼ਿਕਾਇਤ ${number}: ${question} ਇਸੇ SMS ਦਾ ਜਵਾਬ ਦਿਓ। -ਸੁਣਵਾਈ`,
	hi: (number, question) => `शिकायत ${number}: ${question} इसी SMS का उत्तर दें। -सुनवाई`,
	en: (number, question) => `Complaint ${number}: ${question} Please answer this SMS. -Sunwai`
};
const subject: Record<Language, (number: string) => string> = {
	pa: (number) => `ਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ਬਾਰੇ ਇੱਕ ਸਵਾਲ: ${number}`,
	hi: (number) => `आपकी शिकायत के बारे में एक प्रश्न: ${number}`,
	en: (number) => `A question about your complaint: ${number}`
};
const mail: Record<Language, Say> = {
	pa: (number, question) =>
		`ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ,\n\nਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ${number} ਲਈ ਸਾਨੂੰ ਇਹ ਜਾਣਨ ਦੀ ਲੋੜ ਹੈ:\n\n    ${question}\n\nਕਿਰਪਾ ਕਰਕੇ ਇਸੇ ਮੇਲ ਦਾ ਜਵਾਬ ਦਿਓ।\n\nਸੁਣਵਾਈ`,
	hi: (number, question) =>
		`नमस्ते,\n\nआपकी शिकायत ${number} के लिए हमें यह जानना है:\n\n    ${question}\n\nकृपया इसी मेल का उत्तर दें।\n\nसुनवाई`,
	en: (number, question) =>
		`Namaste,\n\nFor your complaint ${number} we need to know:\n\n    ${question}\n\nPlease answer this mail.\n\nSunwai`
};

/** The notice that asks; `nth` tells it from those before. `text` is the agent's own, in a mail only. */
export function questionNotice(
	to: Addressee,
	{ question, text, nth }: { question: AskQuestion; text: string | null; nth: number }
): NewNotice {
	const language = to.language ?? 'pa';
	const number = formatNumber(to.number);
	const mailed = to.channel === 'email';
	const asked = questions[question][language];
	return {
		number: to.number,
		template: `ask_${question}:${nth}`,
		channel: to.channel,
		account: to.account,
		recipient: to.sender!,
		sender: to.recipient,
		language,
		subject: mailed ? subject[language](number) : null,
		body: mailed
			? mail[language](number, text ? `${asked}\n\n    ${text.replaceAll('\n', '\n    ')}` : asked)
			: sms[language](number, asked),
		inReplyTo: mailed ? to.messageId : null
	};
}
