import type { AskedOutcome, Callback } from '#contracts/callback.ts';
import { askedInHand, closeAsked as closeRow } from '#db/callback.ts';
import { audit } from '#db/event.ts';
import { askingOf, tried } from '#db/satisfaction.ts';
import type { Actor } from '../access/actor.ts';
import { giveVerdict } from '../grievance/verdict.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { noteTry } from './tried.ts';

const isVerdict = (outcome: AskedOutcome) =>
	outcome === 'satisfied' || outcome === 'partly' || outcome === 'not_satisfied';

/**
 * Notes what an agent heard who asked: the citizen's word, or a try. Refuses with `required` where their words are
 * missing, `not_taken`, and as the verbs of a case do.
 */
export async function closeAsked(
	services: Services,
	actor: Actor,
	id: string,
	{ outcome, words }: { outcome: AskedOutcome; words: string }
): Promise<Callback> {
	const hand = await askedInHand(services.pool, id, actor.id);
	if (!hand) throw new Refusal('not_taken', 409, 'You do not have it.');
	const said = words.trim();
	if (isVerdict(outcome)) {
		if (outcome !== 'satisfied' && !said)
			throw new Refusal('required', 400, 'Write down what they say.', { field: 'words' });
		await giveVerdict(services, actor, hand.grievance, { verdict: outcome, words: said, channel: 'phone' });
	} else await noteTry(services, actor, hand.grievance, { mode: 'agent', outcome });
	return services.transaction(async (db) => {
		const asking = await askingOf(db, id);
		if (asking) await tried(db, asking.id);
		await audit(db, actor, 'callback:attempted', id, { outcome });
		return (await closeRow(db, id, actor.id, outcome))!;
	});
}
