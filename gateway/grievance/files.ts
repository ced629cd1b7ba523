import type { EvidenceInput } from '#contracts/case-desk.ts';
import { insertCaseFiles } from '#db/case-file.ts';
import { forgetDraftFiles, lockDraftFiles } from '#db/draft-file.ts';
import type { Db } from '#db/sql.ts';
import { Refusal } from '../refusal.ts';
import { filesGone } from '../intake/files-gone.ts';
import type { By } from './by.ts';

/** Takes files of the person's form over a case, as proof of a resolution or as what a citizen added. Gives their names. */
export async function takeCaseFiles(
	db: Db,
	by: By,
	number: string,
	files: EvidenceInput[],
	of: { resolution: string } | { information: string }
): Promise<string[]> {
	if (!files.length) return [];
	if (files.some(({ latitude, longitude }) => (latitude === undefined) !== (longitude === undefined)))
		throw new Refusal('invalid', 400, 'A place is latitude and longitude.', {
			faults: [{ field: 'files', code: 'half_a_place' }]
		});
	const form = { person: by.id, subject: `case:${number}` };
	const ids = files.map(({ id }) => id);
	const kept = await lockDraftFiles(db, form, ids);
	if (kept.length < ids.length) throw filesGone();
	const said = new Map(files.map((file) => [file.id, file]));
	await insertCaseFiles(
		db,
		number,
		of,
		kept.map((file) => ({ ...said.get(file.id)!, ...file }))
	);
	await forgetDraftFiles(db, form, ids);
	return kept.map(({ name }) => name);
}
