import { SendError } from '#adapters/outgoing.ts';
import type { CallVerb, ConsultState } from '#contracts/telephone.ts';
import { readDeskCall, type DeskCallRow } from '#db/desk-call.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

type Reads = Pick<Services, 'adapters'>;
type Row = Pick<
	DeskCallRow,
	'account' | 'direction' | 'stage' | 'agent' | 'voiced' | 'connectedAt' | 'consult'
>;

/** By how a colleague is asked. The call is not ended while somebody means to end the talk with the colleague. */
const verbs: Record<ConsultState | 'nobody', CallVerb[]> = {
	nobody: ['hold', 'mute', 'transfer', 'consult', 'end'],
	ringing: ['mute', 'cancel'],
	talking: ['mute', 'complete', 'join', 'cancel'],
	joined: ['hold', 'mute', 'complete', 'cancel', 'end']
};
const asked: Record<ConsultState, CallVerb[]> = {
	ringing: ['leave'],
	talking: ['mute', 'leave'],
	joined: ['mute', 'leave']
};
/** Verbs for which the person's own voice must be in the call by a line of ours. */
const needVoice: readonly CallVerb[] = ['mute', 'consult'];

/** What this person can do with a call now: it must be theirs, or they are asked, go on, and its carrier must offer it. */
export function verbsOf({ adapters }: Reads, actor: Pick<Actor, 'id'>, row: Row): CallVerb[] {
	const { consult } = row;
	if (row.stage === 'ended' || !adapters.get(row.account)?.voice) return [];
	if (consult?.person === actor.id) return asked[consult.state];
	if (row.agent !== actor.id) return [];
	if (row.connectedAt === null) return ['end'];
	return verbs[consult?.state ?? 'nobody'].filter(
		(verb) =>
			(row.voiced || !needVoice.includes(verb)) &&
			// Whom we call has no place in the queue to go back to: a colleague is asked first.
			(row.direction === 'in' || verb !== 'transfer')
	);
}

/** The call, where the person may do this with it now. Refuses with `not_found`, `not_yours` or `not_now`. */
export async function callFor(services: Services, actor: Actor, id: string, verb: CallVerb) {
	const call = await readDeskCall(services.pool, id, actor.id);
	if (!call) throw new Refusal('not_found', 404, 'There is no such call.');
	if (call.agent !== actor.id && call.consult?.person !== actor.id)
		throw new Refusal('not_yours', 409, 'Another agent has this call.');
	if (!verbsOf(services, actor, call).includes(verb))
		throw new Refusal('not_now', 409, 'That cannot be done with this call now.');
	return call;
}

/** Asks the carrier for something while a person waits for it. Refuses with `carrier` where it says no. */
export async function atCarrier(services: Services, call: string, work: () => Promise<unknown> | undefined) {
	try {
		await work();
	} catch (fault) {
		if (!(fault instanceof SendError)) throw fault;
		services.log.warn({ call, code: fault.code }, 'the carrier did not do it');
		throw new Refusal('carrier', 409, 'The carrier did not do it. Try once more.');
	}
}
