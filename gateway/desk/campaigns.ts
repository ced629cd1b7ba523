import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/campaign.ts';
import { findCampaign } from '#db/campaign.ts';
import { sees } from '#db/scope.ts';
import { readSignatories } from '#db/signatory.ts';
import type { Actor } from '../access/actor.ts';
import type { Guard } from '../access/guard.ts';
import { sightOf } from '../access/sight.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { beginCampaign } from '../triage/campaign.ts';
import { join, leave } from '../triage/join.ts';
import { addSignatories, removeSignatory } from '../triage/signatory.ts';
import { serve } from '../typed.ts';

async function seen({ pool }: Services, actor: Actor, number: string): Promise<void> {
	if (!(await sees(pool, actor, number)))
		throw new Refusal('not_found', 404, 'No grievance has this number.');
}

/** Grievances that many bring together, and who they are. */
export function campaignRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const [look, decide] = [guard('queue'), guard('decide')];
	serve(app, contract.readCampaign, look, async ({ actor, params }) => {
		await seen(services, actor, params.number);
		return { campaign: await findCampaign(services.pool, params.number) };
	});
	serve(app, contract.readSignatories, look, async ({ actor, params, query }) => {
		await seen(services, actor, params.number);
		return readSignatories(services.pool, actor, params.number, { ...query, shown: sightOf(actor) });
	});
	serve(app, contract.beginCampaign, decide, ({ actor, params, body }) =>
		beginCampaign(services, actor, params.number, body)
	);
	serve(app, contract.addSignatories, decide, ({ actor, params, body }) =>
		addSignatories(services, actor, params.number, body)
	);
	serve(app, contract.removeSignatory, decide, ({ actor, params, body }) =>
		removeSignatory(services, actor, params.id, body)
	);
	serve(app, contract.joinCampaign, decide, ({ actor, params, body }) =>
		join(services, actor, params.number, body.grievance)
	);
	serve(app, contract.leaveCampaign, decide, ({ actor, params, body }) =>
		leave(services, actor, params.number, body)
	);
}
