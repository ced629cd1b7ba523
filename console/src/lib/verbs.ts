import { claimNext, claimSubmission, releaseSubmission } from '#contracts/desk.ts';
import type { Submission } from '#contracts/submission.ts';
import { call } from './call.ts';
import { refusalText } from './faults.ts';
import { asRefusal } from './refusal.ts';
import { toast } from './toast.svelte.ts';

/** Runs a verb and tells the person when it was refused; null then. */
export async function tryTo<T>(verb: () => Promise<T>): Promise<T | null> {
	try {
		return await verb();
	} catch (thrown) {
		toast.say(refusalText(asRefusal(thrown)), 'bad');
		return null;
	}
}

/** Claims for ten minutes, or renews one's own claim. */
export const claim = (number: string): Promise<Submission | null> =>
	tryTo(() => call(claimSubmission, { params: { number } }));

/** Gives the claim back. */
export const release = (number: string): Promise<Submission | null> =>
	tryTo(() => call(releaseSubmission, { params: { number } }));

interface Wish {
	channel?: Submission['channel'];
	language?: 'pa' | 'hi' | 'en';
}
let wish: Wish = {};

/** Claims the free submission whose turn it is, of the channel and language that were asked for last. */
export const takeNext = (next: Wish = wish) => {
	wish = next;
	return tryTo(() => call(claimNext, { body: next }));
};
