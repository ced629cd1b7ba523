import type { ClockKind as Kind } from '#contracts/case.ts';
import type { Limit, Override, Policy, PolicyContent } from '#contracts/policy.ts';
import { clockName } from './case-words.ts';
import { sayFaults } from './faults.ts';
import { count, day, plural } from './format.ts';
import { m } from './paraglide/messages.js';
import { reference } from './reference.svelte.ts';

/* What is said of time limits and of the versions of a policy. */

sayFaults({ days: m.policy_fault_days, week: m.policy_fault_week, day: m.policy_fault_day });

/** Days of the week, Monday first. */
export const weekdays = [
	...[m.hours_day_0, m.hours_day_1, m.hours_day_2, m.hours_day_3],
	...[m.hours_day_4, m.hours_day_5, m.hours_day_6]
];

/** The day of the week of a day of the calendar. */
export const weekdayOf = (date: string) => weekdays[(new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7]!();

/** Stages in the order of a case's life. */
export const kinds: readonly Kind[] = [
	...(['acknowledge', 'screen', 'answer', 'redress'] as const),
	...(['interim', 'feedback', 'appeal', 'review'] as const)
];

/** A time limit in words. */
export function limitText({ days, unit }: Limit): string {
	if (days === 0) return unit === 'working' ? m.policy_same_day() : m.policy_same_calendar();
	return unit === 'working'
		? plural(days, m.policy_working_one, m.policy_working)
		: plural(days, m.policy_calendar_one, m.policy_calendar);
}

/** A stage, and the level of which the limit is. */
export const stageName = (kind: Kind, level?: number) =>
	level === undefined
		? clockName[kind]()
		: m.policy_redress({ stage: clockName[kind](), level: count(level) });

interface Row {
	key: string;
	name: string;
	limit: Limit;
}
/** Every limit of a version, redress by its levels. */
export const limitsOf = ({ limits }: PolicyContent): Row[] =>
	kinds.flatMap((kind) =>
		kind === 'redress'
			? limits.redress.map((limit, at) => ({
					key: `redress.${at}`,
					name: stageName('redress', at + 1),
					limit
				}))
			: [{ key: kind, name: stageName(kind), limit: limits[kind] }]
	);

/** For which cases the override is. */
export const overrideName = ({ kind, category, department, level }: Override) =>
	[stageName(kind, level), reference.category(category ?? null), reference.department(department ?? null)]
		.filter(Boolean)
		.join(' · ');

export const weekText = ({ week }: PolicyContent) =>
	week
		.toSorted((a, b) => a - b)
		.map((one) => weekdays[one - 1]?.() ?? '')
		.join(', ');

interface Change {
	name: string;
	/** Empty where there was or is none. */
	before: string;
	after: string;
}
/** What differs between two versions. */
export function changesOf(before: PolicyContent, after: PolicyContent): Change[] {
	const textsOf = (content: PolicyContent) =>
		new Map([
			...limitsOf(content).map(({ name, limit }) => [name, limitText(limit)] as const),
			...content.overrides.map((one) => [`${overrideName(one)} `, limitText(one)] as const),
			[m.policy_week(), weekText(content)] as const,
			[m.policy_day_ends(), content.dayEnds] as const
		]);
	const [was, is] = [textsOf(before), textsOf(after)];
	return [...new Set([...was.keys(), ...is.keys()])]
		.map((name) => ({ name, before: was.get(name) ?? '', after: is.get(name) ?? '' }))
		.filter((one) => one.before !== one.after);
}

/** The version to which this one is compared: of a draft the present one, else the one that it replaced. */
export function versionBefore(rows: readonly Policy[], of: Policy): Policy | null {
	if (of.state === 'draft') return rows.find(({ current }) => current) ?? null;
	const key = ({ effectiveOn, version }: Policy) => `${effectiveOn} ${String(version).padStart(9, '0')}`;
	return (
		rows
			.filter(({ state }) => state === 'in_force')
			.toSorted((a, b) => (key(a) < key(b) ? 1 : -1))
			.find((one) => key(one) < key(of)) ?? null
	);
}

/** What a version is today, and how it looks. */
export function standing({ state, current, effectiveOn }: Policy, today: string) {
	if (state === 'draft') return { text: m.template_draft(), tone: 'warn' };
	if (current) return { text: m.policy_now(), tone: 'good' };
	if (effectiveOn && effectiveOn > today)
		return { text: m.policy_coming({ day: day(effectiveOn) }), tone: '' };
	return { text: m.policy_over(), tone: '' };
}
