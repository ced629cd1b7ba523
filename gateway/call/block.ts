import type { Body } from '#contracts/endpoint.ts';
import type { blockNumber } from '#contracts/supervise.ts';
import * as blocks from '#db/call-block.ts';
import { audit } from '#db/event.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { phoneOf } from '../triage/citizen.ts';

/** Keeps a number out of the helpline for some days. Refuses with `invalid` what is none, `blocked` what is out already. */
export const block = (
	{ transaction }: Services,
	actor: Actor,
	{ phone, ...wish }: Body<typeof blockNumber>
) =>
	transaction(async (db) => {
		const number = phoneOf(phone);
		if (number === null)
			throw new Refusal('invalid', 400, 'That is no telephone number.', {
				faults: [{ field: 'phone', code: 'invalid_phone' }]
			});
		const made = await blocks.block(db, { ...wish, phone: number, person: actor.id });
		if (!made) throw new Refusal('blocked', 409, 'This number is kept out already.');
		await audit(db, actor, 'number:blocked', made.id, { days: wish.days, reason: wish.reason });
		return made;
	});

/** Lets a number in again. Refuses with `not_found`. */
export const unblock = ({ transaction }: Services, actor: Actor, id: string) =>
	transaction(async (db) => {
		if (!(await blocks.unblock(db, id, actor.id)))
			throw new Refusal('not_found', 404, 'This number is not kept out.');
		await audit(db, actor, 'number:unblocked', id);
		return { ended: true };
	});
