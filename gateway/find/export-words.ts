import type { Language } from '#contracts/words.ts';

/** What a file calls its columns and the words in them: it is read outside of the console, whose messages end with it. */
interface Words {
	sheet: string;
	columns: Record<Column, string>;
	values: Record<string, string>;
}
export const columns = [
	'number',
	'receivedAt',
	'channel',
	'state',
	'name',
	'sender',
	'language',
	'subject',
	'text',
	'district',
	'address',
	'department',
	'category',
	'grievance',
	'grievanceState',
	'decidedAt',
	'attachments'
] as const;
export type Column = (typeof columns)[number];

const en: Words = {
	sheet: 'Submissions',
	columns: {
		number: 'Number',
		receivedAt: 'Received',
		channel: 'Channel',
		state: 'State',
		name: 'Name',
		sender: 'Sender',
		language: 'Language',
		subject: 'Subject',
		text: 'Text',
		district: 'District',
		address: 'Place',
		department: 'Department',
		category: 'Category',
		grievance: 'Grievance',
		grievanceState: 'State of the grievance',
		decidedAt: 'Decided',
		attachments: 'Files'
	},
	values: {
		email: 'E-mail',
		sms: 'SMS',
		ivr: 'Telephone menu',
		web: 'Web form',
		walk_in: 'Walk-in',
		post: 'Post',
		phone: 'Telephone',
		waiting: 'Waiting',
		registered: 'Registered',
		linked: 'Linked',
		dismissed: 'Dismissed'
	}
};
const hi: Words = {
	sheet: 'शिकायतें',
	columns: {
		number: 'नंबर',
		receivedAt: 'प्राप्त हुई',
		channel: 'माध्यम',
		state: 'स्थिति',
		name: 'नाम',
		sender: 'भेजने वाला',
		language: 'भाषा',
		subject: 'विषय',
		text: 'विवरण',
		district: 'ज़िला',
		address: 'स्थान',
		department: 'विभाग',
		category: 'श्रेणी',
		grievance: 'दर्ज शिकायत',
		grievanceState: 'दर्ज शिकायत की स्थिति',
		decidedAt: 'निर्णय हुआ',
		attachments: 'फ़ाइलें'
	},
	values: {
		email: 'ई-मेल',
		sms: 'एसएमएस',
		ivr: 'टेलीफ़ोन मेनू',
		web: 'वेब फ़ॉर्म',
		walk_in: 'स्वयं आकर',
		post: 'डाक',
		phone: 'टेलीफ़ोन',
		waiting: 'प्रतीक्षा में',
		registered: 'दर्ज',
		linked: 'जोड़ी गई',
		dismissed: 'बंद की गई'
	}
};
const pa: Words = {
	sheet: 'ਸ਼ਿਕਾਇਤਾਂ',
	columns: {
		number: 'ਨੰਬਰ',
		receivedAt: 'ਪ੍ਰਾਪਤ ਹੋਈ',
		channel: 'ਮਾਧਿਅਮ',
		state: 'ਸਥਿਤੀ',
		name: 'ਨਾਂ',
		sender: 'ਭੇਜਣ ਵਾਲਾ',
		language: 'ਭਾਸ਼ਾ',
		subject: 'ਵਿਸ਼ਾ',
		text: 'ਵੇਰਵਾ',
		district: 'ਜ਼ਿਲ੍ਹਾ',
		address: 'ਥਾਂ',
		department: 'ਵਿਭਾਗ',
		category: 'ਸ਼੍ਰੇਣੀ',
		grievance: 'ਦਰਜ ਸ਼ਿਕਾਇਤ',
		grievanceState: 'ਦਰਜ ਸ਼ਿਕਾਇਤ ਦੀ ਸਥਿਤੀ',
		decidedAt: 'ਫ਼ੈਸਲਾ ਹੋਇਆ',
		attachments: 'ਫ਼ਾਈਲਾਂ'
	},
	values: {
		email: 'ਈ-ਮੇਲ',
		sms: 'ਐੱਸ.ਐੱਮ.ਐੱਸ.',
		ivr: 'ਟੈਲੀਫ਼ੋਨ ਮੀਨੂ',
		web: 'ਵੈੱਬ ਫਾਰਮ',
		walk_in: 'ਆਪ ਆ ਕੇ',
		post: 'ਡਾਕ',
		phone: 'ਟੈਲੀਫ਼ੋਨ',
		waiting: 'ਉਡੀਕ ਵਿੱਚ',
		registered: 'ਦਰਜ',
		linked: 'ਜੋੜੀ ਗਈ',
		dismissed: 'ਬੰਦ ਕੀਤੀ'
	}
};
export const exportWords: Record<Language, Words> = { en, hi, pa };
