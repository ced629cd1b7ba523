import type { Language } from '#contracts/words.ts';

/** What a text is filled with. */
export interface Fields {
	/** As shown: `26-0001234-5`. */
	number: string;
	helpline: string;
}
type Text = (fields: Fields) => string;

/**
 * Texts to citizens, in the three languages. One variable beside the helpline; English fits one SMS segment,
 * Punjabi and Hindi two. The DLT ids of the approved texts belong to the sending account's configuration.
 */
export const templates = {
	received_sms: {
		pa: ({ number, helpline }) =>
			`ਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ਮਿਲ ਗਈ ਹੈ। ਨੰਬਰ ${number}. ਸਥਿਤੀ ਜਾਣਨ ਲਈ ${helpline} 'ਤੇ ਕਾਲ ਕਰੋ। -ਸੁਣਵਾਈ`,
		hi: ({ number, helpline }) =>
			`आपकी शिकायत मिल गई है। नंबर ${number}. स्थिति जानने के लिए ${helpline} पर कॉल करें। -सुनवाई`,
		en: ({ number, helpline }) =>
			`We have received your complaint. Number ${number}. To hear its status call ${helpline}. -Sunwai`
	},
	received_subject: {
		pa: ({ number }) => `ਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ਮਿਲ ਗਈ ਹੈ: ${number}`,
		hi: ({ number }) => `आपकी शिकायत मिल गई है: ${number}`,
		en: ({ number }) => `We have received your complaint: ${number}`
	},
	received_mail: {
		pa: ({ number, helpline }) =>
			`ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ,\n\nਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ਸਾਨੂੰ ਮਿਲ ਗਈ ਹੈ। ਇਸ ਦਾ ਨੰਬਰ ਹੈ:\n\n    ${number}\n\nਕਿਰਪਾ ਕਰਕੇ ਇਹ ਨੰਬਰ ਸੰਭਾਲ ਕੇ ਰੱਖੋ। ਸਥਿਤੀ ਜਾਣਨ ਲਈ ${helpline} 'ਤੇ ਕਾਲ ਕਰੋ।\n\nਸੁਣਵਾਈ`,
		hi: ({ number, helpline }) =>
			`नमस्ते,\n\nआपकी शिकायत हमें मिल गई है। इसका नंबर है:\n\n    ${number}\n\nकृपया यह नंबर सँभालकर रखें। स्थिति जानने के लिए ${helpline} पर कॉल करें।\n\nसुनवाई`,
		en: ({ number, helpline }) =>
			`Namaste,\n\nWe have received your complaint. Its number is:\n\n    ${number}\n\nPlease keep this number. To hear the status call ${helpline}.\n\nSunwai`
	}
} satisfies Record<string, Record<Language, Text>>;

export type Template = keyof typeof templates;

/** The text of a template in one language. */
export const compose = (template: Template, language: Language, fields: Fields): string =>
	templates[template][language](fields);
