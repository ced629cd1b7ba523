import type { Verdict } from '#adapters/inbound.ts';

/** The verdict of a delivery whose signature was not looked at. */
export const unverified = (verdict: Verdict): Verdict =>
	verdict.ok ? { ...verdict, flags: [...(verdict.flags ?? []), 'unverified'] } : verdict;
