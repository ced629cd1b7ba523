import type { WithdrawInput } from '#contracts/case-desk.ts';
import type { Language } from '#contracts/words.ts';
import { dropProposal } from '#db/case-record.ts';
import { stopClocks } from '#db/clock.ts';
import { cleanText } from '../intake/clean.ts';
import type { Verb } from './by.ts';
import { closed } from './decide.ts';
import { step } from './step.ts';
import { tellOf } from './tell.ts';

/** What a closure says whose citizen gave no words. */
const silent: Record<Language, string> = {
	pa: 'ਨਾਗਰਿਕ ਨੇ ਸ਼ਿਕਾਇਤ ਵਾਪਸ ਲੈ ਲਈ।',
	hi: 'नागरिक ने शिकायत वापस ली।',
	en: 'The citizen withdrew the complaint.'
};

/** The citizen wants it no more, and it is known that it is them. */
export const withdraw: Verb<WithdrawInput> = (services, by, number, { words, channel, proof }) =>
	step(services, by, number, 'withdraw', async (db, before) => {
		const text = cleanText(words).trim();
		await dropProposal(db, before.number);
		await stopClocks(
			db,
			before.number,
			['acknowledge', 'screen', 'answer', 'redress', 'interim', 'feedback', 'review'],
			true
		);
		return {
			state: 'withdrawn',
			...closed(before, 'withdrawn', text || silent[before.language]),
			detail: { channel, proof, words: text },
			tell: () => tellOf(services, db, before.number, 'withdrawn', {})
		};
	});
