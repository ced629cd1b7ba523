import type { VerdictInput } from '#contracts/case-desk.ts';
import { insertVerdict, lastResolution } from '#db/case-record.ts';
import { stopClocks } from '#db/clock.ts';
import { cleanText } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import { goOn } from './again.ts';
import type { Verb } from './by.ts';
import { beginAppeal, closed } from './decide.ts';
import { step } from './step.ts';
import { tellOf } from './tell.ts';

/**
 * What the citizen says of the resolution: it closes the case, or the next level has it. Who resolved it, or sits or
 * sat in the office that did, never writes it down: `resolver`.
 */
export const giveVerdict: Verb<VerdictInput> = (services, by, number, input) =>
	step(services, by, number, 'verdict', async (db, before) => {
		const { verdict, channel } = input;
		const { id: resolution, reply, own } = await lastResolution(db, before.number, by.id);
		if (own) throw new Refusal('resolver', 403, 'Whoever resolved it does not record what the citizen says.');
		const words = cleanText(input.words).trim();
		await insertVerdict(db, by, { number: before.number, resolution }, { verdict, words, channel });
		const said = { verdict, channel, words };
		if (verdict === 'not_satisfied') {
			await stopClocks(db, before.number, ['feedback']);
			const { detail, date: _date, ...done } = await goOn(services, db, before);
			return { ...done, verdict, detail: { ...said, ...detail } };
		}
		const date = await beginAppeal(db, before);
		return {
			state: verdict === 'satisfied' ? 'closed_satisfied' : 'closed_partly',
			verdict,
			...closed(before, verdict, reply),
			detail: said,
			tell: () =>
				verdict === 'satisfied'
					? tellOf(services, db, before.number, 'closed_satisfied', {})
					: tellOf(services, db, before.number, 'closed_partly', { date })
		};
	});
