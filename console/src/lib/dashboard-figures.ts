import type { Figures, Open } from '#contracts/dashboard.ts';
import { count, percent } from './format.ts';
import { m } from './paraglide/messages.js';

interface Row {
	now: Figures;
	open: Open;
}
/** A figure as tiles, map and table show it. */
export interface Figure {
	id: string;
	says: () => string;
	how: () => string;
	/** Null where there is nothing to tell. */
	value: (row: Row) => number | null;
	/** The cases that a share is of; few make it a chance. */
	base?: (row: Row) => number;
	write: (value: number) => string;
	/** What a rise means. */
	rise: 'good' | 'bad' | 'neutral';
	/** Known of this moment alone: there is none of the period before. */
	momentary?: boolean;
}

const days = (value: number) => m.dash_days({ count: count(value) });
const answered = ({ now }: Row) => now.satisfied + now.partly + now.notSatisfied;
const share = (part: (row: Row) => number, base: (row: Row) => number) => ({
	value: (row: Row) => (base(row) > 0 ? part(row) / base(row) : null),
	base,
	write: percent
});

export const figures: readonly Figure[] = [
	{
		id: 'received',
		says: m.dash_received,
		how: m.dash_received_how,
		value: ({ now }) => now.received,
		write: count,
		rise: 'neutral'
	},
	{
		id: 'open',
		says: m.dash_open,
		how: m.dash_open_how,
		value: ({ open }) => open.open,
		write: count,
		rise: 'bad',
		momentary: true
	},
	{
		id: 'settled',
		says: m.dash_settled,
		how: m.dash_settled_how,
		value: ({ now }) => now.settled,
		write: count,
		rise: 'good'
	},
	{
		id: 'in_time',
		says: m.dash_in_time,
		how: m.dash_in_time_how,
		...share(
			({ now }) => now.inTime,
			({ now }) => now.settled
		),
		rise: 'good'
	},
	{
		id: 'late',
		says: m.dash_late,
		how: m.dash_late_how,
		...share(
			({ now }) => now.late,
			({ now }) => now.received
		),
		rise: 'bad'
	},
	{
		id: 'escalated',
		says: m.dash_escalated,
		how: m.dash_escalated_how,
		...share(
			({ now }) => now.escalated,
			({ now }) => now.received
		),
		rise: 'bad'
	},
	{
		id: 'reopened',
		says: m.dash_reopened,
		how: m.dash_reopened_how,
		...share(
			({ now }) => now.reopened,
			({ now }) => now.received
		),
		rise: 'bad'
	},
	{
		id: 'satisfied',
		says: m.dash_satisfied,
		how: m.dash_satisfied_how,
		...share(({ now }) => now.satisfied, answered),
		rise: 'good'
	},
	{
		id: 'unverified',
		says: m.dash_unverified,
		how: m.dash_unverified_how,
		...share(
			({ now }) => now.unverified,
			({ now }) => now.settled
		),
		rise: 'bad'
	},
	{
		id: 'median',
		says: m.dash_median,
		how: m.dash_median_how,
		value: ({ now }) => now.medianDays,
		base: ({ now }) => now.settled,
		write: days,
		rise: 'bad'
	}
];

/** The figure of this name, the first where there is none. */
export const figureOf = (id: string | undefined): Figure =>
	figures.find((one) => one.id === id) ?? figures[0]!;

/** Of fewer cases a share says little. */
export const FEW = 20;

/** How settled cases ended, told apart. */
export const endings = [
	{ list: 'satisfied', says: m.dash_end_satisfied, of: (now: Figures) => now.satisfied, tint: 'bg-good' },
	{ list: 'partly', says: m.dash_end_partly, of: (now: Figures) => now.partly, tint: 'bg-accent' },
	{ list: 'not_satisfied', says: m.dash_end_not, of: (now: Figures) => now.notSatisfied, tint: 'bg-bad' },
	{ list: 'unverified', says: m.dash_end_unverified, of: (now: Figures) => now.unverified, tint: 'bg-warn' },
	{ list: 'special', says: m.dash_end_special, of: (now: Figures) => now.special, tint: 'bg-edge' },
	{ list: 'not_taken_up', says: m.dash_end_not_taken, of: (now: Figures) => now.notTakenUp, tint: 'bg-edge' },
	{ list: 'withdrawn', says: m.dash_end_withdrawn, of: (now: Figures) => now.withdrawn, tint: 'bg-edge' }
] as const;
