import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/template.ts';
import { readCurrent, readVersions } from '#db/template.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { approveTemplate, discardTemplate, fixedOf, noteIds, saveTemplate } from './template-save.ts';

/** Ids that accounts are configured with. */
const configured = ({ adapters }: Services) =>
	[...adapters.values()].flatMap(({ account, registered = {} }) =>
		Object.entries(registered).map(([key, template]) => ({ account, key, template }))
	);

/** What citizens are told, and its administration. */
export function templateRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const [look, manage] = [guard('templates'), guard('manage_templates')];
	serve(app, contract.readTemplates, look, async () => ({
		rows: await readCurrent(services.pool),
		...fixedOf(services),
		paise: services.config.smsPaise,
		accounts: configured(services)
	}));
	serve(app, contract.readTemplateVersions, look, async ({ params }) => ({
		rows: await readVersions(services.pool, params)
	}));
	serve(app, contract.saveTemplate, manage, ({ actor, params, body }) =>
		saveTemplate(services, actor, params, body)
	);
	serve(app, contract.discardTemplate, manage, ({ actor, params }) =>
		discardTemplate(services, actor, params)
	);
	serve(app, contract.approveTemplate, manage, ({ actor, params }) =>
		approveTemplate(services, actor, params.id)
	);
	serve(app, contract.noteTemplateIds, manage, ({ actor, params, body }) =>
		noteIds(services, actor, params.id, body)
	);
}
