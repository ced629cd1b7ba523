import type { FastifyInstance } from 'fastify';
import { readAgents } from '#contracts/agents.ts';
import { assignSubmission } from '#contracts/assign.ts';
import * as contract from '#contracts/presence.ts';
import { readAgents as agentsSeen } from '#db/agents.ts';
import { readPresent, readStaffPresent } from '#db/presence.ts';
import { readRows } from '#db/queue.ts';
import type { Guard } from '../access/guard.ts';
import { rolesThat, type Actor } from '../access/actor.ts';
import type { Services } from '../services.ts';
import { assign } from '../triage/assign.ts';
import { serve } from '../typed.ts';

/** Who has what open: only of what the person who asks may see, as the queue would show it to them. */
async function present({ pool }: Services, actor: Actor, number?: string) {
	const rows = await readPresent(pool, number);
	const seen = await readRows(pool, actor, [...new Set(rows.map((row) => row.number))]);
	const numbers = new Set(seen.map((row) => row.number));
	return { rows: rows.filter((row) => numbers.has(row.number)) };
}

/** Who is at the desk, what they do and hold; and a supervisor's word on who holds what. */
export function presenceRoutes(app: FastifyInstance, services: Services, guard: Guard): void {
	serve(app, contract.readPresence, guard('queue'), ({ actor, query }) =>
		present(services, actor, query.number)
	);
	serve(app, contract.readStaffPresent, guard('assign'), async () => ({
		rows: await readStaffPresent(services.pool, rolesThat('decide'))
	}));
	serve(app, readAgents, guard('assign'), async ({ actor }) => ({
		rows: await agentsSeen(services.pool, actor, rolesThat('decide'))
	}));
	serve(app, assignSubmission, guard('assign'), ({ actor, params, body }) =>
		assign(services, actor, params.number, body)
	);
}
