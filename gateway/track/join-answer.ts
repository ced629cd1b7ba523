import { closeQuestion } from '#db/ask.ts';
import { informationFrom } from '#db/case-record.ts';
import { addInformation } from '../grievance/add-information.ts';
import { answer } from '../grievance/answer.ts';
import { theCitizen } from '../grievance/by.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

/**
 * Joins a text to the one case that waits for an answer of its telephone. Where the case has gone on meanwhile it is
 * added to it all the same; done twice it is there once.
 */
export async function joinAnswer(
	services: Services,
	{ number, words, delivery }: { number: string; words: string; delivery: string }
): Promise<void> {
	if (await informationFrom(services.pool, delivery)) return;
	try {
		await answer(services, theCitizen, number, { words, channel: 'sms', delivery });
	} catch (fault) {
		if (!(fault instanceof Refusal) || fault.code !== 'wrong_state') throw fault;
		await addInformation(services, theCitizen, number, { text: words, channel: 'sms', delivery });
	}
	await closeQuestion(services.pool, number);
}
