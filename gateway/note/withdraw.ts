import { record } from '#db/event.ts';
import { findNote, tellNoted } from '#db/note.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

/** Marks one's own note as withdrawn; it stays in the history. Refuses with `not_found`, `foreign_note` or `withdrawn`. */
export const withdrawNote = ({ transaction }: Services, actor: Actor, id: string) =>
	transaction(async (db) => {
		const note = await findNote(db, actor, id);
		if (!note) throw new Refusal('not_found', 404, 'There is no such note.');
		if (note.by.id !== actor.id)
			throw new Refusal('foreign_note', 409, 'Only who wrote a note withdraws it. Answer with one of yours.');
		if (note.withdrawnAt) throw new Refusal('withdrawn', 409, 'It was withdrawn already.');
		await record(db, actor, 'submission:note_withdrawn', note.number, { note: id });
		await tellNoted(db, note.number);
		return (await findNote(db, actor, id))!;
	});
