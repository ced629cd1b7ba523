import type { SplitInput } from '#contracts/triage.ts';
import { record } from '#db/event.ts';
import { nextNumber } from '#db/part.ts';
import { copyAttachments, insertParts, originOf, splitBefore, type NewPart } from '#db/split.ts';
import type { Db } from '#db/sql.ts';
import type { NewSubmission } from '#db/submission.ts';
import type { Actor } from '../access/actor.ts';
import { cleanText } from '../intake/clean.ts';
import { acknowledge } from '../notice/acknowledge.ts';
import { queueMedia } from '../queues.ts';
import type { Services } from '../services.ts';
import { hold } from './hold.ts';
import { detectLanguage } from './language.ts';
import { soughtAgain } from './sought.ts';

/** Characters of a part's text that are its subject, where the agent gives none. */
const SUBJECT_LENGTH = 80;

/** A mail's parts are told apart by subject, in the citizen's mailbox as in the queue. */
const subjectOf = (text: string) => text.trim().split('\n')[0]!.slice(0, SUBJECT_LENGTH);

type Origin = Awaited<ReturnType<typeof originOf>>;

async function partsOf(db: Db, origin: Origin, input: SplitInput): Promise<NewPart[]> {
	const parts: NewPart[] = [];
	for (const { text: raw } of input.parts) {
		const text = cleanText(raw.trim());
		parts.push({
			number: await nextNumber(db),
			subject: origin.channel === 'email' ? subjectOf(text) : null,
			text,
			language: detectLanguage(text) ?? origin.language
		});
	}
	return parts;
}

/** A part as the acknowledgement asks for it. */
const told = (origin: Origin, { number, subject, text }: NewPart) =>
	({ ...origin, number, subject, text, attachments: [], references: [] }) as unknown as NewSubmission;

/**
 * Divides the submission that the agent holds: each part becomes a further submission with a number of its own, of
 * which the citizen is told as of any other. The original stays with the agent, who registers it. The same `key` twice
 * is one division. Gives the numbers.
 */
export const split = (services: Services, actor: Actor, number: string, input: SplitInput) =>
	services.transaction(async (db) => {
		await hold(db, actor, number);
		const before = await splitBefore(db, number, input.key);
		if (before) return { numbers: before.parts };
		const origin = await originOf(db, number);
		const parts = await partsOf(db, origin, input);
		const numbers = parts.map((part) => part.number);
		const inserted = await insertParts(db, number, parts);
		await soughtAgain(db, numbers);
		const files = await copyAttachments(
			db,
			number,
			inserted.map(({ id }) => id)
		);
		const pending = files.filter(({ state }) => state === 'pending');
		if (pending.length)
			await queueMedia(
				services,
				db,
				pending.map(({ id }) => ({ kind: 'attachment' as const, id }))
			);
		await record(db, actor, 'submission:split', number, { parts: numbers, key: input.key });
		for (const part of numbers) await record(db, actor, 'submission:split_off', part, { from: number });
		await acknowledge(
			services,
			db,
			parts.map((part) => told(origin, part)),
			new Set()
		);
		return { numbers };
	});
