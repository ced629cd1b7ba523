import { attachDraftFiles, lockDraftFiles } from '#db/draft-file.ts';
import { record } from '#db/event.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';
import { filesGone } from '../intake/files-gone.ts';

/** Attaches the files of the actor's form over a submission to it. Its history names them. */
export async function takeFiles(db: Db, actor: Actor, number: string, ids: string[] = []): Promise<void> {
	if (!ids.length) return;
	const files = await lockDraftFiles(db, { person: actor.id, subject: `submission:${number}` }, ids);
	if (files.length < ids.length) throw filesGone();
	await attachDraftFiles(db, number, ids);
	await record(db, actor, 'submission:attached', number, { files: files.map(({ name }) => name) });
}
