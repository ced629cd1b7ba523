/** A claim is renewed once a minute of its ten has passed: so at most once a minute. */
const renewed_below_ms = 9 * 60_000;
/** Where the gateway does not answer, it is not asked at every key. */
const pause_ms = 10_000;

/** Called at every sign of work: renews the claim that ends at `until` when it is time to. */
export function createLease(renew: () => void) {
	let asked = 0;
	return (until: string | null, now = Date.now()) => {
		if (!until || Date.parse(until) - now > renewed_below_ms || now - asked < pause_ms) return;
		asked = now;
		renew();
	};
}
