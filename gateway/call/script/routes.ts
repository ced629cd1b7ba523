import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/script-desk.ts';
import { readVersions } from '#db/script-version.ts';
import type { Guard } from '../../access/guard.ts';
import type { Services } from '../../services.ts';
import { serve } from '../../typed.ts';
import { prompts } from '../prompts.ts';
import { tryStep } from './try.ts';
import { discardScript, draftScript, enforceScript, saveScript, showScript } from './versions.ts';

/** The administration of the helpline's script. */
export function scriptRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const { pool } = services;
	const see = guard('script');
	const manage = guard('manage_script');
	serve(app, contract.readScripts, see, async () => ({ rows: await readVersions(pool) }));
	serve(app, contract.readScript, see, async ({ params }) => ({
		...(await showScript(pool, params.version)),
		prompts
	}));
	serve(app, contract.tryScript, see, async ({ params, body }) =>
		tryStep((await showScript(pool, params.version)).script, body)
	);
	serve(app, contract.draftScript, manage, ({ actor, body }) => draftScript(services, actor, body.from));
	serve(app, contract.saveScript, manage, ({ actor, params, body }) =>
		saveScript(services, actor, params.version, body)
	);
	serve(app, contract.discardScript, manage, ({ actor, params }) =>
		discardScript(services, actor, params.version)
	);
	serve(app, contract.enforceScript, manage, ({ actor, params, body }) =>
		enforceScript(services, actor, params.version, body.reason)
	);
}
