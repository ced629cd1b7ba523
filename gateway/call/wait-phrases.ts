import type { Names } from '#contracts/words.ts';

/** What a caller hears in the queue, and an agent at a desk telephone. */
export const waitPhrases: Record<string, Names> = {
	'wait-next': {
		pa: 'ਸਾਡੇ ਸਾਰੇ ਏਜੰਟ ਰੁੱਝੇ ਹੋਏ ਹਨ। ਅਗਲਾ ਨੰਬਰ ਤੁਹਾਡਾ ਹੈ।',
		hi: 'हमारे सभी एजेंट व्यस्त हैं। अगला नंबर आपका है।',
		en: 'All our agents are busy. You are next.'
	},
	'wait-place': {
		pa: 'ਸਾਡੇ ਸਾਰੇ ਏਜੰਟ ਰੁੱਝੇ ਹੋਏ ਹਨ। ਕਤਾਰ ਵਿੱਚ ਤੁਹਾਡੀ ਥਾਂ ਹੈ',
		hi: 'हमारे सभी एजेंट व्यस्त हैं। कतार में आपका स्थान है',
		en: 'All our agents are busy. Your place in the queue is'
	},
	'wait-minutes': {
		pa: 'ਉਡੀਕ ਦੇ ਅੰਦਾਜ਼ਨ ਮਿੰਟ',
		hi: 'प्रतीक्षा के अनुमानित मिनट',
		en: 'The expected wait in minutes is'
	},
	'wait-long': {
		pa: 'ਉਡੀਕ ਦਸ ਮਿੰਟ ਜਾਂ ਵੱਧ ਹੋ ਸਕਦੀ ਹੈ।',
		hi: 'प्रतीक्षा दस मिनट या अधिक हो सकती है।',
		en: 'The wait may be ten minutes or more.'
	},
	'wait-press': {
		pa: 'ਆਪਣੀ ਥਾਂ ਗੁਆਏ ਬਿਨਾਂ ਵਾਪਸ ਕਾਲ ਲੈਣ ਲਈ ਇੱਕ ਦਬਾਓ।',
		hi: 'अपना स्थान खोए बिना वापस कॉल पाने के लिए एक दबाएँ।',
		en: 'To be called back without losing your place, press one.'
	},
	'callback-kept': {
		pa: 'ਤੁਹਾਡੀ ਥਾਂ ਕਾਇਮ ਹੈ। ਅਸੀਂ ਤੁਹਾਨੂੰ ਇਸੇ ਨੰਬਰ ਤੇ ਵਾਪਸ ਕਾਲ ਕਰਾਂਗੇ।',
		hi: 'आपका स्थान सुरक्षित है। हम आपको इसी नंबर पर वापस कॉल करेंगे।',
		en: 'Your place is kept. We will call you back on this number.'
	},
	'kept-out': {
		pa: 'ਇਸ ਨੰਬਰ ਤੋਂ ਕਾਲਾਂ ਕੁਝ ਸਮੇਂ ਲਈ ਬੰਦ ਹਨ। ਜੇ ਐਮਰਜੈਂਸੀ ਹੈ ਤਾਂ ਇੱਕ ਦਬਾਓ।',
		hi: 'इस नंबर से कॉल कुछ समय के लिए बंद हैं। यदि आपात स्थिति है तो एक दबाएँ।',
		en: 'Calls from this number are closed for some time. In an emergency, press one.'
	},
	'agent-press': {
		pa: 'ਹੈਲਪਲਾਈਨ ਦੀ ਕਾਲ। ਲੈਣ ਲਈ ਇੱਕ ਦਬਾਓ।',
		hi: 'हेल्पलाइन की कॉल। लेने के लिए एक दबाएँ।',
		en: 'A call from the helpline. To take it, press one.'
	}
};
