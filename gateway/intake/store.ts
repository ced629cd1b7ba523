import type { InboundMessage } from '#adapters/inbound.ts';
import { storeBlobs } from '#db/blob.ts';
import type { ReadDelivery } from '#db/delivery.ts';
import { attachRecordings } from '#db/recording.ts';
import { answerAsked } from '#db/ask.ts';
import { applyRules } from '#db/sender-rule.ts';
import type { Db } from '#db/sql.ts';
import {
	continueTexts,
	insertAttachments,
	insertReceivedEvents,
	insertSubmissions,
	joinThreads,
	type Inserted,
	type NewSubmission
} from '#db/submission.ts';
import { nextNumber } from '#db/part.ts';
import { acknowledge } from '../notice/acknowledge.ts';
import { noteWishes } from '../notice/wishes.ts';
import { queueMedia } from '../queues.ts';
import type { Services } from '../services.ts';
import { filesOf, submissionOf } from './interpret.ts';

/** A message and the delivery that it came in. */
export interface Read {
	delivery: ReadDelivery;
	message: InboundMessage;
}

/**
 * Joins answers to our questions, then dismisses what a sender rule keeps away; gives the numbers of the latter. What
 * answers a question is read by who asked it, whatever rule there is. Most batches need neither statement.
 */
async function settleSenders(db: Db, inserted: Inserted[]): Promise<string[]> {
	const numbers = inserted.map(({ number }) => number);
	const answers = new Set(inserted.some(({ asked }) => asked) ? await answerAsked(db, numbers) : []);
	const others = numbers.filter((number) => !answers.has(number));
	return inserted.some(({ ruled }) => ruled) ? applyRules(db, others) : [];
}

/** Puts messages into the queue: submissions, files, history, acknowledgements, all on the given transaction. */
export async function storeMessages(services: Services, db: Db, reads: Read[]): Promise<Inserted[]> {
	if (!reads.length) return [];
	const files = reads.map(({ message }) => filesOf(message));
	const hashes = files.some((list) => list.length) ? await storeBlobs(db, files.flat()) : [];
	const rows: NewSubmission[] = [];
	let taken = 0;
	for (const [at, { delivery, message }] of reads.entries()) {
		const own = hashes.slice(taken, (taken += files[at]!.length));
		rows.push(submissionOf(delivery, delivery.number ?? (await nextNumber(db)), message, own));
	}
	const inserted = await insertSubmissions(db, rows);
	const idOf = new Map(inserted.map(({ number, id }) => [number, id]));
	const languageOf = new Map(inserted.map(({ number, language }) => [number, language]));
	const attachments = rows.flatMap((row) =>
		idOf.has(row.number)
			? row.attachments.map((file, position) => ({ ...file, submission: idOf.get(row.number)!, position }))
			: []
	);
	if (attachments.length) {
		const attached = await insertAttachments(db, attachments);
		const pending = attached.filter(({ state }) => state === 'pending');
		if (pending.length)
			await queueMedia(
				services,
				db,
				pending.map(({ id }) => ({ kind: 'attachment', id }))
			);
	}
	await insertReceivedEvents(
		db,
		inserted.map(({ number }) => number)
	);
	for (const { channel, number } of rows) if (channel === 'ivr') await attachRecordings(db, number);
	const alone = new Set(inserted.filter(({ answers }) => !answers).map(({ number }) => number));
	const replies = rows
		.filter(({ number, references }) => references.length && alone.has(number))
		.map(({ number, references }) => ({ number, references }));
	if (replies.length) await joinThreads(db, replies);
	await noteWishes(db, rows);
	const kept = new Set(await settleSenders(db, inserted));
	const texts = rows.flatMap(({ channel, number }) =>
		channel === 'sms' && idOf.has(number) ? [number] : []
	);
	await acknowledge(
		services,
		db,
		rows
			.filter(({ number }) => idOf.has(number) && !kept.has(number))
			.map((row) => ({ ...row, language: languageOf.get(row.number) ?? null })),
		new Set(texts.length ? await continueTexts(db, texts) : [])
	);
	return inserted;
}
