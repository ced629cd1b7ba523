import type { Post } from '#contracts/post.ts';
import { sayFaults } from './faults.ts';
import { m } from './paraglide/messages.js';

/* What is said of posts and of who holds them. */

sayFaults({ no_officer: m.post_fault_no_officer, before_holder: m.post_fault_before_holder });

/** Who sits in the chair on that day, who is to come, and who sat there before. */
export const holdersOn = ({ holders }: Post, today: string) => ({
	now: holders.find(({ since, until }) => since <= today && (!until || until >= today)) ?? null,
	next: holders.find(({ since }) => since > today) ?? null,
	before: holders.filter(({ until }) => until && until < today)
});
