import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/note.ts';
import { findMentionable, notesOf } from '#db/note.ts';
import { rolesThat } from '../access/actor.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { addNote } from './add.ts';
import { seen } from './seen.ts';
import { withdrawNote } from './withdraw.ts';

/** Colleagues offered while a name is typed. */
const OFFERED = 8;

/** What colleagues tell each other about a matter. */
export function noteRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const { pool } = services;
	const write = guard('note');
	serve(app, contract.readNotes, guard('queue'), async ({ actor, params }) => {
		await seen(pool, actor, params.number);
		return { rows: await notesOf(pool, actor, params.number) };
	});
	serve(app, contract.addNote, write, ({ actor, params, body }) =>
		addNote(services, actor, params.number, body)
	);
	serve(app, contract.withdrawNote, write, ({ actor, params }) => withdrawNote(services, actor, params.id));
	serve(app, contract.readMentionable, write, async ({ actor, params, query }) => {
		await seen(pool, actor, params.number);
		const asked = { number: params.number, sensitive: rolesThat('sensitive') };
		const rows = await findMentionable(pool, asked, query.q ?? '', actor.id);
		return { rows: rows.slice(0, OFFERED) };
	});
}
