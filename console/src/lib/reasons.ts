import { formatNumber } from '#contracts/number.ts';
import type { Hint, Reason } from '#contracts/suggest.ts';
import { plural } from './format.ts';
import { m } from './paraglide/messages.js';
import { reference } from './reference.svelte.ts';
import { reasonName } from './desk-words.ts';

const percent = (share: number) => String(Math.round(share * 100));
const place = (days: number) =>
	days > 0 ? plural(days, m.because_place_one, m.because_place_other) : m.because_place_today();

/** What a suggestion rests on, in the language on screen. */
export function reasonText(reason: Reason): string {
	switch (reason.kind) {
		case 'like':
			return m.because_like({ numbers: reason.numbers.map(formatNumber).join(', ') });
		case 'keyword':
			return m.because_keyword({ words: reason.words.join(', ') });
		case 'address':
			return m.because_address({ value: reason.value });
		case 'digits':
			return m.because_digits({ value: reason.value });
		case 'name_place':
			return m.because_name_place({ district: reference.district(reason.district) });
		case 'thread':
			return m.because_thread({ number: formatNumber(reason.number) });
		case 'mentioned':
			return m.because_mentioned({ number: formatNumber(reason.number) });
		case 'citizen':
			return m.because_citizen();
		case 'place':
			return place(reason.days);
		case 'text':
			return m.because_text({ percent: percent(reason.similarity) });
	}
}

/** All reasons in one line. */
export const reasonLine = (reasons: readonly Reason[]) => reasons.map(reasonText).join(' · ');

const exclusions: Record<string, () => string> = {
	rti: reasonName.rti,
	sub_judice: reasonName.sub_judice,
	service_matter: reasonName.service_matter,
	wrong_government: reasonName.wrong_government,
	religious: m.hint_religious,
	private_dispute: m.hint_private,
	job_or_aid: m.hint_job,
	suggestion: m.hint_suggestion,
	thanks: m.hint_thanks
};

/** What a hint says, without its words. */
export const hintName = ({ kind, code }: Hint) => {
	if (kind === 'urgent') return m.hint_urgent();
	return kind === 'abuse' ? m.hint_abuse() : (exclusions[code]?.() ?? code);
};
export const shareText = (share: number) => m.suggest_share({ percent: percent(share) });
