import type { ResolveInput } from '#contracts/case-desk.ts';
import { stopClocks } from '#db/clock.ts';
import { insertResolution } from '#db/case-record.ts';
import type { Verb } from './by.ts';
import { takeCaseFiles } from './files.ts';
import { startClocks } from './limits.ts';
import { checkReply } from './reply.ts';
import { step } from './step.ts';
import { officeTold, tellOf } from './tell.ts';

/** The office says how far it helped, in words that the citizen reads, with its proof; the citizen has the last word. */
export const resolve: Verb<ResolveInput> = (services, by, number, { grade, reply, files = [] }) =>
	step(services, by, number, 'resolve', async (db, before) => {
		const words = checkReply(reply, before.language, 'reply');
		const of = { ...before, office: before.office! };
		const resolution = await insertResolution(db, by, of, { grade, reply: words });
		const names = await takeCaseFiles(db, by, before.number, files, { resolution });
		await stopClocks(db, before.number, ['redress', 'interim', 'acknowledge']);
		await startClocks(db, before, ['feedback']);
		return {
			state: 'resolved',
			resolved: true,
			verdict: null,
			detail: { grade, reply: words, office: before.office, ...(names.length ? { files: names } : {}) },
			tell: async () =>
				tellOf(services, db, before.number, 'resolved', {
					department: await officeTold(db, before.office!),
					words
				})
		};
	});
