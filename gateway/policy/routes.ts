import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/policy.ts';
import { readHolidays, readPolicies } from '#db/policy.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { putHoliday, removeHoliday } from './holidays.ts';
import { discardPolicy, draftPolicy, forcePolicy, savePolicy } from './versions.ts';

/** Time limits in versions, and the days on which nobody works. */
export function policyRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const manage = guard('manage_policy');
	serve(app, contract.readPolicies, guard('policy'), async () => ({
		rows: await readPolicies(services.pool),
		holidays: await readHolidays(services.pool)
	}));
	serve(app, contract.draftPolicy, manage, ({ actor, body }) => draftPolicy(services, actor, body.from));
	serve(app, contract.savePolicy, manage, ({ actor, params, body }) =>
		savePolicy(services, actor, params.version, body)
	);
	serve(app, contract.forcePolicy, manage, ({ actor, params, body }) =>
		forcePolicy(services, actor, params.version, body)
	);
	serve(app, contract.discardPolicy, manage, ({ actor, params }) =>
		discardPolicy(services, actor, params.version)
	);
	serve(app, contract.putHoliday, manage, ({ actor, body }) => putHoliday(services, actor, body));
	serve(app, contract.removeHoliday, manage, ({ actor, body }) => removeHoliday(services, actor, body));
}
