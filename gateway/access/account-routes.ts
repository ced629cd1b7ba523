import type { FastifyInstance } from 'fastify';
import * as account from '#contracts/account.ts';
import { readMeans } from '#db/password.ts';
import { readSessions } from '#db/session.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { changePassword } from './change-password.ts';
import { endSessions } from './end-sessions.ts';
import type { Guard } from './guard.ts';
import { needsSecondFactor } from './hold.ts';

/** One's own account. It is open to people who are held back from everything else. */
export function accountRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const { config, pool } = services;
	const own = guard('account');
	app.route({
		...account.signInWays,
		schema: { ...account.signInWays.schema, hide: true },
		handler: async () => ({ oidc: config.oidc?.name ?? null })
	});
	serve(app, account.readAccount, own, async ({ actor }) => ({
		...actor,
		...(await readMeans(pool, actor.id)),
		hold: actor.hold ?? null,
		twoFactorRequired: config.requireTotp && needsSecondFactor(actor.role),
		idleMinutes: config.idleMinutes
	}));
	serve(app, account.changePassword, own, ({ actor, body, ip }) => changePassword(services, actor, body, ip));
	serve(app, account.readSessions, own, async ({ actor }) => ({
		rows: await readSessions(pool, actor.id, actor.session, config.idleMinutes * 60)
	}));
	serve(app, account.endSession, own, ({ actor, params }) =>
		endSessions(services, actor, { person: actor.id, only: params.id })
	);
	serve(app, account.endOtherSessions, own, ({ actor }) =>
		endSessions(services, actor, { person: actor.id, except: actor.session })
	);
}
