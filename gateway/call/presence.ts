import type { Static } from 'typebox';
import type { AgentEndpoint, AgentState, setTelephone, readTelephone } from '#contracts/telephone.ts';
import type { Body, Reply } from '#contracts/endpoint.ts';
import { readAgentState, readCallInHand, readPauses, wishState } from '#db/agent-state.ts';
import { countWaitingFor } from '#db/call-queue.ts';
import { readSupervising } from '#db/call-leg.ts';
import { readDeskCall } from '#db/desk-call.ts';
import { audit } from '#db/event.ts';
import { readOffer } from '#db/offer.ts';
import { prepared } from '#db/prepared.ts';
import { casesLike } from '#db/suggest.ts';
import { rolesThat, type Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';
import { phoneOf } from '../triage/citizen.ts';
import { matchCaller } from './caller.ts';
import { verbsOf } from './verbs.ts';

/** Who never took part at the telephone. */
const offline = (): Static<typeof AgentState> => ({
	state: 'offline',
	since: new Date().toISOString(),
	reason: null,
	endpoint: 'none',
	address: null,
	away: false
});

/** A call with who calls, as this person may see it; null when there is none. */
async function showCall(services: Services, actor: Actor, id: string | null) {
	const db = services.pool;
	const row = id === null ? null : await readDeskCall(prepared(db), id);
	if (!row) return null;
	const { from, account: _, agent: _agent, voiced: _voiced, ...call } = row;
	const caller = await matchCaller(db, actor, call.direction === 'in' ? from : row.to);
	const citizens = caller.citizens.map((citizen) => citizen.id);
	const cases = citizens.length
		? await casesLike(db, actor, { number: null, answers: null, mentioned: [], citizens })
		: [];
	return { ...call, verbs: verbsOf(services, actor, row), caller, cases };
}

/** What the person's telephone screen shows. */
export async function showTelephone(services: Services, actor: Actor): Promise<Reply<typeof readTelephone>> {
	const pool = prepared(services.pool);
	const me = (await readAgentState(pool, actor.id)) ?? offline();
	const offer = await readOffer(pool, actor.id);
	const call = await showCall(services, actor, offer?.call ?? (await readCallInHand(pool, actor.id)));
	const waiting = await countWaitingFor(pool, actor.id, rolesThat('call'));
	const supervising = await readSupervising(pool, actor.id);
	return { me, offer, call, waiting, supervising, now: new Date().toISOString() };
}

/** Ways in which some account of this installation can bring a voice to an agent. */
export const endpointsOf = ({ adapters }: Pick<Services, 'adapters'>): AgentEndpoint[] => {
	const dialled = new Set([...adapters.values()].flatMap(({ voice }) => [...(voice?.dials ?? [])]));
	return ['none', ...(['client', 'phone', 'sip'] as const).filter((kind) => dialled.has(kind))];
};

const sipAddress = /^sips?:[^\s@<>"]+@[^\s@<>"]+$/;

/** The address of a telephone as it is kept. Refuses with `invalid` what is none. */
function addressOf({ endpoint, address }: Body<typeof setTelephone>): string | null {
	if (endpoint !== 'phone' && endpoint !== 'sip') return null;
	const written = address?.trim() ?? '';
	const kept = endpoint === 'phone' ? phoneOf(written) : sipAddress.test(written) ? written : null;
	if (kept === null) throw new Refusal('invalid', 400, 'That is no such address.', { field: 'address' });
	return kept;
}

/** Sets what the person does at the telephone. Refuses with `busy` while a call or an offer is in their hands. */
export const setPresence = (services: Services, actor: Actor, wish: Body<typeof setTelephone>) =>
	services.transaction(async (db) => {
		const { state, endpoint } = wish;
		if (endpoint === 'client' && !endpointsOf(services).includes('client'))
			throw new Refusal('invalid', 400, 'No account here can ring a browser.', { field: 'endpoint' });
		const reason = state === 'paused' ? (wish.reason ?? '') : null;
		if (reason !== null && !(await readPauses(db)).some(({ code }) => code === reason))
			throw new Refusal('invalid', 400, 'A pause needs one of the reasons.', { field: 'reason' });
		const set = await wishState(db, actor.id, {
			state,
			reason,
			address: addressOf(wish),
			...(endpoint === undefined ? {} : { endpoint })
		});
		if (!set) throw new Refusal('busy', 409, 'First the call that you have.');
		await audit(db, actor, 'telephone:set', actor.id, reason === null ? { state } : { state, reason });
		return set;
	});
