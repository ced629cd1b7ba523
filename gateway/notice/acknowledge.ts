import { formatNumber } from '#contracts/number.ts';
import { insertNotices, type NewNotice } from '#db/notice.ts';
import type { Db } from '#db/sql.ts';
import type { NewSubmission } from '#db/submission.ts';
import { queueNotices } from '../queues.ts';
import type { Services } from '../services.ts';
import { wayTo, type Way } from './reach.ts';
import { compose } from './templates.ts';

function noticeOf({ config }: Services, row: NewSubmission, way: Way): NewNotice {
	const language = row.language ?? 'pa';
	const fields = { number: formatNumber(row.number), helpline: config.helpline };
	const mail = way.channel === 'email';
	return {
		number: row.number,
		template: 'received',
		...way,
		language,
		subject: mail ? compose('received_subject', language, fields) : null,
		body: compose(mail ? 'received_mail' : 'received_sms', language, fields),
		inReplyTo: mail ? row.messageId : null
	};
}

/**
 * Tells the citizens their numbers, once each, in the language they wrote in.
 * `told` are pieces of a longer text: their sender gets the number of another piece.
 */
export async function acknowledge(
	services: Services,
	db: Db,
	rows: NewSubmission[],
	told: Set<string>
): Promise<void> {
	const notices = rows
		.filter(({ number }) => !told.has(number))
		.flatMap((row) => {
			const way = wayTo(services, row);
			return way ? [noticeOf(services, row, way)] : [];
		});
	if (!notices.length) return;
	const ids = await insertNotices(db, notices);
	if (ids.length) await queueNotices(services, db, ids);
}
