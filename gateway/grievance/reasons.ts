import type { ExclusionReason, SpecialReason } from '#contracts/case.ts';
import type { Names } from '#contracts/words.ts';

/** How a reason of a closure is told to a citizen: short enough for one SMS. */
export const reasonNames: Record<ExclusionReason | SpecialReason | 'final_order', Names> = {
	rti: { en: 'use Right to Information', pa: 'ਸੂਚਨਾ ਅਧਿਕਾਰ ਦਾ ਮਾਮਲਾ', hi: 'सूचना के अधिकार का विषय' },
	sub_judice: { en: 'before a court', pa: 'ਅਦਾਲਤ ਵਿੱਚ ਚੱਲ ਰਿਹਾ ਹੈ', hi: 'न्यायालय में विचाराधीन' },
	religious: { en: 'a religious matter', pa: 'ਧਾਰਮਿਕ ਮਾਮਲਾ', hi: 'धार्मिक विषय' },
	service_matter: { en: 'an employee service matter', pa: 'ਮੁਲਾਜ਼ਮ ਦਾ ਸੇਵਾ ਮਾਮਲਾ', hi: 'कर्मचारी का सेवा विषय' },
	transfer_posting: { en: 'a transfer or posting', pa: 'ਬਦਲੀ ਜਾਂ ਤਾਇਨਾਤੀ', hi: 'तबादला या तैनाती' },
	private_dispute: { en: 'a private dispute', pa: 'ਨਿੱਜੀ ਝਗੜਾ', hi: 'निजी विवाद' },
	policy_decision: { en: 'a policy decision', pa: 'ਨੀਤੀ ਦਾ ਫ਼ੈਸਲਾ', hi: 'नीतिगत निर्णय' },
	anonymous: { en: 'anonymous, cannot be checked', pa: 'ਬੇਨਾਮ, ਜਾਂਚ ਨਹੀਂ ਹੋ ਸਕਦੀ', hi: 'गुमनाम, जाँच संभव नहीं' },
	frivolous: { en: 'not a serious complaint', pa: 'ਗੰਭੀਰ ਸ਼ਿਕਾਇਤ ਨਹੀਂ', hi: 'गंभीर शिकायत नहीं' },
	insufficient: { en: 'details are missing', pa: 'ਵੇਰਵੇ ਅਧੂਰੇ ਹਨ', hi: 'विवरण अधूरा है' },
	statutory_appeal: {
		en: 'the law has its own appeal',
		pa: 'ਕਾਨੂੰਨੀ ਅਪੀਲ ਦਾ ਮਾਮਲਾ',
		hi: 'वैधानिक अपील का विषय'
	},
	aid_or_job: { en: 'a request for aid or a job', pa: 'ਸਹਾਇਤਾ ਜਾਂ ਨੌਕਰੀ ਦੀ ਮੰਗ', hi: 'सहायता या नौकरी की माँग' },
	vigilance: { en: 'a matter for Vigilance', pa: 'ਵਿਜੀਲੈਂਸ ਦਾ ਮਾਮਲਾ', hi: 'सतर्कता विभाग का विषय' },
	court_order: { en: 'a court has ordered it', pa: 'ਅਦਾਲਤ ਦਾ ਹੁਕਮ', hi: 'न्यायालय का आदेश' },
	beyond_powers: {
		en: 'beyond the office’s powers',
		pa: 'ਦਫ਼ਤਰ ਦੇ ਅਧਿਕਾਰ ਤੋਂ ਬਾਹਰ',
		hi: 'कार्यालय के अधिकार से बाहर'
	},
	no_funds: { en: 'no funds at present', pa: 'ਇਸ ਵੇਲੇ ਫ਼ੰਡ ਨਹੀਂ', hi: 'अभी धन उपलब्ध नहीं' },
	policy: { en: 'the policy does not allow it', pa: 'ਨੀਤੀ ਇਜਾਜ਼ਤ ਨਹੀਂ ਦਿੰਦੀ', hi: 'नीति अनुमति नहीं देती' },
	repeated: { en: 'decided before', pa: 'ਪਹਿਲਾਂ ਹੀ ਫ਼ੈਸਲਾ ਹੋ ਚੁੱਕਾ', hi: 'पहले ही निर्णीत' },
	not_traceable: { en: 'could not be traced', pa: 'ਪਤਾ ਨਹੀਂ ਲੱਗ ਸਕਿਆ', hi: 'पता नहीं चल सका' },
	final_order: { en: 'by a final order', pa: 'ਅੰਤਿਮ ਹੁਕਮ', hi: 'अंतिम आदेश' }
};
