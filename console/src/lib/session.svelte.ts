import type { Permission } from '#contracts/access.ts';
import { readMe, savePreference, type Me } from '#contracts/desk.ts';
import { usual, type Preferences } from '#contracts/preference.ts';
import type { Language } from '#contracts/words.ts';
import { call } from './call.ts';
import { post } from './auth.ts';
import { locale } from './locale.svelte.ts';
import { asRefusal } from './refusal.ts';
import { theme } from './theme.svelte.ts';

let me = $state.raw<Me | null>(null);
let chosen: Language | null = null;
let wishes = 0;
let saving: Promise<unknown> = Promise.resolve();

async function keep(language: Language) {
	me = await call(savePreference, { body: { language } });
}
/** What the machine has to know before the next page: the rest is read where it matters. */
function apply(read: Me) {
	me = read;
	theme.set(read.preferences.theme);
	return read;
}

/** The person who is signed in. */
export const session = {
	get me() {
		return me;
	},
	/** Whether the role may do this: what it may not is not offered. */
	may: (permission: Permission) => me?.may.includes(permission) ?? false,
	/** Reads who is signed in; null when nobody is. */
	async load() {
		if (me) return me;
		try {
			apply(await call(readMe, {}));
		} catch (thrown) {
			if (asRefusal(thrown).status === 401) return null;
			throw thrown;
		}
		if (chosen) await keep(chosen);
		else if (me) locale.set((me as Me).language);
		chosen = null;
		return me;
	},
	/** Reads anew who is signed in. */
	async reload() {
		me = await call(readMe, {});
		return me;
	},
	/** Signs in; gives `code` when the second step is asked. Throws a refusal when address or password is wrong. */
	async signIn(email: string, password: string): Promise<'code' | 'done'> {
		const answer = await post<{ twoFactorRedirect?: boolean }>('/sign-in/email', { email, password });
		me = null;
		return answer.twoFactorRedirect ? 'code' : 'done';
	},
	/** The second step: the authenticator's code, or a backup code. */
	async verify(kind: 'totp' | 'backup-code', code: string) {
		await post(`/two-factor/verify-${kind}`, { code: code.trim() });
		me = null;
	},
	/** Leads to the single sign-on, and from there to `next`. */
	async leaveForProvider(next: string) {
		const errorCallbackURL = `/sign-in?next=${encodeURIComponent(next)}`;
		const { url } = await post<{ url: string }>('/sign-in/social', {
			provider: 'oidc',
			callbackURL: next,
			errorCallbackURL
		});
		location.assign(url);
	},
	/** Ends the session and leaves with a whole page load, so that nothing of it stays in memory. */
	async signOut() {
		await post('/sign-out', {});
		location.assign('/sign-in');
	},
	/** Shows the desk in this language, here and wherever the person signs in next. */
	async speak(language: Language) {
		locale.set(language);
		if (me) await keep(language);
		else chosen = language;
	},
	/** How the person wants the desk. */
	get preferences() {
		return me?.preferences ?? usual;
	},
	/** Changes how the person wants the desk, here at once and wherever they sign in next. */
	async prefer(preferences: Partial<Preferences>) {
		if (!me) return;
		apply({ ...me, preferences: { ...me.preferences, ...preferences } });
		const wish = (wishes += 1);
		// One after the other: two that travel at once may arrive in any order.
		const save = () => call(savePreference, { body: { preferences } });
		const kept = saving.then(save, save);
		saving = kept;
		// An answer to an earlier wish knows nothing of a later one.
		const read = await kept;
		if (wish === wishes) apply(read);
	}
};
