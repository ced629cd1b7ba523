import { tellCall } from '#db/call-event.ts';
import { noteAway } from '#db/agent-state.ts';
import { listen } from '#db/listen.ts';
import { makeOffer } from '#db/offer.ts';
import { prepared } from '#db/prepared.ts';
import { rolesThat } from '../access/actor.ts';
import { paced } from '../paced.ts';
import type { Services } from '../services.ts';
import { expireOffers, expireRinging } from './expire.ts';

/** Nothing depends on a notification alone: what was missed is done at the next tick, by whichever gateway is there. */
const TICK_MS = 1_000;
const WAKE_INTERVAL_MS = 50;
/** Whose screens are all gone for this long is offline. */
const OFFLINE_AFTER_SECONDS = 300;
/** Of one round; another follows. */
const OFFERS_LIMIT = 100;

/** Holds out calls as long as there is one that fits somebody free. Gives how many. */
export async function offerCalls({
	transaction,
	adapters
}: Pick<Services, 'transaction' | 'adapters'>): Promise<number> {
	const unable = [...adapters.values()]
		.filter(({ voice }) => voice && !voice.dials.includes('client'))
		.map(({ account }) => account);
	for (let made = 0; made < OFFERS_LIMIT; made++) {
		const offered = await transaction(async (connection) => {
			const db = prepared(connection);
			const offer = await makeOffer(db, rolesThat('call'), unable);
			if (offer) {
				const { call, person, id } = offer;
				await tellCall(db, { call, kind: 'offered', key: `offered|${id}`, person });
			}
			return offer;
		});
		if (!offered) return made;
	}
	return OFFERS_LIMIT;
}

/** One round: offers and rings that nobody answered are taken back, then calls are held out anew. */
export async function dispatch(
	services: Pick<Services, 'transaction' | 'pool' | 'boss' | 'adapters'>
): Promise<void> {
	await expireOffers(services);
	await expireRinging(services);
	await noteAway(services.pool, OFFLINE_AFTER_SECONDS);
	await offerCalls(services);
}

/** Keeps the queue moving: at every word of a change, and every second. Any number of gateways may do so at once. */
export function startDispatch(services: Services, databaseUrl: string) {
	const noted = (fault: unknown) => services.log.warn({ err: fault }, 'calls not held out');
	let running: Promise<unknown> = Promise.resolve();
	let busy = false;
	/** What is done when the round that goes on is over; a whole round has the other in it. */
	let due: typeof dispatch | typeof offerCalls | null = null;
	const round = (work: typeof dispatch | typeof offerCalls) => {
		if (busy) return void (due = due === dispatch ? dispatch : work);
		busy = true;
		due = null;
		running = work(services)
			.catch(noted)
			.finally(() => {
				busy = false;
				if (due) round(due);
			});
	};
	// What lapses with time waits for the tick; a word of a change brings calls and agents together at once.
	const wake = paced(WAKE_INTERVAL_MS, () => round(offerCalls));
	const timer = setInterval(() => round(dispatch), TICK_MS);
	const listener = listen(
		databaseUrl,
		'telephone',
		(payload) => {
			const event = payload === undefined ? 'queue' : (JSON.parse(payload) as { event: string }).event;
			if (event === 'queue' || event === 'agent') wake();
		},
		noted
	);
	return async () => {
		clearInterval(timer);
		await listener.stop();
		await running;
	};
}
