import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/telephone.ts';
import { readPauses } from '#db/agent-state.ts';
import { readDispositions } from '#db/disposition.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { accept, decline } from './accept.ts';
import { consult, turnConsult } from './consult.ts';
import { endOwn } from './end-own.ts';
import { hold, mute } from './hold.ts';
import { endpointsOf, setPresence, showTelephone } from './presence.ts';
import { colleagues, transfer } from './transfer.ts';
import { wrapUp } from './wrap-up.ts';

/** What an agent does at the telephone. */
export function telephoneRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const { pool } = services;
	const own = guard('call');
	serve(app, contract.readTelephone, own, ({ actor }) => showTelephone(services, actor));
	serve(app, contract.readTelephoneLists, own, async () => ({
		pauses: await readPauses(pool),
		dispositions: await readDispositions(pool),
		endpoints: endpointsOf(services)
	}));
	serve(app, contract.setTelephone, own, ({ actor, body }) => setPresence(services, actor, body));
	serve(app, contract.acceptOffer, own, ({ actor, params }) => accept(services, actor, params.id));
	serve(app, contract.declineOffer, own, ({ actor, params }) => decline(services, actor, params.id));
	serve(app, contract.wrapUp, own, ({ actor, params, body }) =>
		wrapUp(services, actor, params.id, body.disposition)
	);
	serve(app, contract.holdCall, own, ({ actor, params, body }) => hold(services, actor, params.id, body.on));
	serve(app, contract.muteCall, own, ({ actor, params, body }) => mute(services, actor, params.id, body.on));
	serve(app, contract.readColleagues, own, ({ actor }) => colleagues(services, actor));
	serve(app, contract.transferCall, own, ({ actor, params, body }) =>
		transfer(services, actor, params.id, body)
	);
	serve(app, contract.consultColleague, own, ({ actor, params, body }) =>
		consult(services, actor, params.id, body.person)
	);
	serve(app, contract.turnConsult, own, ({ actor, params, body }) =>
		turnConsult(services, actor, params.id, body.to)
	);
	serve(app, contract.endCall, own, ({ actor, params }) => endOwn(services, actor, params.id));
}
