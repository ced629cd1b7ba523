import { unknownFields, type CannedInput } from '#contracts/canned.ts';
import { languages } from '#contracts/words.ts';
import * as texts from '#db/canned.ts';
import { audit } from '#db/event.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';
import { cleanJson } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

const shape = /^[a-z0-9][a-z0-9-]{1,39}$/;

const tidy = (raw: CannedInput): CannedInput => {
	const { shortcut, places, texts } = cleanJson(raw);
	return {
		shortcut: shortcut.trim().toLowerCase().replace(/^\//, ''),
		places: [...new Set(places)],
		texts: { en: texts.en.trim(), pa: texts.pa.trim(), hi: texts.hi.trim() }
	};
};

/** Refuses with every fault by field. */
async function check(db: Db, input: CannedInput, id: string | null): Promise<void> {
	const faults = languages.flatMap((language) => {
		const text = input.texts[language];
		const code = text ? unknownFields(text).length && 'unknown_field' : 'required';
		return code ? [{ field: `texts.${language}`, code }] : [];
	});
	if (!shape.test(input.shortcut)) faults.push({ field: 'shortcut', code: 'invalid_shortcut' });
	else if (await texts.shortcutTaken(db, input.shortcut, id))
		faults.push({ field: 'shortcut', code: 'known_shortcut' });
	if (faults.length) throw new Refusal('invalid', 400, 'Some fields need attention.', { faults });
}

async function find(db: Db, id: string) {
	const text = await texts.findText(db, id);
	if (!text) throw new Refusal('not_found', 404, 'There is no such text.');
	return text;
}

/** Makes a text that agents may insert. */
export const createText = ({ transaction }: Services, actor: Actor, raw: CannedInput) =>
	transaction(async (db) => {
		const input = tidy(raw);
		await check(db, input, null);
		const made = await texts.insertText(db, input);
		await audit(db, actor, 'text:made', made.id, { ...input });
		return made;
	});

/** Changes a text for whoever inserts it from now on. */
export const saveText = ({ transaction }: Services, actor: Actor, id: string, raw: CannedInput) =>
	transaction(async (db) => {
		const before = await find(db, id);
		const input = tidy(raw);
		await check(db, input, id);
		const saved = await texts.updateText(db, id, input);
		await audit(db, actor, 'text:changed', id, { before, after: input });
		return saved;
	});

/** Retires a text, or offers it again. */
export const activateText = ({ transaction }: Services, actor: Actor, id: string, active: boolean) =>
	transaction(async (db) => {
		await find(db, id);
		await audit(db, actor, active ? 'text:restored' : 'text:retired', id);
		return texts.setTextActive(db, id, active);
	});
