import type { NoticeStatus } from '#adapters/outgoing.ts';

/** How far a notice has come. Reports arrive in any order, so the rank decides and never the time. */
export const statusRank = {
	accepted: 0,
	queued: 1,
	sending: 2,
	sent: 3,
	partially_delivered: 4,
	delivered: 5,
	read: 6,
	failed: 9
} as const satisfies Partial<Record<NoticeStatus, number>> & Record<string, number>;
