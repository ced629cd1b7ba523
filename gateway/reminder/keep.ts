import { audit } from '#db/event.ts';
import * as reminders from '#db/reminder.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';
import { cleanText } from '../intake/clean.ts';
import { seen } from '../note/seen.ts';
import { queueReminder } from '../queues.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

async function checkTime(db: Db, at: string): Promise<void> {
	const { past, far } = await reminders.whenIs(db, at);
	if (past) throw new Refusal('past', 400, 'This time has passed.', { field: 'at' });
	if (far) throw new Refusal('too_far', 400, 'At most a year ahead.', { field: 'at' });
}

async function own(db: Db, actor: Actor, id: string) {
	const found = await reminders.findReminder(db, actor.id, id);
	if (!found) throw new Refusal('not_found', 404, 'There is no such reminder, or it is done.');
	return found;
}

/** Reminds the person of a matter that they see, at a time within a year. Refuses with `past` or `too_far`. */
export const makeReminder = (
	services: Services,
	actor: Actor,
	number: string,
	{ text: raw, at }: { text: string; at: string }
) =>
	services.transaction(async (db) => {
		await seen(db, actor, number);
		await checkTime(db, at);
		const text = cleanText(raw).trim();
		if (!text) throw new Refusal('required', 400, 'Of what?', { field: 'text' });
		const made = await reminders.insertReminder(db, { person: actor.id, number, text, at });
		await queueReminder(services, db, made);
		await audit(db, actor, 'reminder:made', number, { reminder: made.id, at });
		return made;
	});

/** Puts one's own reminder off. */
export const snoozeReminder = (services: Services, actor: Actor, id: string, at: string) =>
	services.transaction(async (db) => {
		const { number } = await own(db, actor, id);
		await checkTime(db, at);
		const later = await reminders.snooze(db, id, at);
		await queueReminder(services, db, later);
		await audit(db, actor, 'reminder:snoozed', number, { reminder: id, at });
		return later;
	});

/** Ends one's own reminder. */
export const finishReminder = ({ transaction }: Services, actor: Actor, id: string) =>
	transaction(async (db) => {
		const { number } = await own(db, actor, id);
		await audit(db, actor, 'reminder:done', number, { reminder: id });
		return reminders.finish(db, id);
	});
