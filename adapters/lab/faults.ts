/** What goes wrong on purpose for a whole account: shares from 0 to 1 of its webhooks and of its REST answers. */
export interface AccountFaults {
	/** Sent three times at once. */
	repeat: number;
	/** Events that come after the one that follows them. */
	reorder: number;
	late: number;
	/** Events that never come. */
	drop: number;
	/** A copy under a forged signature comes first. */
	forge: number;
	/** REST answers that take their time. */
	slow: number;
	/** REST answers of 429. */
	throttle: number;
	/** REST answers of 503, before anything was done. */
	fail: number;
}

export const noFaults: AccountFaults = {
	repeat: 0,
	reorder: 0,
	late: 0,
	drop: 0,
	forge: 0,
	slow: 0,
	throttle: 0,
	fail: 0
};

/** Lateness on purpose, in seconds of the exchange's clock. */
export const late_s = 2;
export const repeats = 3;
