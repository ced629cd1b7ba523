import { variablesOf, type NoticeChannel, type NoticeFields, type NoticeKey } from '#contracts/notice.ts';
import { insertNotices, type NewNotice } from '#db/notice.ts';
import type { Db } from '#db/sql.ts';
import { queueWaiting } from './later.ts';
import type { Services } from '../services.ts';
import { fill } from '#contracts/notice-text.ts';
import type { Addressee, Way } from './reach.ts';
import { sealWords } from './sealed.ts';

/** What is told: a key, what its text is filled with, and which of several times it is, where there may be some. */
export interface Told<K extends NoticeKey = NoticeKey> {
	key: K;
	fields: NoticeFields<K>;
	/** Of the same occasion a citizen is told once, however often it is asked for. */
	occasion?: string;
	/** How long what is secret in it is of use. */
	secret_minutes?: number;
}

/** The name under which a notice of this occasion is kept. */
export const noticeName = (key: NoticeKey, occasion?: string) => (occasion ? `${key}:${occasion}` : key);

/** Keys whose SMS asks for an answer where one can come back. */
const answerable: Partial<Record<NoticeKey, NoticeKey>> = {
	resolved: 'resolved_reply',
	feedback_reminder: 'feedback_reminder_reply'
};

/** What is told as it may be kept: stars for what is secret. */
const withoutSecrets = (key: NoticeKey, fields: Record<string, unknown>) =>
	Object.fromEntries(
		Object.entries(fields).map(([name, value]) => [
			name,
			variablesOf(key)[name] === 'secret' ? '*'.repeat(String(value).length) : value
		])
	);

/** Whether an answer to an SMS sent this way would reach us: an alphabetic sender has no way back. */
function answered({ adapters }: Services, { channel, account, sender }: Way): boolean {
	const adapter = adapters.get(account);
	if (channel !== 'sms' || !(adapter?.verify ?? adapter?.open)) return false;
	return !sender || /^\+?\d+$/.test(sender);
}

/** The notice in the addressee's language; null where no approved text can be told this way. */
export function compose<K extends NoticeKey>(
	services: Services,
	to: Addressee,
	way: Way,
	{ key, fields, occasion, secret_minutes }: Told<K>
): NewNotice | null {
	const { templates, config } = services;
	const channel = way.channel as NoticeChannel;
	const own = answered(services, way) ? (answerable[key] ?? key) : key;
	const language = to.language ?? 'pa';
	// Whoever rings says what a message would say, where nothing else is written.
	const template =
		templates.find(own, channel, language) ??
		(channel === 'voice' ? templates.find(own, 'sms', language) : undefined);
	if (!template) return null;
	const fixed = { helpline: config.helpline, site: config.publicOrigin };
	const words = (values: Record<string, unknown>) => ({
		subject: template.subject === null ? null : fill(template.subject, template, values, fixed),
		body: fill(template.body, template, values, fixed)
	});
	const kept = withoutSecrets(key, fields);
	const sealed =
		secret_minutes === undefined ? null : sealWords(services.secret, words({ ...fields, number: to.number }));
	return {
		number: to.number,
		template: noticeName(key, occasion),
		templateId: template.id,
		...way,
		language: template.language,
		...words({ ...kept, number: to.number }),
		sealed,
		secret_minutes: secret_minutes ?? null,
		inReplyTo: channel === 'email' ? to.messageId : null,
		byDay: template.byDay,
		fields: kept
	};
}

/** Keeps notices and has them sent, on the caller's transaction; gives the ids of those that are sent. */
export async function put(services: Services, db: Db, notices: NewNotice[]): Promise<string[]> {
	if (!notices.length) return [];
	const waiting = await insertNotices(db, notices, services.config.smsHours);
	await queueWaiting(services, db, waiting);
	return waiting.map(({ id }) => id);
}
