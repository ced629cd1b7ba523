import type { Call } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import { shareOut } from '#db/call-share.ts';
import { handCallback, handDraft } from '#db/callback.ts';
import { freeColleague, giveToColleague, moveConsult, type Consult } from '#db/consult.ts';
import type { Db } from '#db/sql.ts';
import { queueTelephone } from '../queues.ts';
import type { Services } from '../services.ts';
import { letLegsGo } from './let-go.ts';

const live = ['ringing', 'talking', 'joined'] as const;

/** How asking a colleague ends while the call stays whose it is; `over`: the caller is gone. */
export type ConsultEnding = 'cancelled' | 'declined' | 'unanswered' | 'left' | 'failed' | 'over';

/**
 * The colleague is asked no more: they are free, or set aside who let it ring, and the caller comes back to whose call
 * it is. What ended already stays as it ended. The call is locked by the transaction.
 */
export async function endConsult(
	services: Pick<Services, 'boss'>,
	db: Db,
	{ id, stage }: Pick<Call, 'id' | 'stage'>,
	consult: Consult,
	how: ConsultEnding
): Promise<void> {
	if (!(await moveConsult(db, consult.id, live, how))) return;
	const { person } = consult;
	await freeColleague(db, consult, how === 'unanswered' ? 'not_responding' : 'available');
	const key = `consult_ended|${consult.id}`;
	await tellCall(db, { call: id, kind: 'consult_ended', key, person, reason: how });
	await letLegsGo(services, db, id, person);
	if (stage !== 'ended' && how !== 'over') await queueTelephone(services, db, { do: 'resume', call: id });
}

/**
 * The colleague stays with the caller and has the call from now on, with the form; who asked them winds their part up.
 * The call is locked by the transaction.
 */
export async function passToColleague(
	services: Pick<Services, 'boss'>,
	db: Db,
	{ id }: Pick<Call, 'id'>,
	consult: Consult
): Promise<void> {
	if (!(await moveConsult(db, consult.id, ['talking', 'joined'], 'passed'))) return;
	const { askedBy, person } = consult;
	await giveToColleague(db, consult);
	await handDraft(db, id, person);
	await handCallback(db, id, person);
	await shareOut(db, id, askedBy, person);
	await tellCall(db, { call: id, kind: 'passed', key: `passed|${consult.id}`, person });
	// First the two who stay hear each other, then the line of the one who leaves is let go.
	await queueTelephone(services, db, { do: 'resume', call: id });
	await letLegsGo(services, db, id, askedBy);
}
