import { QUESTIONS_LIMIT } from '#contracts/case.ts';
import type { AskInput } from '#contracts/case-desk.ts';
import { insertQuestion } from '#db/ask.ts';
import { pauseClocks } from '#db/clock.ts';
import { Refusal } from '../refusal.ts';
import type { Verb } from './by.ts';
import { startClocks } from './limits.ts';
import { checkReply } from './reply.ts';
import { step } from './step.ts';
import { tellOf } from './tell.ts';

/** Asks the citizen what is missing: the clock of screening rests till they answer, or their time to is over. */
export const askCitizen: Verb<AskInput> = (services, by, number, { question, text }) =>
	step(services, by, number, 'ask', async (db, before) => {
		if (before.questions >= QUESTIONS_LIMIT)
			throw new Refusal('limit', 409, 'They were asked as often as they may be.');
		const words = checkReply(text, before.language, 'text');
		await pauseClocks(db, before.number, ['screen'], 'citizen');
		await startClocks(db, before, ['answer']);
		return {
			state: 'awaiting_citizen',
			questions: before.questions + 1,
			detail: { question, text: words },
			tell: async () => {
				await insertQuestion(db, before.number, question);
				await tellOf(services, db, before.number, `ask_${question}`, { words });
			}
		};
	});
