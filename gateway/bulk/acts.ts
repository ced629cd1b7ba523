import type { AnyBulkAct } from '#contracts/bulk.ts';
import { lockClaim } from '#db/assign.ts';
import { noteHolder, stillDecided } from '#db/bulk.ts';
import type { Db } from '#db/sql.ts';
import type { Actor, Permission } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { assign } from '../triage/assign.ts';
import { claim, release } from '../triage/claim.ts';
import { dismiss } from '../triage/dismiss.ts';
import { join, leave } from '../triage/join.ts';
import { link } from '../triage/link.ts';
import { restore, unlink } from '../triage/restore.ts';
import { spam } from '../triage/spam.ts';

/** One submission of an act, on the transaction that notes what became of it: `services` are within it. */
export interface One {
	services: Services;
	db: Db;
	actor: Actor;
	bulk: string;
	number: string;
}
/** What the act left behind, for undoing. */
export interface Left {
	decidedAt: string | null;
	heldBy: string | null;
	reason: string;
}

export const permissionOf = ({ verb }: AnyBulkAct): Permission => (verb === 'assign' ? 'assign' : 'decide');

/** Does to one submission what the verb of this name does. Refuses as the verb does. */
export async function perform({ services, db, actor, bulk, number }: One, act: AnyBulkAct): Promise<void> {
	if (act.verb === 'assign') {
		await noteHolder(db, bulk, number);
		await assign(services, actor, number, act);
	} else if (act.verb === 'release') {
		await release(services, actor, number);
	} else {
		await claim(services, actor, number);
		if (act.verb === 'dismiss') await dismiss(services, actor, number, act);
		else if (act.verb === 'spam') await spam(services, actor, number, act);
		else if (act.verb === 'join') await join(services, actor, number, act.grievance);
		else await link(services, actor, number, act.grievance);
	}
}

const changed = () => new Refusal('changed', 409, 'Somebody has changed it since.');

/** A decision is taken back while it is the one that the act made. */
async function takeBack({ services, db, actor, number }: One, act: AnyBulkAct, left: Left): Promise<void> {
	if (!(await stillDecided(db, number, left.decidedAt))) throw changed();
	if (act.verb === 'join') await leave(services, actor, number, left);
	else if (act.verb === 'link') await unlink(services, actor, number, left);
	else await restore(services, actor, number, left);
}

/** Takes back what `perform` did to one submission. Refuses with `changed` when somebody has changed it since. */
export async function undo(one: One, act: AnyBulkAct, left: Left): Promise<void> {
	const { services, db, actor, number } = one;
	if (act.verb === 'release') {
		await claim(services, actor, number);
	} else if (act.verb === 'assign') {
		const now = await lockClaim(db, number);
		if (now?.holder !== act.to) throw changed();
		await assign(services, actor, number, { to: left.heldBy, reason: left.reason });
	} else await takeBack(one, act, left);
}
