import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/canned.ts';
import { offeredTexts, readTexts } from '#db/canned.ts';
import type { Actor } from '../access/actor.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { fill } from './fill.ts';
import { preview } from './preview.ts';
import { activateText, createText, saveText } from './save.ts';
import { valuesOf } from './values.ts';

/** The texts of a place with what is known of the matter in them. */
async function filled(services: Services, actor: Actor, number: string, place: contract.TextPlace) {
	const values = await valuesOf(services, services.pool, actor, number);
	const rows = await offeredTexts(services.pool, place);
	return {
		language: values.language,
		rows: rows.map(({ id, shortcut, texts }) => ({
			id,
			shortcut,
			texts: {
				en: fill(texts.en, values.in('en')),
				pa: fill(texts.pa, values.in('pa')),
				hi: fill(texts.hi, values.in('hi'))
			}
		}))
	};
}

/** Texts that agents insert, and their administration. */
export function textRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const manage = guard('texts');
	serve(app, contract.readFilledTexts, guard('note'), ({ actor, params, query }) =>
		filled(services, actor, params.number, query.place)
	);
	serve(app, contract.readTexts, manage, async () => ({ rows: await readTexts(services.pool) }));
	serve(app, contract.createText, manage, ({ actor, body }) => createText(services, actor, body));
	serve(app, contract.previewText, manage, async ({ body }) => preview(body, services.config.helpline));
	serve(app, contract.saveText, manage, ({ actor, params, body }) =>
		saveText(services, actor, params.id, body)
	);
	serve(app, contract.activateText, manage, ({ actor, params, body }) =>
		activateText(services, actor, params.id, body.active)
	);
}
