import { SendError, type ChannelAdapter } from '#adapters/adapter.ts';
import { noticeFailed, noticeSent, takeNotices, type Due } from '#db/notice.ts';
import type { Services } from '../services.ts';

/** Tries before a notice has failed for good. */
export const NOTICE_ATTEMPTS = 6;
/** Notices of one job that are sent at a time. */
const CONCURRENCY = 5;

/** Ranks as delivery reports have them, so that a report that overtook our own answer is not undone. */
const ranks: Record<string, number> = { accepted: 0, queued: 1, sent: 3, delivered: 5, read: 6 };

async function sendOne(services: Services, adapter: ChannelAdapter, due: Due): Promise<'done' | 'again'> {
	const outgoing = {
		key: `notice-${due.id}`,
		to: due.recipient,
		...(due.sender ? { from: due.sender } : {}),
		text: due.body,
		template: due.template.split(':')[0]!,
		...(due.subject ? { subject: due.subject } : {}),
		language: due.language,
		...(due.inReplyTo ? { inReplyTo: due.inReplyTo, references: [due.inReplyTo] } : {})
	};
	try {
		// An attempt before this one may have reached the provider without our hearing of it.
		const before = due.attempts > 1 ? await adapter.find?.(outgoing, due.createdAt) : null;
		const sent = before ?? (await adapter.send!(outgoing));
		await noticeSent(services.pool, due.id, sent.providerId, sent.status, ranks[sent.status] ?? 0);
		return 'done';
	} catch (fault) {
		const final = (fault instanceof SendError && !fault.retryable) || due.attempts >= NOTICE_ATTEMPTS;
		const code = fault instanceof SendError ? fault.code : 'fault';
		services.log.warn({ notice: due.id, account: due.account, code, err: fault }, 'notice not sent');
		await noticeFailed(services.pool, due.id, `${code}: ${(fault as Error).message}`.slice(0, 500), final);
		return final ? 'done' : 'again';
	}
}

/** Sends notices. Throws when some are to be tried again, so that the job is repeated with its backoff. */
export async function sendNotices(services: Services, ids: string[]): Promise<void> {
	const due = await takeNotices(services.pool, ids);
	let again = 0;
	const work = due.values();
	const lane = async () => {
		for (const notice of work) {
			const adapter = services.adapters.get(notice.account);
			if (!adapter?.send) await noticeFailed(services.pool, notice.id, 'no_account', true);
			else if ((await sendOne(services, adapter, notice)) === 'again') again++;
		}
	};
	await Promise.all(Array.from({ length: CONCURRENCY }, lane));
	if (again) throw new Error(`${again} notice(s) to be tried again`);
}
