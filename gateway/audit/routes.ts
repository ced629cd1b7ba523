import type { FastifyInstance } from 'fastify';
import * as contract from '#contracts/audit.ts';
import { parseNumber } from '#contracts/number.ts';
import { auditOnce, lastVerified, readAudit } from '#db/audit.ts';
import { sealExtent } from '#db/seal.ts';
import type { Actor } from '../access/actor.ts';
import type { Guard } from '../access/guard.ts';
import type { Services } from '../services.ts';
import { serve } from '../typed.ts';
import { verify } from './verify.ts';

/** Reading on through pages, or again after a while, is one act of reading. */
const SAME_READING_MINUTES = 10;

const stateOf = async ({ pool }: Services) => ({
	...(await sealExtent(pool)),
	verified: await lastVerified(pool)
});

async function read({ pool }: Services, actor: Actor, { after, ...query }: contract.AuditQuery) {
	const subject = query.subject?.trim();
	const asked = { ...query, ...(subject ? { subject: parseNumber(subject) ?? subject } : {}) };
	const page = await readAudit(pool, { ...asked, ...(after ? { after } : {}) });
	const filters = Object.fromEntries(Object.entries(asked).filter(([, value]) => value));
	await auditOnce(pool, actor, 'audit:read', {
		subject: 'audit',
		detail: filters,
		minutes: SAME_READING_MINUTES
	});
	return page;
}

/** The audit as a screen: who did what, and whether it is as it was written. Nothing here changes it. */
export function auditRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	const allowed = guard('audit');
	serve(app, contract.readAudit, allowed, ({ actor, query }) => read(services, actor, query));
	serve(app, contract.readAuditState, allowed, () => stateOf(services));
	serve(app, contract.verifyAudit, allowed, async ({ actor }) => ({
		broken: await verify(services, actor),
		state: await stateOf(services)
	}));
}
