import type { Language, Names } from '#contracts/words.ts';
import { districtNames, districts } from './district-names.ts';
import { phrases as scriptPhrases } from './script/phrases.ts';
import { waitPhrases } from './wait-phrases.ts';

/** The voice prompts by key: the words that are spoken, in each language. */
const phrases: Record<string, Names> = {
	greeting: {
		pa: 'ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ। ਪੰਜਾਬ ਸਰਕਾਰ ਦੀ ਸ਼ਿਕਾਇਤ ਹੈਲਪਲਾਈਨ ਵਿੱਚ ਤੁਹਾਡਾ ਸੁਆਗਤ ਹੈ।',
		hi: 'नमस्कार। पंजाब सरकार की शिकायत हेल्पलाइन में आपका स्वागत है।',
		en: 'Welcome to the grievance helpline of the Government of Punjab.'
	},
	language: {
		pa: 'ਪੰਜਾਬੀ ਲਈ ਇੱਕ ਦਬਾਓ।',
		hi: 'हिन्दी के लिए दो दबाएँ।',
		en: 'For English, press three.'
	},
	department: {
		pa: 'ਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ਕਿਸ ਵਿਭਾਗ ਬਾਰੇ ਹੈ? ਬਿਜਲੀ ਲਈ ਇੱਕ। ਪਾਣੀ ਅਤੇ ਸੀਵਰੇਜ ਲਈ ਦੋ। ਨਗਰ ਕੌਂਸਲ ਜਾਂ ਨਗਰ ਨਿਗਮ ਲਈ ਤਿੰਨ। ਜ਼ਮੀਨ ਅਤੇ ਮਾਲ ਵਿਭਾਗ ਲਈ ਚਾਰ। ਪੁਲਿਸ ਲਈ ਪੰਜ। ਰਾਸ਼ਨ ਲਈ ਛੇ। ਕਿਸੇ ਹੋਰ ਲਈ ਸੱਤ ਦਬਾਓ।',
		hi: 'आपकी शिकायत किस विभाग के बारे में है? बिजली के लिए एक। पानी और सीवरेज के लिए दो। नगर परिषद या नगर निगम के लिए तीन। ज़मीन और राजस्व के लिए चार। पुलिस के लिए पाँच। राशन के लिए छह। किसी और के लिए सात दबाएँ।',
		en: 'Which department is it about? For electricity, press one. Water and sewerage, two. Municipal council or corporation, three. Land and revenue, four. Police, five. Ration, six. For any other, press seven.'
	},
	'department-411': { pa: 'ਬਿਜਲੀ।', hi: 'बिजली।', en: 'Electricity.' },
	'department-403': { pa: 'ਪਾਣੀ ਅਤੇ ਸੀਵਰੇਜ।', hi: 'पानी और सीवरेज।', en: 'Water and sewerage.' },
	'department-412': { pa: 'ਸਥਾਨਕ ਸਰਕਾਰ ਵਿਭਾਗ।', hi: 'स्थानीय निकाय विभाग।', en: 'Local government.' },
	'department-1349': { pa: 'ਮਾਲ ਵਿਭਾਗ।', hi: 'राजस्व विभाग।', en: 'Revenue.' },
	'department-POLICE': { pa: 'ਪੁਲਿਸ।', hi: 'पुलिस।', en: 'Police.' },
	'department-1339': { pa: 'ਖ਼ੁਰਾਕ ਅਤੇ ਸਪਲਾਈ ਵਿਭਾਗ।', hi: 'खाद्य और आपूर्ति विभाग।', en: 'Food and supplies.' },
	'department-other': { pa: 'ਹੋਰ ਵਿਭਾਗ।', hi: 'अन्य विभाग।', en: 'Another department.' },
	district: {
		pa: 'ਆਪਣੇ ਜ਼ਿਲ੍ਹੇ ਦਾ ਦੋ ਅੰਕਾਂ ਦਾ ਕੋਡ ਦਬਾਓ। ਕੋਡਾਂ ਦੀ ਸੂਚੀ ਸੁਣਨ ਲਈ ਸਿਫ਼ਰ ਸਿਫ਼ਰ ਦਬਾਓ। ਅੱਗੇ ਜਾਣ ਲਈ ਹੈਸ਼ ਦਬਾਓ।',
		hi: 'अपने ज़िले का दो अंकों का कोड दबाएँ। कोडों की सूची सुनने के लिए शून्य शून्य दबाएँ। आगे जाने के लिए हैश दबाएँ।',
		en: 'Press the two-digit code of your district. To hear the list of codes, press zero zero. To skip, press hash.'
	},
	consent: {
		pa: 'ਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ਰਿਕਾਰਡ ਕੀਤੀ ਜਾਵੇਗੀ। ਬੀਪ ਤੋਂ ਬਾਅਦ ਆਪਣਾ ਨਾਂ, ਪਤਾ ਅਤੇ ਸ਼ਿਕਾਇਤ ਦੱਸੋ। ਤੁਹਾਡੇ ਕੋਲ ਤਿੰਨ ਮਿੰਟ ਹਨ। ਪੂਰੀ ਹੋਣ ਤੇ ਹੈਸ਼ ਦਬਾਓ।',
		hi: 'आपकी शिकायत रिकॉर्ड की जाएगी। बीप के बाद अपना नाम, पता और शिकायत बताएँ। आपके पास तीन मिनट हैं। पूरी होने पर हैश दबाएँ।',
		en: 'Your grievance will be recorded. After the beep, please say your name, your address and your grievance. You have three minutes. When you have finished, press hash.'
	},
	'not-heard': {
		pa: 'ਮਾਫ਼ ਕਰਨਾ, ਤੁਹਾਡੀ ਆਵਾਜ਼ ਨਹੀਂ ਆਈ। ਕਿਰਪਾ ਕਰਕੇ ਬੀਪ ਤੋਂ ਬਾਅਦ ਦੁਬਾਰਾ ਬੋਲੋ।',
		hi: 'क्षमा करें, आपकी आवाज़ नहीं आई। कृपया बीप के बाद दोबारा बोलें।',
		en: 'Sorry, we could not hear you. Please speak again after the beep.'
	},
	'record-again': {
		pa: 'ਕਿਰਪਾ ਕਰਕੇ ਬੀਪ ਤੋਂ ਬਾਅਦ ਦੁਬਾਰਾ ਬੋਲੋ। ਪੂਰੀ ਹੋਣ ਤੇ ਹੈਸ਼ ਦਬਾਓ।',
		hi: 'कृपया बीप के बाद दोबारा बोलें। पूरी होने पर हैश दबाएँ।',
		en: 'Please speak again after the beep. When you have finished, press hash.'
	},
	'one-moment': {
		pa: 'ਕਿਰਪਾ ਕਰਕੇ ਇੱਕ ਪਲ ਰੁਕੋ।',
		hi: 'कृपया एक क्षण रुकिए।',
		en: 'One moment, please.'
	},
	'review-intro': {
		pa: 'ਤੁਹਾਡੀ ਰਿਕਾਰਡਿੰਗ ਸੁਣੋ।',
		hi: 'आपकी रिकॉर्डिंग सुनिए।',
		en: 'Here is your recording.'
	},
	review: {
		pa: 'ਇਸ ਨੂੰ ਭੇਜਣ ਲਈ ਇੱਕ ਦਬਾਓ। ਦੁਬਾਰਾ ਰਿਕਾਰਡ ਕਰਨ ਲਈ ਦੋ ਦਬਾਓ।',
		hi: 'इसे भेजने के लिए एक दबाएँ। दोबारा रिकॉर्ड करने के लिए दो दबाएँ।',
		en: 'To send it, press one. To record it again, press two.'
	},
	number: {
		pa: 'ਧੰਨਵਾਦ। ਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ਸਾਨੂੰ ਮਿਲ ਗਈ ਹੈ। ਤੁਹਾਡਾ ਨੰਬਰ ਹੈ।',
		hi: 'धन्यवाद। आपकी शिकायत हमें मिल गई है। आपका नंबर है।',
		en: 'Thank you. We have received your grievance. Your number is.'
	},
	'number-again': {
		pa: 'ਕਿਰਪਾ ਕਰਕੇ ਲਿਖ ਲਓ। ਨੰਬਰ ਦੁਬਾਰਾ ਸੁਣੋ।',
		hi: 'कृपया लिख लीजिए। नंबर दोबारा सुनिए।',
		en: 'Please write it down. Once again, your number is.'
	},
	goodbye: {
		pa: 'ਕਾਲ ਕਰਨ ਲਈ ਧੰਨਵਾਦ। ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ।',
		hi: 'कॉल करने के लिए धन्यवाद। नमस्कार।',
		en: 'Thank you for calling. Goodbye.'
	},
	'status-ask': {
		pa: 'ਆਪਣੀ ਸ਼ਿਕਾਇਤ ਦਾ ਦਸ ਅੰਕਾਂ ਦਾ ਨੰਬਰ ਦਬਾਓ।',
		hi: 'अपनी शिकायत का दस अंकों का नंबर दबाएँ।',
		en: 'Please press the ten digits of your grievance number.'
	},
	'status-waiting': {
		pa: 'ਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ਸਾਨੂੰ ਮਿਲ ਗਈ ਹੈ ਅਤੇ ਜਲਦੀ ਵੇਖੀ ਜਾਵੇਗੀ।',
		hi: 'आपकी शिकायत हमें मिल गई है और जल्द देखी जाएगी।',
		en: 'We have your grievance and will look at it soon.'
	},
	'status-registered': {
		pa: 'ਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ਦਰਜ ਹੋ ਗਈ ਹੈ ਅਤੇ ਉਸ ਤੇ ਕਾਰਵਾਈ ਚੱਲ ਰਹੀ ਹੈ।',
		hi: 'आपकी शिकायत दर्ज हो गई है और उस पर कार्रवाई चल रही है।',
		en: 'Your grievance is registered and is being worked on.'
	},
	'status-settled': {
		pa: 'ਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ਦਾ ਫ਼ੈਸਲਾ ਹੋ ਚੁੱਕਾ ਹੈ।',
		hi: 'आपकी शिकायत का निर्णय हो चुका है।',
		en: 'Your grievance has been decided.'
	},
	'status-unknown': {
		pa: 'ਇਹ ਨੰਬਰ ਸਾਨੂੰ ਨਹੀਂ ਮਿਲਿਆ।',
		hi: 'यह नंबर हमें नहीं मिला।',
		en: 'We could not find this number.'
	},
	'status-mismatch': {
		pa: 'ਇਹ ਨੰਬਰ ਸਹੀ ਨਹੀਂ ਹੈ। ਕਿਰਪਾ ਕਰਕੇ ਧਿਆਨ ਨਾਲ ਦੁਬਾਰਾ ਦਬਾਓ।',
		hi: 'यह नंबर सही नहीं है। कृपया ध्यान से दोबारा दबाएँ।',
		en: 'This number is not right. Please press it again with care.'
	},
	'wrong-key': {
		pa: 'ਇਹ ਬਟਨ ਸਹੀ ਨਹੀਂ ਹੈ।',
		hi: 'यह बटन सही नहीं है।',
		en: 'That key is not one of the choices.'
	},
	silent: {
		pa: 'ਸਾਨੂੰ ਕੋਈ ਜਵਾਬ ਨਹੀਂ ਮਿਲਿਆ।',
		hi: 'हमें कोई उत्तर नहीं मिला।',
		en: 'We did not get an answer.'
	},
	help: {
		pa: 'ਤੁਸੀਂ ਆਪਣੀ ਸ਼ਿਕਾਇਤ ਸਾਡੀ ਵੈੱਬਸਾਈਟ ਜਾਂ ਐੱਸ ਐੱਮ ਐੱਸ ਰਾਹੀਂ ਵੀ ਭੇਜ ਸਕਦੇ ਹੋ, ਜਾਂ ਦੁਬਾਰਾ ਕਾਲ ਕਰ ਸਕਦੇ ਹੋ। ਧੰਨਵਾਦ।',
		hi: 'आप अपनी शिकायत हमारी वेबसाइट या एस एम एस से भी भेज सकते हैं, या दोबारा कॉल कर सकते हैं। धन्यवाद।',
		en: 'You can also send your grievance on our website or by S M S, or call again. Thank you.'
	},
	sorry: {
		pa: 'ਮਾਫ਼ ਕਰਨਾ, ਇਸ ਵੇਲੇ ਸਾਡੀ ਸੇਵਾ ਵਿੱਚ ਰੁਕਾਵਟ ਹੈ। ਕਿਰਪਾ ਕਰਕੇ ਥੋੜ੍ਹੀ ਦੇਰ ਬਾਅਦ ਕਾਲ ਕਰੋ।',
		hi: 'क्षमा करें, इस समय हमारी सेवा में रुकावट है। कृपया थोड़ी देर बाद कॉल करें।',
		en: 'Sorry, our service is interrupted. Please call again a little later.'
	}
};

const digits: Names[] = [
	{ pa: 'ਸਿਫ਼ਰ', hi: 'शून्य', en: 'zero' },
	{ pa: 'ਇੱਕ', hi: 'एक', en: 'one' },
	{ pa: 'ਦੋ', hi: 'दो', en: 'two' },
	{ pa: 'ਤਿੰਨ', hi: 'तीन', en: 'three' },
	{ pa: 'ਚਾਰ', hi: 'चार', en: 'four' },
	{ pa: 'ਪੰਜ', hi: 'पाँच', en: 'five' },
	{ pa: 'ਛੇ', hi: 'छह', en: 'six' },
	{ pa: 'ਸੱਤ', hi: 'सात', en: 'seven' },
	{ pa: 'ਅੱਠ', hi: 'आठ', en: 'eight' },
	{ pa: 'ਨੌਂ', hi: 'नौ', en: 'nine' }
];

const spelled = (language: Language, code: string) =>
	[...code].map((digit) => digits[Number(digit)]?.[language] ?? '').join(' ');

/** One long prompt instead of 46 short ones: a key cuts a single file short on every provider. */
const districtList = (language: Language) =>
	districts
		.map((code, index) => {
			const keys = String(index + 1).padStart(2, '0');
			return `${districtNames[code]?.[language] ?? ''}, ${spelled(language, keys)}.`;
		})
		.join(' ');

const inEach = (text: (language: Language) => string): Names => ({
	en: text('en'),
	pa: text('pa'),
	hi: text('hi')
});

/** Every prompt that the script can ask for, by key, with the words to be spoken in each language. */
export const prompts: Record<string, Names> = {
	...phrases,
	...scriptPhrases,
	...waitPhrases,
	...Object.fromEntries(digits.map((names, digit) => [`digit-${digit}`, names])),
	...Object.fromEntries(
		districts.map((code) => [`district-${code}`, inEach((l) => `${districtNames[code]?.[l]}.`)])
	),
	'district-list': inEach(districtList)
};
