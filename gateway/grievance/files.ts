import type { EvidenceInput } from '#contracts/case-desk.ts';
import { readBlob } from '#db/blob.ts';
import { insertCaseFiles } from '#db/case-file.ts';
import { forgetDraftFiles, lockDraftFiles, type KeptFile } from '#db/draft-file.ts';
import type { Db } from '#db/sql.ts';
import { Refusal } from '../refusal.ts';
import { filesGone } from '../intake/files-gone.ts';
import type { By } from './by.ts';
import { askPictures, isPicture, type Camera } from './camera.ts';

/** What each of the files says of where and when it was taken, by id. */
async function camerasOf(db: Db, files: KeptFile[]): Promise<Map<string, Camera | null>> {
	const ids: string[] = [];
	const contents: Buffer[] = [];
	for (const { id, blob, mediaType } of files) {
		const content = isPicture(mediaType) ? await readBlob(db, blob) : null;
		if (!content) continue;
		ids.push(id);
		contents.push(content);
	}
	const said = await askPictures(contents);
	return new Map(ids.map((id, at) => [id, said[at] ?? null]));
}

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
	const cameras = await camerasOf(db, kept);
	const said = new Map(files.map((file) => [file.id, file]));
	await insertCaseFiles(
		db,
		number,
		of,
		kept.map((file) => ({ ...said.get(file.id)!, ...file, camera: cameras.get(file.id) ?? null }))
	);
	await forgetDraftFiles(db, form, ids);
	return kept.map(({ name }) => name);
}
