import { readMe } from '#contracts/desk.ts';
import { call, whenSignedOut } from './call.ts';
import { touched } from './idle.ts';
import { session } from './session.svelte.ts';

/** Looks this often whether the session is still good, so that a page that lies open does not show its data for ever. */
const look_ms = 30_000;
let open = $state(false);
let waiting: (() => void)[] = [];
let asked: Promise<void> | null = null;

const wait = () =>
	(asked ??= new Promise<void>((resolve) => {
		open = true;
		waiting.push(resolve);
	}));

/** The session that ran out under an open page: its requests wait till the person has signed in again. */
export const again = {
	/** True while the person has to sign in again. */
	get open() {
		return open;
	},
	/** Watches over the session till the returned function is called. */
	watch() {
		whenSignedOut(wait);
		const look = () => open || void call(readMe, {}).catch(() => undefined);
		const timer = setInterval(look, look_ms);
		window.addEventListener('focus', look);
		return () => {
			whenSignedOut(null);
			clearInterval(timer);
			window.removeEventListener('focus', look);
		};
	},
	/** The same person goes on where they were; for another, or one who is held back, the page begins anew. */
	async signedIn(before: string) {
		touched();
		whenSignedOut(null);
		const now = await session.reload().catch(() => null);
		if (now?.id !== before) return location.reload();
		whenSignedOut(wait);
		open = false;
		asked = null;
		for (const resolve of waiting.splice(0)) resolve();
	}
};
