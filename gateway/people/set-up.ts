import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import { hashPassword } from 'better-auth/crypto';
import { noLimit } from '#contracts/access.ts';
import { readSetup, readSetupSteps, setUp, SetupStep, type FirstAdministrator } from '#contracts/setup.ts';
import { audit } from '#db/event.ts';
import { isEmpty, lockSetup, readSetupSteps as readDone } from '#db/setup.ts';
import { ensureStaff } from '#db/staff.ts';
import { attempt } from '../access/attempt.ts';
import { passwordFault } from '../access/change-password.ts';
import type { Guard } from '../access/guard.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { faultsOf, tidy } from './check.ts';

const CODE_BYTES = 16;
/** Tries are counted under this in place of an account. */
const ATTEMPTS_NAME = 'setup';

/** What proves that whoever sets up can read the output of the gateway's start. The same from every gateway. */
export const setupCode = (secret: string) =>
	createHmac('sha256', secret).update('setup').digest().subarray(0, CODE_BYTES).toString('hex');

const same = (a: string, b: string) =>
	a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));

const over = () => new Refusal('set_up', 409, 'This installation has been set up.');

/**
 * Makes the first administrator. Refuses with `set_up` as soon as anybody can sign in here, with `setup_code` for a
 * wrong code, and with every fault by field.
 */
async function makeFirst(services: Services, raw: FirstAdministrator, address: string) {
	if (!(await isEmpty(services.pool))) throw over();
	const right = await attempt(services, { email: ATTEMPTS_NAME, address }, async () => {
		const result = same(raw.code.trim(), setupCode(services.secret));
		return { outcome: result ? 'right' : 'wrong', result };
	});
	if (!right) throw new Refusal('setup_code', 403, 'This is not the code that was printed at start.');
	const input = tidy({ ...raw, role: 'admin', scope: noLimit });
	const weak = passwordFault(raw.password, input.email);
	const faults = [
		...(await faultsOf(services.pool, [input])).flat(),
		...(weak ? [{ field: 'password', code: weak }] : [])
	];
	if (faults.length) throw new Refusal('invalid', 400, 'Some fields need attention.', { faults });
	const hash = await hashPassword(raw.password);
	return services.transaction(async (db) => {
		await lockSetup(db);
		if (!(await isEmpty(db))) throw over();
		const { name, email, role, language, scope } = input;
		const id = randomUUID();
		await ensureStaff(db, { id, name, email, role, language, scope }, hash);
		await audit(db, { id, name, role }, 'person:created', id, { name, email, role, first: true });
		return { open: false };
	});
}

/** The first minutes of an installation: its first administrator, and what is left to do. */
export function setUpRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const hidden = { hide: true };
	app.route({
		...readSetup,
		schema: { ...readSetup.schema, ...hidden },
		handler: async () => ({ open: await isEmpty(services.pool) })
	});
	app.route({
		...setUp,
		schema: { ...setUp.schema, ...hidden },
		handler: (request) => makeFirst(services, request.body as FirstAdministrator, request.ip)
	});
	serve(app, readSetupSteps, guard('manage_people'), async () => {
		const done = await readDone(services.pool);
		return { steps: SetupStep.anyOf.map(({ const: step }) => ({ step, done: done[step] })) };
	});
}
