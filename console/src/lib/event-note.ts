import { formatNumber } from '#contracts/number.ts';
import type { Relation, SensitiveReason } from '#contracts/registration.ts';
import type { Event } from '#contracts/submission.ts';
import { m } from './paraglide/messages.js';
import { relationName, sensitiveName } from './registration-words.ts';

const text = (value: unknown) => (typeof value === 'string' ? value : '');

/** What else of an event the history tells in words; empty for most. */
export function eventNote({ type, detail }: Event): string {
	if (type === 'grievance:followed') return formatNumber(text(detail.by));
	if (type === 'submission:attached') return Array.isArray(detail.files) ? detail.files.join(', ') : '';
	if (type !== 'submission:registered') return '';
	const sensitive = sensitiveName[text(detail.sensitive) as SensitiveReason]?.();
	const relation = relationName[text(detail.relation) as Relation]?.();
	return [
		sensitive && `${m.sensitive()}: ${sensitive}`,
		relation && `${m.for_other()} (${relation})`,
		detail.earlier && `${m.follows()} ${formatNumber(text(detail.earlier))}`
	]
		.filter(Boolean)
		.join(' · ');
}
