import type { HandInput } from '#contracts/parked.ts';
import type { InboundMessage } from '#adapters/inbound.ts';
import { lockUnread, markRead, type ReadDelivery } from '#db/delivery.ts';
import { audit } from '#db/event.ts';
import { unparkDelivery } from '#db/parked.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { addressOf } from '../triage/citizen.ts';
import { storeMessages } from './store.ts';

/** A telephone in E.164 or a mail address; refuses what is neither, since a citizen would never hear of it. */
function senderOf(sender: string | undefined): string | null {
	const typed = sender?.trim();
	if (!typed) return null;
	const address = addressOf(typed);
	if (!address) throw new Refusal('invalid_sender', 400, 'Neither a telephone nor a mail address.');
	return address;
}

/** The message as the supervisor reads it, with what came as its file. */
const messageOf = (delivery: ReadDelivery, input: HandInput): InboundMessage => ({
	kind: 'message',
	externalId: delivery.externalId,
	from: { address: senderOf(input.sender), ...(input.senderName ? { name: input.senderName.trim() } : {}) },
	text: input.text.trim(),
	media: [
		{ name: `original-${delivery.id}.bin`, mediaType: 'application/octet-stream', content: delivery.body }
	],
	flags: ['by_hand']
});

/** Puts a parked delivery into the queue as a person reads it. Refuses `not_found` when it is not parked any more. */
export function readByHand(services: Services, actor: Actor, id: string, input: HandInput) {
	return services.transaction(async (db) => {
		const unparked = /^\d{1,18}$/.test(id) && (await unparkDelivery(db, actor, id));
		const [delivery] = unparked ? await lockUnread(db, [id]) : [];
		if (!delivery) throw new Refusal('not_found', 404, 'It is not parked any more.');
		await audit(db, actor, 'parked:read_by_hand', id);
		await markRead(db, [id]);
		const message = messageOf(delivery, input);
		const [stored] = await storeMessages(services, db, [{ delivery, message }]);
		return { number: stored!.number };
	});
}
