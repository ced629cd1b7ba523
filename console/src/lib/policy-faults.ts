import type { Limit, PolicyContent } from '#contracts/policy.ts';

const MOST_DAYS = 365;
/** A field that was emptied holds no number. */
const isWrong = ({ days }: Limit) => !Number.isInteger(days) || days < 0 || days > MOST_DAYS;

/** What is wrong in a draft before it is sent, by field: `redress.0`, `overrides.2.days`, `week`. */
export function policyFaults({ limits, overrides, week, dayEnds }: PolicyContent): Record<string, string> {
	const { redress, ...others } = limits;
	const all = [
		...Object.entries(others),
		...redress.map((limit, at) => [`redress.${at}`, limit] as const),
		...overrides.map((limit, at) => [`overrides.${at}.days`, limit] as const)
	];
	return {
		...Object.fromEntries(all.filter(([, limit]) => isWrong(limit)).map(([field]) => [field, 'days'])),
		...(week.length ? {} : { week: 'week' }),
		...(dayEnds ? {} : { dayEnds: 'required' })
	};
}

/** Those of the override at this place, by its own fields. */
export const faultsAt = (faults: Record<string, string>, at: number) =>
	Object.fromEntries(
		Object.entries(faults).flatMap(([field, code]) =>
			field.startsWith(`overrides.${at}.`) ? [[field.slice(`overrides.${at}.`.length), code]] : []
		)
	);
