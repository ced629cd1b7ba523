import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/reveal.ts';
import { audit } from '#db/event.ts';
import { findParked } from '#db/parked.ts';
import { REVEALED, revealedUntil } from '#db/reveal.ts';
import { sees } from '#db/scope.ts';
import { cleanText } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { may, type Actor } from './actor.ts';
import type { Guard } from './guard.ts';
import { parkedSubject } from './masking.ts';

/** Unmasks the subject to the person for `REVEAL_MINUTES`: the audit row is what lifts the mask. */
function reveal({ transaction }: Services, actor: Actor, subject: string, input: contract.RevealInput) {
	const note = cleanText(input.note.trim());
	if (note.length < 5)
		throw new Refusal('invalid', 400, 'Say what it is needed for.', {
			faults: [{ field: 'note', code: 'required' }]
		});
	return transaction(async (db) => {
		await audit(db, actor, REVEALED, subject, {
			reason: input.reason,
			note,
			minutes: contract.REVEAL_MINUTES
		});
		return { until: await revealedUntil(db, actor.id, subject) };
	});
}

async function seen({ pool }: Services, actor: Actor, number: string): Promise<void> {
	if (!(await sees(pool, actor, number)))
		throw new Refusal('not_found', 404, 'No submission has this number.');
}

/** Seeing the numbers and addresses of one matter, for a while and with a reason. */
export function revealRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const allowed = guard('reveal');
	serve(app, contract.readReveal, allowed, async ({ actor, params }) => {
		await seen(services, actor, params.number);
		return { until: await revealedUntil(services.pool, actor.id, params.number) };
	});
	serve(app, contract.revealContact, allowed, async ({ actor, params, body }) => {
		await seen(services, actor, params.number);
		return reveal(services, actor, params.number, body);
	});
	serve(app, contract.revealParked, allowed, async ({ actor, params, body }) => {
		if (!may(actor, 'parked') || !(await findParked(services.pool, actor, params.id)))
			throw new Refusal('not_found', 404, 'It is not parked any more.');
		return reveal(services, actor, parkedSubject(params.id), body);
	});
}
