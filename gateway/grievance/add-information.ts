import type { InformationInput } from '#contracts/case-desk.ts';
import { insertCaseFiles } from '#db/case-file.ts';
import { insertInformation } from '#db/case-record.ts';
import type { KeptFile } from '#db/draft-file.ts';
import { cleanText } from '../intake/clean.ts';
import type { Verb } from './by.ts';
import { takeCaseFiles } from './files.ts';
import { step } from './step.ts';

/** `uploads`: files that a citizen's own page has stored. `delivery`: what it came in by itself. */
export type Added = InformationInput & { uploads?: Omit<KeptFile, 'id'>[]; delivery?: string };

/** The citizen says more of their case, whatever has become of it; no clock is touched by it. */
export const addInformation: Verb<Added> = (
	services,
	by,
	number,
	{ text, channel, files = [], uploads = [], delivery }
) =>
	step(services, by, number, 'add_information', async (db, before) => {
		const words = cleanText(text);
		const information = await insertInformation(db, by, before.number, words, channel, delivery);
		const wanted = files.map((id) => ({ id }));
		const names = await takeCaseFiles(db, by, before.number, wanted, { information });
		if (uploads.length) await insertCaseFiles(db, before.number, { information }, uploads);
		const all = [...names, ...uploads.map(({ name }) => name)];
		return { detail: { channel, words, ...(all.length ? { files: all } : {}) } };
	});
