import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/pbx.ts';
import { audit } from '#db/event.ts';
import { readExtension, sitDown } from '#db/pbx.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';

/** Where an agent sits at a PBX of the state's own. */
export function pbxRoutes(app: FastifyInstance, { pool, transaction }: Services, guard: Guard): void {
	const own = guard('call');
	serve(app, contract.readExtension, own, async ({ actor }) => ({
		extension: await readExtension(pool, actor.id)
	}));
	serve(app, contract.setExtension, own, ({ actor, body: { extension } }) =>
		transaction(async (db) => {
			await sitDown(db, actor.id, extension);
			await audit(db, actor, 'telephone:extension', actor.id, { extension });
			return { extension };
		})
	);
}
