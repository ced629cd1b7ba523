import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/draft.ts';
import { forgetDraft, readDraft, saveDraft } from '#db/draft.ts';
import type { Guard } from '../access/guard.ts';
import { cleanJson } from '../intake/clean.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';

/** Saves unless another screen has saved since; then says what that one saved. */
async function save({ pool }: Services, person: string, subject: string, body: object, after: number) {
	if (Buffer.byteLength(JSON.stringify(body)) > contract.DRAFT_LIMIT_BYTES)
		throw new Refusal('too_large', 413, 'A draft holds at most 64 KiB.');
	// The other screen may forget its draft between the two statements.
	for (;;) {
		const saved = await saveDraft(pool, person, subject, body, after);
		if (saved) return { kept: true, draft: saved };
		const there = await readDraft(pool, person, subject);
		if (there) return { kept: false, draft: there };
	}
}

/** What people typed and have not sent yet; each sees their own alone. */
export function draftRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const { pool } = services;
	const own = guard('queue');
	serve(app, contract.readDraft, own, async ({ actor, params }) => ({
		draft: await readDraft(pool, actor.id, params.subject)
	}));
	serve(app, contract.saveDraft, own, ({ actor, params, body }) =>
		save(services, actor.id, params.subject, cleanJson(body.body), body.after)
	);
	serve(app, contract.forgetDraft, own, async ({ actor, params }) => ({
		forgotten: (await forgetDraft(pool, actor.id, params.subject)) > 0
	}));
}
