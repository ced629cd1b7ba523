import type { NoteInput } from '#contracts/note.ts';
import { record } from '#db/event.ts';
import { insertMentions, lastNote, mentionableOf, tellNoted } from '#db/note.ts';
import { rolesThat, type Actor } from '../access/actor.ts';
import { cleanText } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { refuseUnfilled } from '../text/fill.ts';
import { seen } from './seen.ts';

/** Writes a note into the matter's history and puts it before the people it names. Refuses with `unknown_person`. */
export const addNote = ({ transaction }: Services, actor: Actor, number: string, input: NoteInput) =>
	transaction(async (db) => {
		await seen(db, actor, number);
		const text = cleanText(input.text).trim();
		if (!text) throw new Refusal('required', 400, 'The note is empty.', { field: 'text' });
		refuseUnfilled(text, 'text');
		const named = [...new Set(input.mentions)];
		const people = named.length
			? await mentionableOf(db, { number, sensitive: rolesThat('sensitive') }, named)
			: [];
		if (people.length < named.length)
			throw new Refusal('unknown_person', 400, 'Somebody named may not see this matter.', {
				field: 'mentions'
			});
		const mentions = people.map(({ id, name }) => ({ id, name }));
		await record(db, actor, 'submission:noted', number, { text, mentions });
		const note = (await lastNote(db, number))!;
		await insertMentions(
			db,
			note,
			named.filter((id) => id !== actor.id)
		);
		await tellNoted(db, number);
		return note;
	});
