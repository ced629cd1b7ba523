import fc from 'fast-check';
import { Type } from 'typebox';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { lockCall } from '#db/call.ts';
import { tellCall, tellCalls, type CallEvent } from '#db/call-event.ts';
import { createPool, inTransaction, one, sql, type Db } from '#db/sql.ts';
import { cloneDatabase, type Database } from '../../support/database.ts';

let own: Database;
let pool: ReturnType<typeof createPool>;
beforeAll(async () => {
	own = await cloneDatabase();
	pool = createPool(own.url, 4, () => undefined);
}, 60_000);
afterAll(async () => {
	await pool.end();
	await own.drop();
});

let calls = 0;
const newCall = async (db: Db) =>
	(await lockCall(db, { account: 'ivr', externalId: `CA${calls++}`, from: '+919876500000', to: null })).id;
/** All that a call's row says of what happened. */
const rowOf = (db: Db, id: string) =>
	one(
		db,
		Type.Object({ row: Type.Unsafe<Record<string, unknown>>({}) }),
		sql`select to_jsonb(call) - '{id,external_id,started_at,heard_at}'::text[] as row from call where id = ${id}::bigint`
	).then(({ row }) => row);

type Without<E> = E extends CallEvent ? Omit<E, 'call'> : never;
type Told = Without<CallEvent>;
const isFinal = (event: Told) => event.kind === 'provider' && event.rank === 9;
const at = fc
	.integer({ min: 0, max: 12 })
	.map((s) => new Date(Date.UTC(2026, 10, 27, 9, 0, s)).toISOString());
const line = fc
	.record({
		at,
		told: fc.constantFrom(
			['ringing', 0],
			['ringing', 1],
			['answered', 2],
			['completed', 9],
			['busy', 9],
			['failed', 9],
			['unanswered', 9],
			['cancelled', 9]
		) as fc.Arbitrary<[string, number]>,
		duration: fc.option(fc.integer({ min: 0, max: 90 }), { nil: undefined })
	})
	.map(({ at, told: [status, rank], duration }): Told => {
		const event = { kind: 'provider' as const, at, status, rank };
		return duration === undefined ? event : { ...event, duration };
	});
const ours = fc
	.record({
		at,
		kind: fc.constantFrom(
			'script',
			'left',
			'script_done',
			'voicemail',
			'queued',
			'callback',
			'offered',
			'offer_declined',
			'offer_expired',
			'offer_withdrawn',
			'accepted',
			'connected',
			'held',
			'resumed',
			'transferring',
			'released',
			'consulting',
			'consulted',
			'joined',
			'consult_ended',
			'passed'
		) as fc.Arbitrary<Exclude<CallEvent['kind'], 'provider'>>,
		nth: fc.integer({ min: 1, max: 3 })
	})
	.map(({ at, kind, nth }): Told => ({ kind, at, key: `${kind}|${nth}` }));
/** What happened in one call: each event under a key of its own, as it is told by who saw it. */
const history = fc.uniqueArray(fc.oneof(line, ours), {
	maxLength: 14,
	selector: (event) => event.key ?? (event.kind === 'provider' ? event.status : event.kind)
});
/** The same in any order, each told up to three times. */
const retold = history.chain((events) =>
	fc.record({
		events: fc.constant(events),
		told: fc
			.array(fc.constantFrom(...(events.length ? events : [{ kind: 'script' } as Told])), { maxLength: 20 })
			.chain((again) =>
				fc.shuffledSubarray(events.length ? [...events, ...again] : [], {
					minLength: events.length ? events.length + again.length : 0
				})
			)
	})
);

const tell = async (db: Db, call: string, events: Told[]) => {
	for (const event of events) await tellCall(db, { ...event, call } as CallEvent);
};

describe('the row of a call', () => {
	test(
		'is the same after any order and repetition of what happened',
		() =>
			fc.assert(
				fc.asyncProperty(retold, ({ events, told }) =>
					inTransaction(pool, async (db) => {
						const [straight, shuffled, atOnce] = [await newCall(db), await newCall(db), await newCall(db)];
						await tell(db, straight, events);
						await tell(db, shuffled, told);
						if (told.length)
							await tellCalls(db, told.map((event) => ({ ...event, call: atOnce })) as CallEvent[]);
						const row = await rowOf(db, straight);
						expect(await rowOf(db, shuffled)).toEqual(row);
						expect(await rowOf(db, atOnce)).toEqual(row);
					})
				),
				{ numRuns: 120 }
			),
		120_000
	);

	test(
		'only goes forward, ends once, and names one ending',
		() =>
			fc.assert(
				fc.asyncProperty(retold, ({ told }) =>
					inTransaction(pool, async (db) => {
						const id = await newCall(db);
						const stages = ['new', 'ivr', 'queued', 'offered', 'ringing_agent', 'connected', 'ended'];
						let reached = 0;
						let ends = 0;
						for (const event of told) {
							const standing = await tellCall(db, { ...event, call: id } as CallEvent);
							const stage = stages.indexOf(standing.stage);
							expect(stage).toBeGreaterThanOrEqual(reached);
							reached = stage;
							ends += Number(standing.endedNow);
							expect(standing.ending !== null).toBe(standing.stage === 'ended');
						}
						const over = told.some(isFinal);
						expect(reached === 6).toBe(over);
						expect(ends).toBe(over ? 1 : 0);
					})
				),
				{ numRuns: 60 }
			),
		120_000
	);
});

const ended = { kind: 'provider', status: 'completed', rank: 9 } as const;
const as = (kind: Exclude<CallEvent['kind'], 'provider'>, nth = 1): Told => ({ kind, key: `${kind}|${nth}` });

test.for([
	['abandoned_ivr', [as('script'), ended]],
	['ivr_completed', [as('script'), as('script_done'), ended]],
	['ivr_completed', [as('script'), as('left'), ended]],
	['voicemail', [as('script'), as('queued'), as('voicemail'), ended]],
	['abandoned_queue', [as('script'), as('queued'), ended]],
	['abandoned_queue', [as('queued'), as('offered'), as('offer_expired'), ended]],
	['abandoned_ringing', [as('queued'), as('offered'), ended]],
	[
		'abandoned_ringing',
		[as('queued'), as('offered'), as('offer_declined'), as('offered', 2), as('accepted'), ended]
	],
	['callback_requested', [as('queued'), as('callback'), ended]],
	['completed', [as('queued'), as('offered'), as('accepted'), as('connected'), ended]],
	['completed', [as('connected'), { ...ended, status: 'failed' }]],
	['failed', [as('script'), { ...ended, status: 'failed' }]],
	['rejected', [{ ...ended, status: 'busy' }, ended]]
] as [string, Told[]][])('ends as %s', ([ending, events]) =>
	inTransaction(pool, async (db) => {
		const id = await newCall(db);
		await tell(db, id, events);
		expect(await rowOf(db, id)).toMatchObject({ stage: 'ended', ending });
	})
);

test('what an agent answers after the caller was gone connects nobody', () =>
	inTransaction(pool, async (db) => {
		const id = await newCall(db);
		await tell(db, id, [as('queued'), as('offered'), as('accepted'), ended, as('connected')]);
		expect(await rowOf(db, id)).toMatchObject({ ending: 'abandoned_ringing', connected_at: null });
	}));

test('history is kept as it was written', async () => {
	const id = await inTransaction(pool, async (db) => {
		const call = await newCall(db);
		await tell(db, call, [as('script')]);
		return call;
	});
	await expect(pool.query('update call_event set kind = $1 where call = $2', ['left', id])).rejects.toThrow(
		'append-only'
	);
});
