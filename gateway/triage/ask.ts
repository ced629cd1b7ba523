import type { AskInput } from '#contracts/triage.ts';
import { countAsked, insertQuestion } from '#db/ask.ts';
import { record } from '#db/event.ts';
import { insertNotices } from '#db/notice.ts';
import { readRow } from '#db/queue.ts';
import { originOf } from '#db/split.ts';
import type { Actor } from '../access/actor.ts';
import { cleanText } from '../intake/clean.ts';
import { questionNotice } from '../notice/question.ts';
import { reachable } from '../notice/reach.ts';
import { queueNotices } from '../queues.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { refuseUnfilled } from '../text/fill.ts';
import { hold } from './hold.ts';

/**
 * Asks the sender of the submission that the agent holds, by the channel they used. It goes on waiting, with a mark
 * till they answer. Refuses with `unreachable`, with `braked` when they have been written to too often, and with
 * `fixed_text` where a text of one's own is to go by SMS.
 */
export const ask = (services: Services, actor: Actor, number: string, { question, text: raw }: AskInput) =>
	services.transaction(async (db) => {
		await hold(db, actor, number);
		const to = await originOf(db, number);
		if (!reachable(services, to))
			throw new Refusal('unreachable', 409, 'Nothing can be sent to this sender.');
		const text = raw?.trim() ? cleanText(raw.trim()) : null;
		if (text && to.channel !== 'email')
			throw new Refusal('fixed_text', 400, 'Only approved texts go by SMS.', { field: 'text' });
		refuseUnfilled(text, 'text');
		const { count } = await countAsked(db, number);
		const ids = await insertNotices(db, [questionNotice(to, { question, text, nth: count + 1 })]);
		if (!ids.length)
			throw new Refusal('braked', 409, 'This sender has been written to too often. Try later.');
		await queueNotices(services, db, ids);
		await record(db, actor, 'submission:asked', number, { question, ...(text ? { text } : {}) });
		await insertQuestion(db, number, question);
		return (await readRow(db, actor, number))!;
	});
