import type { FastifyInstance } from 'fastify';
import type { Static } from 'typebox';
import * as desk from '#contracts/desk.ts';
import { readReference } from '#contracts/place.ts';
import { usual, type PreferenceInput, type Preferences } from '#contracts/preference.ts';
import { readPreferences, savePreferences } from '#db/preference.ts';
import { auditOnce } from '#db/audit.ts';
import { readRows } from '#db/queue.ts';
import { readAll } from '#db/reference.ts';
import { saveLanguage } from '#db/staff.ts';
import { may, type Actor } from '../access/actor.ts';
import type { Guard } from '../access/guard.ts';
import { permissionsOf } from '../access/table.ts';
import { queuePage } from '../find/queue.ts';
import type { Services } from '../services.ts';
import { claim, claimNext, release } from '../triage/claim.ts';
import { dismiss } from '../triage/dismiss.ts';
import { link } from '../triage/link.ts';
import { register } from '../triage/register.ts';
import { show } from '../triage/show.ts';
import { serve } from '../typed.ts';

/** The same search by the same person within this is one: the list asks again whenever it changes. */
const SAME_SEARCH_MINUTES = 10;
/** Rows that one live update may ask for. */
const ROWS_LIMIT = 200;

/** Who redresses lands at the cases, who only watches at the figures. */
function startOf(actor: Actor): Preferences['start'] {
	if (may(actor, 'redress')) return '/cases';
	return actor.role === 'viewer' ? '/dashboard' : usual.start;
}

const meOf = async ({ config, pool }: Services, actor: Actor) => ({
	...actor,
	may: permissionsOf(actor.role),
	preferences: {
		...usual,
		start: startOf(actor),
		...(await readPreferences(pool, actor.id))
	},
	lab: config.lab
});

/** Changes how a person wants the desk, and gives them as they are then. */
async function prefer(
	services: Services,
	actor: Actor,
	{ language, preferences }: Static<typeof PreferenceInput>
) {
	if (preferences) await savePreferences(services.pool, actor.id, preferences);
	if (language) await saveLanguage(services.pool, actor.id, language);
	return meOf(services, { ...actor, ...(language ? { language } : {}) });
}

/** What every signed-in person needs: themselves and the reference data. */
function personRoutes(app: FastifyInstance, services: Services, guard: Guard) {
	serve(app, desk.readMe, guard('self'), ({ actor }) => meOf(services, actor));
	serve(app, desk.savePreference, guard('self'), ({ actor, body }) => prefer(services, actor, body));
	serve(app, readReference, guard('self'), () => readAll(services.pool));
}

/** The queue and the verbs on its submissions. */
export function deskRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	personRoutes(app, services, guard);
	const look = guard('queue');
	const decide = guard('decide');
	serve(app, desk.readQueue, look, async ({ actor, query }) => {
		if (query.q?.trim())
			await auditOnce(services.pool, actor, 'queue:searched', {
				subject: 'queue',
				detail: { words: query.q.trim() },
				minutes: SAME_SEARCH_MINUTES
			});
		return queuePage(services, actor, query);
	});
	serve(app, desk.readRows, look, async ({ actor, query }) => ({
		rows: await readRows(services.pool, actor, query.numbers.split(',').slice(0, ROWS_LIMIT))
	}));
	serve(app, desk.readSubmission, look, ({ actor, params }) => show(services, actor, params.number));
	serve(app, desk.claimSubmission, decide, ({ actor, params }) => claim(services, actor, params.number));
	serve(app, desk.claimNext, decide, ({ actor, body }) => claimNext(services, actor, body));
	serve(app, desk.releaseSubmission, decide, ({ actor, params }) => release(services, actor, params.number));
	serve(app, desk.registerSubmission, decide, ({ actor, params, body }) =>
		register(services, actor, params.number, body)
	);
	serve(app, desk.linkSubmission, decide, ({ actor, params, body }) =>
		link(services, actor, params.number, body.grievance)
	);
	serve(app, desk.dismissSubmission, decide, ({ actor, params, body }) =>
		dismiss(services, actor, params.number, body)
	);
}
