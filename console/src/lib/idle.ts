const kept = 'last-touch';
/** Other windows are told this often at most. */
const tell_ms = 5_000;
let last = Date.now();
let told = 0;

/** A wall is looked at from afar, with nobody at its keyboard. */
const watched = () => location.pathname === '/wall';

/** Notes that the person is there: a key, a click, a finger, a turn of the wheel. */
export function touched() {
	last = Date.now();
	if (last - told < tell_ms) return;
	told = last;
	localStorage.setItem(kept, String(last));
}

/** Seconds since the person was last there, in this window or another of the same browser. */
export function idleSeconds(): number {
	if (watched()) return 0;
	const elsewhere = Number(localStorage.getItem(kept) ?? 0);
	return Math.max(0, Math.floor((Date.now() - Math.max(last, elsewhere)) / 1000));
}
