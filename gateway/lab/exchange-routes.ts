import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/lab-call.ts';
import type { LabPbxCall } from '#contracts/lab-call.ts';
import type { PbxCall } from '#adapters/lab/pbx.ts';
import type { Guard } from '../access/guard.ts';
import { Refusal } from '../refusal.ts';
import { serve } from '../typed.ts';
import type { Lab } from './start.ts';

const REPEATS = 3;

/** What goes wrong on purpose at the exchange, by account. */
export function exchangeRoutes(
	app: FastifyInstance,
	{ accounts, telephone }: Lab,
	allowed: ReturnType<Guard>
) {
	const known = (account: string) => {
		if (!accounts.some(({ id, provider }) => id === account && provider.endsWith('-voice')))
			throw new Refusal('not_found', 404, 'No such account.');
		return account;
	};
	serve(app, contract.readExchangeFaults, allowed, async ({ params }) =>
		telephone.faults.faults(known(params.account))
	);
	serve(app, contract.setExchangeFaults, allowed, async ({ params, body }) => {
		telephone.faults.setFaults(known(params.account), body);
		return telephone.faults.faults(params.account);
	});
}

const shown = ({ id, from, state, answers }: PbxCall): LabPbxCall => ({
	id,
	from,
	state,
	answers: [...answers]
});

/** A PBX on this machine, which tells of its calls. */
export function pbxRoutes(app: FastifyInstance, { pbx }: Lab, allowed: ReturnType<Guard>) {
	serve(app, contract.ringLabPbx, allowed, async ({ body: { faults = [], ...order } }) => {
		const call = pbx.ring({
			...order,
			faults: {
				...(faults.includes('repeat') ? { repeat: REPEATS } : {}),
				...(faults.includes('reorder') ? { reorder: true } : {}),
				...(faults.includes('unsigned') ? { unsigned: true } : {})
			}
		});
		await call.rung;
		return shown(call);
	});
	serve(app, contract.actLabPbx, allowed, async ({ params, body }) => {
		const call = pbx.find(params.id);
		if (!call) throw new Refusal('not_found', 404, 'No such call.');
		if (call.state === 'ended') throw new Refusal('ended', 409, 'The call is over.');
		if ('answer' in body) await call.answer(body.answer);
		else await call.hangUp();
		return shown(call);
	});
}
