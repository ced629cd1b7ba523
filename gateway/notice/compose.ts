import type { NoticeFields, NoticeKey } from '#contracts/notice.ts';
import { insertNotices, type NewNotice } from '#db/notice.ts';
import type { Db } from '#db/sql.ts';
import { queueNotices } from '../queues.ts';
import type { Services } from '../services.ts';
import { fill } from './fill.ts';
import type { Addressee, Way } from './reach.ts';

/** What is told: a key, what its text is filled with, and which of several times it is, where there may be some. */
export interface Told<K extends NoticeKey = NoticeKey> {
	key: K;
	fields: NoticeFields<K>;
	/** Of the same occasion a citizen is told once, however often it is asked for. */
	occasion?: string;
}

/** The name under which a notice of this occasion is kept. */
export const noticeName = (key: NoticeKey, occasion?: string) => (occasion ? `${key}:${occasion}` : key);

/** Keys whose SMS asks for an answer where one can come back. */
const answerable: Partial<Record<NoticeKey, NoticeKey>> = {
	resolved: 'resolved_reply',
	feedback_reminder: 'feedback_reminder_reply'
};

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
	{ key, fields, occasion }: Told<K>
): NewNotice | null {
	const { templates, config } = services;
	const channel = way.channel === 'email' ? 'email' : 'sms';
	const own = answered(services, way) ? (answerable[key] ?? key) : key;
	const template = templates.find(own, channel, to.language ?? 'pa');
	if (!template) return null;
	const fixed = { helpline: config.helpline, site: config.publicOrigin };
	const values = { ...fields, number: to.number };
	return {
		number: to.number,
		template: noticeName(key, occasion),
		templateId: template.id,
		...way,
		language: template.language,
		subject: template.subject === null ? null : fill(template.subject, template, values, fixed),
		body: fill(template.body, template, values, fixed),
		inReplyTo: channel === 'email' ? to.messageId : null
	};
}

/** Keeps notices and has them sent, on the caller's transaction; gives the ids of those that are sent. */
export async function put(services: Services, db: Db, notices: NewNotice[]): Promise<string[]> {
	if (!notices.length) return [];
	const ids = await insertNotices(db, notices);
	if (ids.length) await queueNotices(services, db, ids);
	return ids;
}
