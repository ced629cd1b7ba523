import type { Static } from 'typebox';
import type { AgentState, readTelephone } from '#contracts/telephone.ts';
import type { Reply } from '#contracts/endpoint.ts';
import { lockCall } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import type { Wanted } from '#db/call-queue.ts';
import type { Db } from '#db/sql.ts';
import { enterQueue } from '#gateway/call/enqueue.ts';
import { endCall } from '#gateway/call/end-call.ts';
import type { Services } from '#gateway/services.ts';
import type { Person, TestGateway } from './gateway.ts';

let calls = 0;
/** A telephone that no other call of this file came from. */
export const newCaller = () => `+9198140${String(10_000 + calls++)}`;

/** Who was in the queue before keeps the time of coming. */
const cameEarlier = (db: Db, call: string, seconds: number) =>
	db.query({
		text: `insert into queue_entry (call, language, queued_at) values ($1, 'pa', now() - make_interval(secs => $2))`,
		values: [call, seconds]
	});

/** A call that waits in the queue, as the script leaves it there. Gives its id. */
export const waitingCall = (
	{ transaction }: Pick<Services, 'transaction'>,
	{
		from = newCaller(),
		since_seconds = 0,
		...wanted
	}: Partial<Wanted> & { from?: string | null; /** Came so long ago. */ since_seconds?: number } = {}
) =>
	transaction(async (db) => {
		const key = { account: 'ivr-test', externalId: `CA${calls++}`, from, to: null };
		const { id } = await lockCall(db, key);
		await tellCall(db, { call: id, kind: 'script' });
		if (since_seconds) await cameEarlier(db, id, since_seconds);
		await enterQueue(db, { id }, { language: 'pa', ...wanted });
		return id;
	});

/** The caller hangs up. */
export const hangUp = (services: Services, call: string) =>
	services.transaction(async (db) => {
		const event = { call, kind: 'provider' as const, status: 'completed', rank: 9 };
		await endCall(services, db, await tellCall(db, event));
	});

/** Sets what a person does at the telephone. */
export const setState = async (gateway: TestGateway, person: Person, state: string, more: object = {}) =>
	gateway.call<Static<typeof AgentState>>('POST', '/api/telephone/state', {
		cookie: await gateway.signIn(person),
		body: { state, ...more }
	});

/** What the person's telephone screen shows. */
export const telephoneOf = async (gateway: TestGateway, person: Person) =>
	(
		await gateway.call<Reply<typeof readTelephone>>('GET', '/api/telephone', {
			cookie: await gateway.signIn(person)
		})
	).json;

/** One verb at the telephone. */
export const post = async <T = never>(gateway: TestGateway, person: Person, url: string, body?: object) =>
	gateway.call<T>('POST', url, {
		cookie: await gateway.signIn(person),
		...(body === undefined ? {} : { body })
	});
