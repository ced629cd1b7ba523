import type { AnyBulkAct } from '#contracts/bulk.ts';
import { finishBulk, rowDone, rowRefused, rowUndone, takeRow, unfinishedBulk } from '#db/bulk.ts';
import { findStaff, type Person } from '#db/staff.ts';
import { may, type Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { within } from '../within.ts';
import { perform, permissionOf, undo } from './acts.ts';

interface Work {
	id: string;
	act: AnyBulkAct;
	state: 'running' | 'undoing';
	undoReason: string | null;
	/** Null when the person is gone, or may not do it any more. */
	actor: Actor | null;
}

const actorOf = (person: Person, id: string): Actor => ({
	...person,
	session: `bulk:${id}`,
	sensitive: may(person, 'sensitive')
});

/** The act with its person as they are now. */
async function workOf({ pool }: Services, id: string): Promise<Work | null> {
	const found = await unfinishedBulk(pool, id);
	if (!found) return null;
	const person = await findStaff(pool, found.person);
	const allowed = person !== null && may(person, permissionOf(found.act));
	return { id, ...found, actor: allowed ? actorOf(person, id) : null };
}

/**
 * The row that failed travels with the fault: its transaction is rolled back, and with it the lock that named it. The
 * database's own code is kept, so that a deadlock is tried again as a whole.
 */
class RowFault extends Error {
	readonly number: string;
	readonly code: string | undefined;
	constructor(number: string, cause: unknown) {
		super('a row of a bulk act failed', { cause });
		this.number = number;
		this.code = (cause as { code?: string }).code;
	}
}

/** Verb and mark in one transaction. False when no row is left. */
const tryRow = (services: Services, { id, act, state, undoReason, actor }: Work) =>
	services.transaction(async (db) => {
		const row = await takeRow(db, id, state);
		if (!row) return false;
		const { number } = row;
		try {
			if (!actor) throw new Refusal('forbidden', 403);
			const one = { services: within(services, db), db, actor, bulk: id, number };
			if (state === 'running') await perform(one, act);
			else await undo(one, act, { ...row, reason: undoReason! });
			await (state === 'running' ? rowDone : rowUndone)(db, id, number);
			return true;
		} catch (fault) {
			throw new RowFault(number, fault);
		}
	});

/** Does one row, or notes why it was refused. False when none is left. */
async function doRow(services: Services, work: Work): Promise<boolean> {
	try {
		return await tryRow(services, work);
	} catch (fault) {
		if (!(fault instanceof RowFault)) throw fault;
		const { number, cause } = fault;
		const reason = cause instanceof Refusal ? cause.code : 'fault';
		if (reason === 'fault') services.log.error({ err: cause, bulk: work.id, number }, 'a row failed');
		// Where the database itself is away this fails too, and the job is tried again.
		await rowRefused(services.pool, work.id, number, { state: work.state, reason });
		return true;
	}
}

/** Goes on with an act until its end, forth or back. Any number of workers may do so at the same time. */
export async function runBulk(services: Services, id: string, signal: AbortSignal): Promise<void> {
	for (;;) {
		const work = await workOf(services, id);
		if (!work) return;
		while (!signal.aborted && (await doRow(services, work)));
		if (signal.aborted) throw new Error('the act is not finished');
		// No row is left for us: either it is over, or it was turned round meanwhile, or another worker has the last in hand.
		if (
			!(await finishBulk(services.pool, id)) &&
			(await unfinishedBulk(services.pool, id))?.state === work.state
		)
			return;
	}
}
