import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lockCall, lockCallById } from '#db/call.ts';
import { tellCall } from '#db/call-event.ts';
import { findLeg, moveLeg, openLeg } from '#db/call-leg.ts';
import { liveConsult, moveConsult, openConsult, talkTo } from '#db/consult.ts';
import { keepScreens } from '#db/presence.ts';
import { ensureStaff } from '#db/staff.ts';
import type { Db } from '#db/sql.ts';
import { noLimit } from '#contracts/access.ts';
import { asActor, type Actor } from '#gateway/access/actor.ts';
import { accept } from '#gateway/call/accept.ts';
import { turnConsult } from '#gateway/call/consult.ts';
import { offerCalls } from '#gateway/call/dispatch.ts';
import { hearLine } from '#gateway/call/heard.ts';
import { hearLeg } from '#gateway/call/leg.ts';
import { labVoiceAccounts } from '#adapters/lab/accounts-voice.ts';
import { readConfig } from '#gateway/config.ts';
import type { Services } from '#gateway/services.ts';
import { startServices } from '#gateway/start-services.ts';
import { cloneDatabase, type Database } from '../../support/database.ts';
import { newCaller, waitingCall } from '../../support/floor.ts';

/* No carrier is there and no job is done: what carriers tell is told by hand, in every order. */

const ACCOUNT = 'ivr-twilio';
let own: Database;
let started: Awaited<ReturnType<typeof startServices>>;
let services: Services;
beforeAll(async () => {
	own = await cloneDatabase();
	const accounts = labVoiceAccounts({ labUrl: 'http://127.0.0.1:9', publicOrigin: 'https://sunwai.example' });
	const config = readConfig({ SUNWAI_PUBLIC_ORIGIN: 'https://sunwai.example', SUNWAI_LOG: 'silent' });
	started = await startServices(config, own.url, accounts, 'x'.repeat(40));
	services = started.services;
}, 60_000);
afterAll(async () => {
	await started.stop();
	await own.drop();
}, 30_000);

const rows = async <T>(text: string, ...values: unknown[]) =>
	(await services.pool.query({ text, values })).rows as T[];

let people = 0;
const phoneOf = () => `+91722556${String(10_000 + people)}`;
/** Somebody free at a desk telephone. */
async function agent(): Promise<Actor> {
	const id = `agent-${people++}`;
	const person = { id, name: id, email: `${id}@x.example`, role: 'agent' as const, language: 'pa' as const };
	await ensureStaff(services.pool, { ...person, scope: noLimit }, 'x');
	await keepScreens(services.pool, [{ screen: id, person: id, number: null, doing: 'looking' }]);
	await rows(`update presence set at = now() + interval '1 hour' where person = $1`, id);
	await rows(
		`insert into agent_state (person, state, endpoint, address) values ($1, 'available', 'phone', $2)`,
		id,
		phoneOf()
	);
	return asActor({ ...person, scope: noLimit }, 'session');
}

type Who = 'caller' | 'first' | 'second';
interface Scene {
	call: string;
	people: Record<'first' | 'second', Actor>;
	/** Lines beside the caller's. */
	legs: Record<'first' | 'second', string>;
}

const line = async (db: Db, call: string, person: string, kind: 'agent' | 'consult', consult?: string) => {
	const leg = await openLeg(db, {
		...{ call, person, kind, account: ACCOUNT, endpoint: 'phone' },
		...(consult === undefined ? {} : { consult })
	});
	await moveLeg(db, leg.id, { externalId: `CA-${leg.id}`, answered: true });
	return leg.id;
};

let calls = 0;
/** A caller with an agent who asks a colleague: the two agents talk, the caller hears music. */
async function scene(): Promise<Scene> {
	const [first, second] = [await agent(), await agent()];
	return services.transaction(async (db) => {
		const key = { account: ACCOUNT, externalId: `CA-order-${calls++}`, from: newCaller(), to: null };
		const { id: call } = await lockCall(db, key);
		for (const kind of ['script', 'queued', 'connected'] as const) await tellCall(db, { call, kind });
		await db.query({
			text: `insert into queue_entry (call, language, state) values ($1, 'pa', 'taken')`,
			values: [call]
		});
		await db.query({ text: `update call set agent = $2 where id = $1`, values: [call, first.id] });
		await db.query({
			text: `update agent_state set state = 'hold', call = $2 where person = $1`,
			values: [first.id, call]
		});
		await tellCall(db, { call, kind: 'held', key: 'held|1' });
		const asked = await openConsult(
			db,
			{ call, askedBy: first.id, person: second.id },
			{ kinds: ['phone'], seconds: 20 }
		);
		if (!asked) throw new Error('nobody to ask');
		await moveConsult(db, asked.id, ['ringing'], 'talking');
		await talkTo(db, asked);
		return {
			call,
			people: { first, second },
			legs: {
				first: await line(db, call, first.id, 'agent'),
				second: await line(db, call, second.id, 'consult', asked.id)
			}
		};
	});
}

interface Word {
	of: Who;
	status: string;
	rank: number;
	duration?: number;
}
/** What a carrier says of a line. */
const tell = ({ call, legs }: Scene, { of, ...word }: Word) =>
	services.transaction(async (db) => {
		const locked = await lockCallById(db, call);
		if (!locked) throw new Error('no call');
		if (of === 'caller') return hearLine(services, db, locked, word);
		const leg = await findLeg(db, legs[of]);
		if (leg) await hearLeg(services, db, locked, leg, word);
	});

const early: Word[] = (['caller', 'first', 'second'] as const).flatMap((of) => [
	{ of, status: 'ringing', rank: 0 },
	{ of, status: 'ringing', rank: 1 },
	{ of, status: 'answered', rank: 2 }
]);
const over = (of: Who): Word[] => [
	{ of, status: 'completed', rank: 9 },
	{ of, status: 'completed', rank: 9, duration: 31 }
];

const verbs = ['none', 'join', 'complete', 'cancel'] as const;
const all: Who[] = ['caller', 'first', 'second'];

interface Way {
	verb: (typeof verbs)[number];
	root: Who;
	before: Word[];
	after: Word[];
	/** Calls are held out between any two words. */
	rushed: boolean;
}
/** One way in which the words may come: who hung up first, and everything else in any order, some of it often. */
const way: fc.Arbitrary<Way> = fc
	.record({ verb: fc.constantFrom(...verbs), root: fc.constantFrom(...all) })
	.chain(({ verb, root }) => {
		const others = all.filter((of) => of !== root).flatMap(over);
		const again = fc.array(fc.constantFrom(...early, ...over(root)), { maxLength: 5 });
		return fc.record({
			verb: fc.constant(verb),
			root: fc.constant(root),
			before: fc.shuffledSubarray(early),
			after: again.chain((more) => {
				const rest = [...early, ...others, ...over(root), ...more];
				return fc.shuffledSubarray(rest, { minLength: rest.length, maxLength: rest.length });
			}),
			rushed: fc.boolean()
		});
	});

/** Whoever has two calls in hand: as the one whose it is, or as one who is asked. */
const inTwo = () =>
	rows(
		`select person from (
				select agent as person, id as call from call where stage in ('ringing_agent', 'connected') and agent is not null
				union select person, call from consult where ended_at is null
			) held group by person having count(distinct call) > 1`
	);
/** Whoever is offered something is free, takes it, and talks. */
async function takeOffers(present: Actor[]) {
	await offerCalls(services);
	for (const actor of present) {
		const [offer] = await rows<{ id: string; call: string }>(
			`select id::text, call::text from offer where person = $1 and state = 'pending'`,
			actor.id
		);
		if (!offer) continue;
		await accept(services, actor, offer.id);
		await rows(`update agent_state set state = 'on_call' where person = $1 and state = 'ringing'`, actor.id);
		await services.transaction((db) => tellCall(db, { call: offer.call, kind: 'connected' }));
	}
}
/** What is left of it all, but for times. */
async function left({ call, people: { first, second } }: Scene) {
	const [row] = await rows<{ agent: string }>(
		`select stage, ending, agent, held, state, rank, duration_s,
				(select array_agg(state order by id) from consult where call = c.id) as consults,
				(select array_agg(person order by id) from call_share where call = c.id) as shares,
				(select count(*)::int from call_leg where call = c.id and rank < 9) as lines
			from call c where id = $1`,
		call
	);
	const names = new Map([
		[first.id, 'first'],
		[second.id, 'second']
	]);
	return JSON.parse(
		JSON.stringify(row, (_, value: unknown) =>
			typeof value === 'string' ? (names.get(value) ?? value) : value
		)
	) as object;
}

async function play({ verb, root, before, after, rushed }: Way, waits: boolean) {
	const one = await scene();
	const { first, second } = one.people;
	// Somebody else waits: whoever is free for a moment is given that call.
	if (waits) await waitingCall(services);
	const check = async () => {
		if (waits) await takeOffers([first, second]);
		expect(await inTwo()).toEqual([]);
	};
	for (const word of before) await tell(one, word);
	if (verb !== 'none') await turnConsult(services, first, one.call, verb);
	await check();
	for (const word of over(root).slice(0, 1)) await tell(one, word);
	for (const word of after) {
		await tell(one, word);
		if (rushed) await check();
	}
	await check();
	expect(await services.transaction((db) => liveConsult(db, one.call))).toBeNull();
	const result = await left(one);
	await rows(
		`update agent_state set state = 'offline', call = null, reason = null where person like 'agent-%'`
	);
	await rows(`update queue_entry set state = 'gone' where state in ('waiting', 'offered')`);
	await rows(`update offer set state = 'withdrawn', ended_at = now() where state = 'pending'`);
	return result;
}

describe('what carriers tell of a call in which a colleague is asked', () => {
	test(
		'ends in the same row in any order and however often it is told, and nobody is ever in two calls',
		() =>
			fc.assert(
				fc.asyncProperty(way, fc.boolean(), async (told, waits) => {
					const { verb, root } = told;
					const straight: Way = {
						...{ verb, root, before: early, rushed: false },
						after: all
							.filter((of) => of !== root)
							.flatMap(over)
							.concat(over(root))
					};
					expect(await play(told, waits)).toEqual(await play(straight, false));
				}),
				{ numRuns: 40 }
			),
		180_000
	);
});
