import type { Names } from '#contracts/words.ts';

/** Prompts of the script beyond leaving a grievance and asking for its status: the words, in each language. */
export const phrases: Record<string, Names> = {
	menu: {
		pa: 'ਸ਼ਿਕਾਇਤ ਦਰਜ ਕਰਵਾਉਣ ਲਈ ਇੱਕ ਦਬਾਓ। ਆਪਣੀ ਸ਼ਿਕਾਇਤ ਦੀ ਸਥਿਤੀ ਜਾਣਨ ਲਈ ਦੋ ਦਬਾਓ। ਜੇ ਤੁਸੀਂ ਕੀਤੀ ਕਾਰਵਾਈ ਤੋਂ ਸੰਤੁਸ਼ਟ ਨਹੀਂ ਤਾਂ ਤਿੰਨ ਦਬਾਓ। ਭਾਸ਼ਾ ਬਦਲਣ ਲਈ ਅੱਠ ਦਬਾਓ। ਏਜੰਟ ਨਾਲ ਗੱਲ ਕਰਨ ਲਈ ਸਿਫ਼ਰ ਦਬਾਓ। ਦੁਬਾਰਾ ਸੁਣਨ ਲਈ ਨੌਂ ਦਬਾਓ।',
		hi: 'शिकायत दर्ज कराने के लिए एक दबाएँ। अपनी शिकायत की स्थिति जानने के लिए दो दबाएँ। यदि आप की गई कार्रवाई से संतुष्ट नहीं हैं तो तीन दबाएँ। भाषा बदलने के लिए आठ दबाएँ। एजेंट से बात करने के लिए शून्य दबाएँ। दोबारा सुनने के लिए नौ दबाएँ।',
		en: 'To leave a grievance, press one. To hear the status of your grievance, press two. If you are not satisfied with what was done, press three. To change the language, press eight. To talk to an agent, press zero. To hear this again, press nine.'
	},
	'case-found': {
		pa: 'ਇਸ ਫ਼ੋਨ ਤੋਂ ਇੱਕ ਸ਼ਿਕਾਇਤ ਚੱਲ ਰਹੀ ਹੈ। ਉਸ ਦਾ ਨੰਬਰ ਹੈ।',
		hi: 'इस फ़ोन से एक शिकायत चल रही है। उसका नंबर है।',
		en: 'There is an open grievance from this telephone. Its number is.'
	},
	'case-ask': {
		pa: 'ਉਸ ਦੀ ਸਥਿਤੀ ਜਾਣਨ ਲਈ ਇੱਕ ਦਬਾਓ। ਕਿਸੇ ਹੋਰ ਕੰਮ ਲਈ ਦੋ ਦਬਾਓ। ਜੇ ਤੁਸੀਂ ਸੰਤੁਸ਼ਟ ਨਹੀਂ ਤਾਂ ਤਿੰਨ ਦਬਾਓ। ਏਜੰਟ ਲਈ ਸਿਫ਼ਰ ਦਬਾਓ।',
		hi: 'उसकी स्थिति जानने के लिए एक दबाएँ। किसी और काम के लिए दो दबाएँ। यदि आप संतुष्ट नहीं हैं तो तीन दबाएँ। एजेंट के लिए शून्य दबाएँ।',
		en: 'To hear its status, press one. For anything else, press two. If you are not satisfied with it, press three. For an agent, press zero.'
	},
	'about-same-intro': {
		pa: 'ਕੀ ਇਹ ਇਸ ਸ਼ਿਕਾਇਤ ਬਾਰੇ ਹੈ?',
		hi: 'क्या यह इस शिकायत के बारे में है?',
		en: 'Is it about this grievance?'
	},
	'about-same': {
		pa: 'ਜੇ ਹਾਂ ਤਾਂ ਇੱਕ ਦਬਾਓ। ਕਿਸੇ ਹੋਰ ਨੰਬਰ ਲਈ ਦੋ ਦਬਾਓ। ਏਜੰਟ ਲਈ ਸਿਫ਼ਰ ਦਬਾਓ।',
		hi: 'यदि हाँ तो एक दबाएँ। किसी और नंबर के लिए दो दबाएँ। एजेंट के लिए शून्य दबाएँ।',
		en: 'If it is, press one. For another number, press two. For an agent, press zero.'
	},
	'about-ask': {
		pa: 'ਜਿਸ ਸ਼ਿਕਾਇਤ ਤੋਂ ਤੁਸੀਂ ਸੰਤੁਸ਼ਟ ਨਹੀਂ, ਉਸ ਦਾ ਦਸ ਅੰਕਾਂ ਦਾ ਨੰਬਰ ਦਬਾਓ।',
		hi: 'जिस शिकायत से आप संतुष्ट नहीं हैं, उसका दस अंकों का नंबर दबाएँ।',
		en: 'Please press the ten digits of the grievance that you are not satisfied with.'
	},
	'about-consent': {
		pa: 'ਤੁਹਾਡੀ ਗੱਲ ਰਿਕਾਰਡ ਕੀਤੀ ਜਾਵੇਗੀ। ਬੀਪ ਤੋਂ ਬਾਅਦ ਦੱਸੋ ਕਿ ਕੀ ਠੀਕ ਨਹੀਂ ਹੋਇਆ। ਪੂਰੀ ਹੋਣ ਤੇ ਹੈਸ਼ ਦਬਾਓ।',
		hi: 'आपकी बात रिकॉर्ड की जाएगी। बीप के बाद बताएँ कि क्या ठीक नहीं हुआ। पूरी होने पर हैश दबाएँ।',
		en: 'What you say will be recorded. After the beep, please say what has not been put right. When you have finished, press hash.'
	},
	'about-number': {
		pa: 'ਧੰਨਵਾਦ। ਤੁਹਾਡੀ ਗੱਲ ਉਸ ਸ਼ਿਕਾਇਤ ਨਾਲ ਜੋੜ ਦਿੱਤੀ ਗਈ ਹੈ ਅਤੇ ਵੇਖੀ ਜਾਵੇਗੀ। ਇਸ ਦਾ ਨੰਬਰ ਹੈ।',
		hi: 'धन्यवाद। आपकी बात उस शिकायत के साथ रखी गई है और देखी जाएगी। इसका नंबर है।',
		en: 'Thank you. What you said is kept with that grievance and will be looked at. Its number is.'
	},
	closed: {
		pa: 'ਇਸ ਵੇਲੇ ਸਾਡਾ ਦਫ਼ਤਰ ਬੰਦ ਹੈ।',
		hi: 'इस समय हमारा कार्यालय बंद है।',
		en: 'Our office is closed at this time.'
	},
	holiday: {
		pa: 'ਅੱਜ ਛੁੱਟੀ ਕਾਰਨ ਸਾਡਾ ਦਫ਼ਤਰ ਬੰਦ ਹੈ।',
		hi: 'आज अवकाश के कारण हमारा कार्यालय बंद है।',
		en: 'Our office is closed today for a holiday.'
	},
	full: {
		pa: 'ਮਾਫ਼ ਕਰਨਾ, ਇਸ ਵੇਲੇ ਸਾਰੇ ਏਜੰਟ ਰੁੱਝੇ ਹੋਏ ਹਨ ਅਤੇ ਕਤਾਰ ਭਰੀ ਹੋਈ ਹੈ।',
		hi: 'क्षमा करें, इस समय सभी एजेंट व्यस्त हैं और कतार भरी हुई है।',
		en: 'Sorry, all our agents are busy and the queue is full.'
	},
	waited: {
		pa: 'ਮਾਫ਼ ਕਰਨਾ, ਤੁਹਾਨੂੰ ਬਹੁਤ ਉਡੀਕ ਕਰਨੀ ਪਈ।',
		hi: 'क्षमा करें, आपको बहुत प्रतीक्षा करनी पड़ी।',
		en: 'Sorry that you have waited so long.'
	},
	away: {
		pa: 'ਸੁਨੇਹਾ ਛੱਡਣ ਲਈ ਇੱਕ ਦਬਾਓ। ਜੇ ਤੁਸੀਂ ਚਾਹੁੰਦੇ ਹੋ ਕਿ ਅਸੀਂ ਤੁਹਾਨੂੰ ਵਾਪਸ ਕਾਲ ਕਰੀਏ ਤਾਂ ਦੋ ਦਬਾਓ।',
		hi: 'संदेश छोड़ने के लिए एक दबाएँ। यदि आप चाहते हैं कि हम आपको वापस कॉल करें तो दो दबाएँ।',
		en: 'To leave a message, press one. To be called back, press two.'
	},
	'agent-consent': {
		pa: 'ਤੁਹਾਡੀ ਗੱਲਬਾਤ ਰਿਕਾਰਡ ਕੀਤੀ ਜਾਵੇਗੀ। ਜੇ ਤੁਸੀਂ ਇਹ ਨਹੀਂ ਚਾਹੁੰਦੇ ਤਾਂ ਦੋ ਦਬਾਓ।',
		hi: 'आपकी बातचीत रिकॉर्ड की जाएगी। यदि आप यह नहीं चाहते तो दो दबाएँ।',
		en: 'Your talk with the agent will be recorded. If you do not want that, press two.'
	},
	'to-agent': {
		pa: 'ਕਿਰਪਾ ਕਰਕੇ ਉਡੀਕ ਕਰੋ, ਤੁਹਾਨੂੰ ਏਜੰਟ ਨਾਲ ਜੋੜਿਆ ਜਾ ਰਿਹਾ ਹੈ।',
		hi: 'कृपया प्रतीक्षा करें, आपको एजेंट से जोड़ा जा रहा है।',
		en: 'Please wait, we are connecting you to an agent.'
	},
	'voicemail-consent': {
		pa: 'ਤੁਹਾਡਾ ਸੁਨੇਹਾ ਰਿਕਾਰਡ ਕੀਤਾ ਜਾਵੇਗਾ। ਬੀਪ ਤੋਂ ਬਾਅਦ ਆਪਣਾ ਨਾਂ ਅਤੇ ਸੁਨੇਹਾ ਦੱਸੋ। ਪੂਰਾ ਹੋਣ ਤੇ ਹੈਸ਼ ਦਬਾਓ।',
		hi: 'आपका संदेश रिकॉर्ड किया जाएगा। बीप के बाद अपना नाम और संदेश बताएँ। पूरा होने पर हैश दबाएँ।',
		en: 'Your message will be recorded. After the beep, please say your name and your message. When you have finished, press hash.'
	},
	'voicemail-kept': {
		pa: 'ਧੰਨਵਾਦ। ਤੁਹਾਡਾ ਸੁਨੇਹਾ ਸਾਨੂੰ ਮਿਲ ਗਿਆ ਹੈ। ਇਸ ਦਾ ਨੰਬਰ ਹੈ।',
		hi: 'धन्यवाद। आपका संदेश हमें मिल गया है। इसका नंबर है।',
		en: 'Thank you. We have your message. Its number is.'
	},
	'callback-noted': {
		pa: 'ਅਸੀਂ ਤੁਹਾਨੂੰ ਇਸੇ ਨੰਬਰ ਤੇ ਵਾਪਸ ਕਾਲ ਕਰਾਂਗੇ।',
		hi: 'हम आपको इसी नंबर पर वापस कॉल करेंगे।',
		en: 'We will call you back on this number.'
	},
	'callback-no-number': {
		pa: 'ਤੁਹਾਡਾ ਨੰਬਰ ਲੁਕਿਆ ਹੋਇਆ ਹੈ, ਇਸ ਲਈ ਅਸੀਂ ਵਾਪਸ ਕਾਲ ਨਹੀਂ ਕਰ ਸਕਦੇ। ਕਿਰਪਾ ਕਰਕੇ ਸੁਨੇਹਾ ਛੱਡੋ।',
		hi: 'आपका नंबर छिपा हुआ है, इसलिए हम वापस कॉल नहीं कर सकते। कृपया संदेश छोड़ें।',
		en: 'Your number is hidden, so we cannot call you back. Please leave a message.'
	},
	'status-at-office': {
		pa: 'ਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ਸੰਬੰਧਿਤ ਦਫ਼ਤਰ ਕੋਲ ਹੈ ਅਤੇ ਉਸ ਤੇ ਕਾਰਵਾਈ ਚੱਲ ਰਹੀ ਹੈ।',
		hi: 'आपकी शिकायत संबंधित कार्यालय के पास है और उस पर कार्रवाई चल रही है।',
		en: 'Your grievance is with the office concerned, which is working on it.'
	},
	'status-answered': {
		pa: 'ਦਫ਼ਤਰ ਅਨੁਸਾਰ ਇਹ ਸ਼ਿਕਾਇਤ ਹੱਲ ਹੋ ਗਈ ਹੈ। ਆਪਣੀ ਰਾਏ ਦੇਣ ਲਈ ਉਸ ਫ਼ੋਨ ਤੋਂ ਕਾਲ ਕਰੋ ਜੋ ਸ਼ਿਕਾਇਤ ਵਿੱਚ ਦਰਜ ਹੈ।',
		hi: 'कार्यालय के अनुसार यह शिकायत हल हो गई है। अपनी राय देने के लिए उस फ़ोन से कॉल करें जो शिकायत में दर्ज है।',
		en: 'The office says that this grievance is settled. To say whether it is, please call from the telephone that is registered with it.'
	},
	'status-resolved': {
		pa: 'ਦਫ਼ਤਰ ਅਨੁਸਾਰ ਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ਹੱਲ ਹੋ ਗਈ ਹੈ।',
		hi: 'कार्यालय के अनुसार आपकी शिकायत हल हो गई है।',
		en: 'The office says that your grievance is settled.'
	},
	'status-closed': {
		pa: 'ਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ਬੰਦ ਹੋ ਚੁੱਕੀ ਹੈ।',
		hi: 'आपकी शिकायत बंद हो चुकी है।',
		en: 'Your grievance is closed.'
	},
	'verdict-ask': {
		pa: 'ਜੇ ਤੁਸੀਂ ਸੰਤੁਸ਼ਟ ਹੋ ਤਾਂ ਇੱਕ ਦਬਾਓ। ਜੇ ਸੰਤੁਸ਼ਟ ਨਹੀਂ ਤਾਂ ਦੋ ਦਬਾਓ। ਏਜੰਟ ਨਾਲ ਗੱਲ ਕਰਨ ਲਈ ਸਿਫ਼ਰ ਦਬਾਓ।',
		hi: 'यदि आप संतुष्ट हैं तो एक दबाएँ। यदि संतुष्ट नहीं हैं तो दो दबाएँ। एजेंट से बात करने के लिए शून्य दबाएँ।',
		en: 'If you are satisfied, press one. If you are not, press two. To talk to an agent, press zero.'
	},
	'objection-ask': {
		pa: 'ਜੇ ਤੁਸੀਂ ਇਸ ਨਾਲ ਸਹਿਮਤ ਨਹੀਂ ਤਾਂ ਦੋ ਦਬਾਓ। ਮੁੱਖ ਮੀਨੂ ਲਈ ਇੱਕ ਦਬਾਓ। ਏਜੰਟ ਲਈ ਸਿਫ਼ਰ ਦਬਾਓ।',
		hi: 'यदि आप इससे सहमत नहीं हैं तो दो दबाएँ। मुख्य मेन्यू के लिए एक दबाएँ। एजेंट के लिए शून्य दबाएँ।',
		en: 'If you do not agree with that, press two. For the main menu, press one. For an agent, press zero.'
	},
	'verdict-thanks': {
		pa: 'ਧੰਨਵਾਦ। ਤੁਹਾਡੀ ਰਾਏ ਦਰਜ ਹੋ ਗਈ ਹੈ ਅਤੇ ਸ਼ਿਕਾਇਤ ਬੰਦ ਕੀਤੀ ਜਾਂਦੀ ਹੈ।',
		hi: 'धन्यवाद। आपकी राय दर्ज हो गई है और शिकायत बंद की जाती है।',
		en: 'Thank you. We have noted it, and the grievance is closed.'
	},
	'verdict-noted': {
		pa: 'ਧੰਨਵਾਦ। ਤੁਹਾਡੀ ਗੱਲ ਦਰਜ ਹੋ ਗਈ ਹੈ। ਸ਼ਿਕਾਇਤ ਹੁਣ ਉੱਪਰਲੇ ਪੱਧਰ ਤੇ ਜਾਂਦੀ ਹੈ।',
		hi: 'धन्यवाद। आपकी बात दर्ज हो गई है। शिकायत अब ऊपर के स्तर पर जाती है।',
		en: 'Thank you. We have noted what you said. The grievance now goes to the level above.'
	},
	'ask-hello': {
		pa: 'ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ। ਇਹ ਪੰਜਾਬ ਸਰਕਾਰ ਦੀ ਸ਼ਿਕਾਇਤ ਹੈਲਪਲਾਈਨ ਦੀ ਆਪਣੇ ਆਪ ਹੋਣ ਵਾਲੀ ਕਾਲ ਹੈ। ਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ਦਾ ਨੰਬਰ ਹੈ।',
		hi: 'नमस्कार। यह पंजाब सरकार की शिकायत हेल्पलाइन की स्वचालित कॉल है। आपकी शिकायत का नंबर है।',
		en: 'Hello. This is an automatic call of the grievance helpline of the Government of Punjab. It is about your grievance number.'
	},
	'ask-settled': {
		pa: 'ਦਫ਼ਤਰ ਅਨੁਸਾਰ ਇਹ ਹੱਲ ਹੋ ਗਈ ਹੈ। ਜੇ ਤੁਸੀਂ ਸੰਤੁਸ਼ਟ ਹੋ ਤਾਂ ਇੱਕ ਦਬਾਓ। ਜੇ ਸੰਤੁਸ਼ਟ ਨਹੀਂ ਤਾਂ ਦੋ ਦਬਾਓ। ਏਜੰਟ ਨਾਲ ਗੱਲ ਕਰਨ ਲਈ ਨੌਂ ਦਬਾਓ।',
		hi: 'कार्यालय के अनुसार यह हल हो गई है। यदि आप संतुष्ट हैं तो एक दबाएँ। यदि संतुष्ट नहीं हैं तो दो दबाएँ। एजेंट से बात करने के लिए नौ दबाएँ।',
		en: 'The office says that it is settled. If you are satisfied, press one. If you are not, press two. To talk to an agent, press nine.'
	},
	'ask-later': {
		pa: 'ਕੋਈ ਗੱਲ ਨਹੀਂ, ਅਸੀਂ ਤੁਹਾਨੂੰ ਫਿਰ ਪੁੱਛਾਂਗੇ। ਧੰਨਵਾਦ।',
		hi: 'कोई बात नहीं, हम आपसे फिर पूछेंगे। धन्यवाद।',
		en: 'Never mind, we will ask you again. Thank you.'
	}
};
