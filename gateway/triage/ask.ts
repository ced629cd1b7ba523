import type { AskInput } from '#contracts/triage.ts';
import { countAsked, insertQuestion } from '#db/ask.ts';
import { record } from '#db/event.ts';
import { readRow } from '#db/queue.ts';
import { originOf } from '#db/split.ts';
import type { Actor } from '../access/actor.ts';
import { cleanText } from '../intake/clean.ts';
import { compose, put } from '../notice/compose.ts';
import { reachable, wayTo } from '../notice/reach.ts';
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
		const way = reachable(services, to) ? wayTo(services, to) : null;
		if (!way) throw new Refusal('unreachable', 409, 'Nothing can be sent to this sender.');
		const text = raw?.trim() ? cleanText(raw.trim()) : null;
		if (text && to.channel !== 'email')
			throw new Refusal('fixed_text', 400, 'Only approved texts go by SMS.', { field: 'text' });
		refuseUnfilled(text, 'text');
		const { count } = await countAsked(db, number);
		const asked = { key: `ask_${question}` as const, occasion: String(count + 1), fields: { words: text } };
		const notice = compose(services, to, way, asked);
		if (!notice) throw new Refusal('no_text', 409, 'No approved text asks this.');
		if (!(await put(services, db, [notice])).length)
			throw new Refusal('braked', 409, 'This sender has been written to too often. Try later.');
		await record(db, actor, 'submission:asked', number, { question, ...(text ? { text } : {}) });
		await insertQuestion(db, number, question);
		return (await readRow(db, actor, number))!;
	});
