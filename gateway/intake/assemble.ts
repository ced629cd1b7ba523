import type { InboundMessage, InboundPart } from '#adapters/inbound.ts';
import { readDelivery, type ReadDelivery } from '#db/delivery.ts';
import {
	closeParts,
	completeText,
	insertPart,
	lockParts,
	openParts,
	partialWithout,
	partsOf,
	type Part,
	type PartKey
} from '#db/part.ts';
import type { Db } from '#db/sql.ts';
import type { Services } from '../services.ts';
import { soughtAgain } from '../triage/sought.ts';
import { cleanText } from './clean.ts';
import { storeMessages } from './store.ts';

/** Stands where a part never came. */
const MISSING = ' […] ';

/** How long ago a part may have come that is still waiting, after an outage. */
const STALE_LIMIT_HOURS = 24 * 365;

const distinct = (parts: Part[]) => [...new Map(parts.map((part) => [part.part, part])).values()];

function join(parts: Part[], total: number): string {
	const byPlace = new Map(parts.map(({ part, text }) => [part, JSON.parse(text) as string]));
	return Array.from({ length: total }, (_, at) => byPlace.get(at + 1) ?? MISSING).join('');
}

const keyOf = (account: string, part: InboundPart): PartKey => ({
	account,
	sender: cleanText(part.from.address ?? part.from.raw ?? ''),
	recipient: cleanText(part.to.address ?? part.to.raw ?? ''),
	ref: cleanText(part.ref ?? 'none'),
	total: part.total
});

/** Makes the open parts of a message one submission; `partial` when some never came. */
export async function closeMessage(
	services: Services,
	db: Db,
	delivery: ReadDelivery,
	key: PartKey,
	parts: Part[]
) {
	const present = distinct(parts);
	const whole = present.length >= key.total;
	const message: InboundMessage = {
		kind: 'message',
		externalId: delivery.externalId,
		from: { address: key.sender || null },
		to: { address: key.recipient || null },
		text: join(present, key.total),
		media: [],
		flags: whole ? [] : ['partial']
	};
	const first = parts.reduce((a, b) => (a.receivedAt <= b.receivedAt ? a : b));
	const [stored] = await storeMessages(services, db, [
		{ delivery: { ...delivery, id: first.delivery, receivedAt: first.receivedAt }, message }
	]);
	if (!stored) throw new Error('the parts of a message became no submission');
	await closeParts(
		db,
		parts.map((part) => part.delivery),
		stored.number
	);
}

/** Takes in one part: the last one completes the message; a late one completes a partial submission. */
export async function assemble(
	services: Services,
	db: Db,
	delivery: ReadDelivery,
	part: InboundPart
): Promise<void> {
	const key = keyOf(delivery.account, part);
	await lockParts(db, key);
	// As JSON: a part may end in half a character, which PostgreSQL's text cannot hold.
	const text = JSON.stringify(part.text);
	const before = await openParts(db, key);
	// Where a newer message of the same reference is gathering, the part is that one's.
	const late = before.length ? null : await partialWithout(db, key, part.part);
	// The reference was used again before the first message was whole: the first will get no more.
	const reused = before.some((other) => other.part === part.part && other.text !== text);
	if (reused) await closeMessage(services, db, delivery, key, before);
	await insertPart(db, {
		...key,
		delivery: delivery.id,
		part: part.part,
		text,
		receivedAt: delivery.receivedAt
	});
	if (late) {
		await closeParts(db, [delivery.id], late.number);
		const all = distinct(await partsOf(db, late.number));
		await completeText(db, late.number, cleanText(join(all, key.total)), all.length >= key.total);
		await soughtAgain(db, [late.number]);
		return;
	}
	const open = await openParts(db, key);
	if (distinct(open).length >= key.total) await closeMessage(services, db, delivery, key, open);
}

/** Makes a message whose missing parts did not come a submission, flagged `partial`. */
export async function closeStale(services: Services, db: Db, key: PartKey): Promise<void> {
	await lockParts(db, key);
	const parts = await openParts(db, key, STALE_LIMIT_HOURS);
	const [first] = parts;
	if (!first) return;
	const delivery = await readDelivery(db, first.delivery);
	if (delivery) await closeMessage(services, db, delivery, key, parts);
}
