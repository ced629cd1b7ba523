import type { AnswerInput } from '#contracts/case-desk.ts';
import { insertInformation } from '#db/case-record.ts';
import { stopClocks } from '#db/clock.ts';
import { cleanText } from '../intake/clean.ts';
import type { Verb } from './by.ts';
import { resumeClocks } from './limits.ts';
import { step } from './step.ts';

/** The citizen answers what they were asked; the clock of screening runs on. `delivery`: what it came in, where nobody wrote it down. */
export const answer: Verb<AnswerInput & { delivery?: string }> = (
	services,
	by,
	number,
	{ words, channel, delivery }
) =>
	step(services, by, number, 'answer', async (db, before) => {
		const text = cleanText(words);
		await insertInformation(db, by, before.number, text, channel, delivery);
		await stopClocks(db, before.number, ['answer']);
		await resumeClocks(db, before.number, 'citizen', before.now);
		return { state: 'screening', detail: { channel, words: text } };
	});
