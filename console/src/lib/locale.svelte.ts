import { languages, type Language } from '#contracts/words.ts';
import { cookieName, getLocale, overwriteGetLocale } from './paraglide/runtime.js';

const year_seconds = 365 * 24 * 3600;
const isLanguage = (text: string): text is Language => languages.some((language) => language === text);

const initial = getLocale();
let current = $state<Language>(isLanguage(initial) ? initial : 'pa');
overwriteGetLocale(() => current);

/** The language on screen; every message that was read again when it changes. */
export const locale = {
	get current() {
		return current;
	},
	/** Shows the desk in this language and remembers it on this machine. */
	set(language: Language) {
		current = language;
		document.cookie = `${cookieName}=${language}; path=/; max-age=${year_seconds}; samesite=lax`;
		document.documentElement.lang = language;
	}
};
