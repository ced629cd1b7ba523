import { beforeEach, describe, expect } from 'vitest';
import { lockCall } from '#db/call.ts';
import { tellCalls, type CallEvent } from '#db/call-event.ts';
import { enter, leaveQueue } from '#db/call-queue.ts';
import { readCallWall } from '#db/call-wall.ts';
import { ensureStaff } from '#db/staff.ts';
import { createPool, inTransaction, type Db } from '#db/sql.ts';
import { noLimit } from '#contracts/access.ts';
import { test as base } from '../../support/database.ts';

const test = base.extend<{ db: Db }>({
	db: async ({ database }, use) => {
		const pool = createPool(database.url, 1, () => undefined);
		// Rolled back: each test counts its own calls alone.
		await inTransaction(pool, async (db) => {
			await use(db);
			throw new Error('roll back');
		}).catch(() => undefined);
		await pool.end();
	}
});

let calls = 0;
let start = 0;
beforeEach(() => void (start = Date.now() - 3_600_000));
/** So many seconds after the beginning of what is counted, an hour ago. */
const at = (seconds: number) => new Date(start + seconds * 1000).toISOString();
const wall = (db: Db) => readCallWall(db, [], at(0));

/** A call that came at `queued`, was answered and ended at these seconds. */
async function call(
	db: Db,
	{
		queued,
		answered,
		ended,
		callback
	}: { queued: number; answered?: number; ended?: number; callback?: true }
) {
	const { id } = await lockCall(db, { account: 'ivr', externalId: `CA${calls++}`, from: null, to: null });
	await enter(db, id, { language: 'pa' });
	const events: (CallEvent | false)[] = [
		{ call: id, kind: 'queued', at: at(queued) },
		callback === true && { call: id, kind: 'callback', at: at(queued + 1) },
		answered !== undefined && { call: id, kind: 'connected', at: at(answered) },
		ended !== undefined && { call: id, kind: 'provider', at: at(ended), status: 'completed', rank: 9 }
	];
	await tellCalls(
		db,
		events.filter((event) => event !== false)
	);
	if (answered !== undefined || ended !== undefined) await leaveQueue(db, id, 'gone');
	return id;
}

describe('the wall of calls', () => {
	test('is empty where nothing happened', async ({ db }) => {
		expect(await wall(db)).toMatchObject({
			waiting: 0,
			longestWait_s: null,
			agents: [],
			queued: 0,
			serviceLevel: null,
			answer_s: null,
			handle_s: null,
			occupancy: null,
			endings: []
		});
	});

	test('counts service, short abandons and callbacks apart', async ({ db }) => {
		await call(db, { queued: 0, answered: 10, ended: 110 });
		await call(db, { queued: 0, answered: 20, ended: 80 });
		await call(db, { queued: 0, answered: 60, ended: 160 });
		await call(db, { queued: 0, ended: 10 });
		await call(db, { queued: 0, ended: 11 });
		await call(db, { queued: 0, ended: 300, callback: true });
		// Waits, but not long enough to be missed; and one that is.
		await call(db, { queued: 3600 });
		await call(db, { queued: 3500 });
		// Of yesterday.
		await call(db, { queued: -100, answered: -90, ended: -10 });
		const shown = await wall(db);
		expect(shown).toMatchObject({
			waiting: 2,
			queued: 8,
			answered: 3,
			abandoned: 1,
			abandonedShort: 1,
			callbacksAsked: 1,
			answer_s: 30,
			endings: [
				{ ending: 'abandoned_queue', count: 2 },
				{ ending: 'callback_requested', count: 1 },
				{ ending: 'completed', count: 3 }
			]
		});
		expect(shown.serviceLevel).toBeCloseTo(2 / 5);
		expect(shown.handle_s).toBeCloseTo((100 + 60 + 100) / 3);
	});

	test('counts winding up as handling', async ({ db }) => {
		const id = await call(db, { queued: 0, answered: 10, ended: 70 });
		await db.query({
			text: `update call set disposition = 'silent', disposed_at = $2, disposed_by = 'x' where id = $1`,
			values: [id, at(100)]
		});
		expect((await wall(db)).handle_s).toBeCloseTo(90);
	});

	test('counts work over the time at the telephone without pauses, from the beginning of the day on', async ({
		db
	}) => {
		const spent = async (person: string, state: string, from: number) =>
			db.query({
				text: 'insert into agent_time (person, state, at) values ($1, $2, $3)',
				values: [person, state, at(from)]
			});
		// What is counted begins with a half-hour.
		start -= start % 1_800_000;
		// Came the day before: 100 s free, 200 s at work, 50 s of pause, 100 s of winding up, then gone.
		await spent('a', 'available', -500);
		await spent('a', 'on_call', 100);
		await spent('a', 'paused', 300);
		await spent('a', 'wrap_up', 350);
		await spent('a', 'offline', 450);
		await spent('b', 'available', 0);
		await spent('b', 'hold', 200);
		await spent('b', 'offline', 300);
		expect((await wall(db)).occupancy).toBeCloseTo((200 + 100 + 100) / (100 + 200 + 100 + 300));
	});

	test('names who is at the telephone, and since when in which state', async ({ db }) => {
		const person = {
			id: 'a',
			name: 'Harpreet',
			email: 'a@x.example',
			role: 'agent' as const,
			language: 'pa' as const
		};
		await ensureStaff(db, { ...person, scope: noLimit }, 'x');
		await db.query({
			text: `insert into agent_state (person, state, reason, since) values ('a', 'paused', 'meal', $1)`,
			values: [at(5)]
		});
		expect((await wall(db)).agents).toEqual([
			{ id: 'a', name: 'Harpreet', state: 'paused', since: at(5), reason: 'meal', away: true, talks: null }
		]);
		await db.query({ text: `update agent_state set state = 'offline', reason = null`, values: [] });
		expect((await wall(db)).agents).toEqual([]);
	});

	test('shows the longest wait', async ({ db }) => {
		const id = await call(db, { queued: 3500 });
		await db.query({
			text: `update queue_entry set queued_at = now() - interval '90 seconds' where call = $1`,
			values: [id]
		});
		await call(db, { queued: 3590 });
		expect((await wall(db)).longestWait_s).toBeCloseTo(90, 0);
	});
});
