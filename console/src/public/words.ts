import type { Language } from '#contracts/words.ts';
import * as messages from './paraglide/messages.js';

type Message = (values: Record<string, unknown>, options: { locale: Language }) => string;
const all = messages as unknown as Record<string, Message | undefined>;

/** The words of one language: `say('home_title')`, with values where the message has places for them. */
export const words =
	(locale: Language) =>
	(key: string, values: Record<string, unknown> = {}) => {
		const message = all[`public_${key}`];
		if (!message) throw new Error(`there is no message public_${key}`);
		return message(values, { locale });
	};

const tags = { pa: 'pa-IN', hi: 'hi-IN', en: 'en-IN' } as const;
export const languageNames = { pa: 'ਪੰਜਾਬੀ', hi: 'हिन्दी', en: 'English' } as const;

/** Day and time in Punjab, as people there write it. Latin digits: numbers are read out and typed with them. */
export const when = (instant: string, locale: Language) =>
	new Intl.DateTimeFormat(`${tags[locale]}-u-nu-latn`, {
		dateStyle: 'long',
		timeStyle: 'short',
		timeZone: 'Asia/Kolkata'
	}).format(new Date(instant));

/** A month such as `2026-10`, in words. */
export const monthName = (month: string, locale: Language) =>
	new Intl.DateTimeFormat(`${tags[locale]}-u-nu-latn`, {
		month: 'long',
		year: 'numeric',
		timeZone: 'UTC'
	}).format(new Date(`${month}-15T00:00:00Z`));

/** A day in Punjab, of an instant or a date. */
export const day = (at: string, locale: Language) =>
	new Intl.DateTimeFormat(`${tags[locale]}-u-nu-latn`, {
		dateStyle: 'long',
		timeZone: 'Asia/Kolkata'
	}).format(new Date(at));

/** Count with the grouping of India. */
export const count = (value: number, locale: Language) =>
	new Intl.NumberFormat(`${tags[locale]}-u-nu-latn`).format(value);

/** Bytes as KB or MB. */
export const fileSize = (bytes: number, locale: Language) => {
	const mega = bytes >= 1024 * 1024;
	const format = new Intl.NumberFormat(`${tags[locale]}-u-nu-latn`, { maximumFractionDigits: mega ? 1 : 0 });
	return mega ? `${format.format(bytes / 1024 / 1024)} MB` : `${format.format(Math.max(1, bytes / 1024))} KB`;
};
