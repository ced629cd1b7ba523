import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/softphone.ts';
import type { SoftphoneLine } from '#contracts/softphone.ts';
import { isLineOf } from '#db/call-leg.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { identityOf } from './hub.ts';

/** A token is asked for anew before it runs out. */
const TOKEN_SECONDS = 3600;

/** What an agent's browser needs to be rung by each account that can ring one; `lab` has the far side of some. */
async function linesFor(
	{ adapters }: Pick<Services, 'adapters'>,
	person: string,
	lab: ReadonlySet<string>
): Promise<SoftphoneLine[]> {
	const opened = [...adapters.values()].map(async ({ account, provider, voice }) => {
		const token = await voice?.softphoneToken?.(identityOf(person), TOKEN_SECONDS);
		const by = lab.has(account) ? 'lab' : provider;
		return token === undefined ? [] : [{ account, by, token, seconds: TOKEN_SECONDS }];
	});
	return (await Promise.all(opened)).flat();
}

/** The telephone in an agent's browser. */
export function softphoneRoutes(
	app: FastifyInstance,
	services: Services,
	guard: Guard,
	lab: ReadonlySet<string>
): void {
	const own = guard('call');
	serve(app, contract.openSoftphone, own, async ({ actor }) => ({
		lines: await linesFor(services, actor.id, lab)
	}));
	serve(app, contract.readRing, own, async ({ actor, params }) => ({
		mine: await isLineOf(services.pool, actor.id, params.line)
	}));
}
