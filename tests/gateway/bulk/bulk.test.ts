import { randomUUID } from 'node:crypto';
import { expect, vi } from 'vitest';
import { BULK_LIMIT, type AnyBulkAct, type Bulk, type BulkRow } from '#contracts/bulk.ts';
import { act, held, registration, submit } from '../../support/desk.ts';
import { limit, submitIn, FOREIGN, OWN } from '../../support/access.ts';
import { connect, gatewayTest, until, type Person, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();

interface Result {
	bulk: Bulk;
	rows: BulkRow[];
}
const ask = async <T>(gateway: TestGateway, person: Person, method: string, url: string, body?: unknown) =>
	gateway.call<T>(method, url, {
		cookie: await gateway.signIn(person),
		...(body === undefined ? {} : { body })
	});
const start = async (
	gateway: TestGateway,
	numbers: string[],
	done: AnyBulkAct,
	{ person = 'agent', key = randomUUID() as string }: { person?: Person; key?: string } = {}
) => {
	const url = done.verb === 'assign' ? '/api/bulk/assign' : '/api/bulk';
	const answer = await ask<{ id: string }>(gateway, person, 'POST', url, { key, numbers, act: done });
	expect(answer.status, answer.text).toBe(200);
	return answer.json.id;
};
const ended = (gateway: TestGateway, id: string, person: Person = 'agent') =>
	until(async () => {
		const { json } = await ask<Result>(gateway, person, 'GET', `/api/bulk/${id}`);
		return ['done', 'undone'].includes(json.bulk.state) && json;
	}) as Promise<Result>;
const undo = (gateway: TestGateway, id: string, person: Person = 'agent') =>
	ask<{ code: string }>(gateway, person, 'POST', `/api/bulk/${id}/undo`, { reason: 'A mistake' });
const several = async (gateway: TestGateway, texts: string[]) => {
	const numbers: string[] = [];
	for (const text of texts) numbers.push((await submit(gateway, text)).number);
	return numbers;
};
const states = async (gateway: TestGateway, numbers: string[]) => {
	const rows = await gateway.query<{ number: string; state: string }>(
		'select number, state from submission where number = any($1::bpchar[])',
		numbers
	);
	return numbers.map((number) => rows.find((row) => row.number === number)?.state);
};
const history = (gateway: TestGateway, number: string) =>
	gateway
		.query<{ type: string }>('select type from event where number = $1 order by sequence', number)
		.then((rows) => rows.map(({ type }) => type.replace('submission:', '')));

test('the same press of the button is one act, and nobody reads or undoes that of another', async ({
	gateway
}) => {
	const numbers = await several(gateway, ['Pressed twice']);
	const key = randomUUID();
	const dismissal = { verb: 'dismiss', reason: 'test' } as const;
	const id = await start(gateway, numbers, dismissal, { key });
	expect(await start(gateway, numbers, dismissal, { key })).toBe(id);
	await ended(gateway, id);
	expect((await ask(gateway, 'agent2', 'GET', `/api/bulk/${id}`)).status).toBe(404);
	expect((await undo(gateway, id, 'agent2')).status).toBe(404);
	const { json } = await ask<{ rows: Bulk[] }>(gateway, 'agent', 'GET', '/api/bulk');
	expect(json.rows[0]).toMatchObject({ id, act: dismissal, total: 1, done: 1 });
	const { json: foreign } = await ask<{ rows: Bulk[] }>(gateway, 'agent2', 'GET', '/api/bulk');
	expect(foreign.rows).toEqual([]);
});

test('each is claimed and dismissed by the same verbs; what another holds or has decided is refused and said', async ({
	gateway
}) => {
	const [free, decided] = (await several(gateway, ['Many 1', 'Many 2'])) as [string, string];
	const { number: mine } = await held(gateway, 'agent', 'Many 3');
	const { number: others } = await held(gateway, 'agent2', 'Many 4');
	await act(gateway, 'agent', decided, 'claim');
	await act(gateway, 'agent', decided, 'dismiss', { reason: 'test' });
	const id = await start(gateway, [free, decided, mine, others, '2699999990'], {
		verb: 'dismiss',
		reason: 'not_a_grievance',
		note: 'All the same'
	});
	const { bulk, rows } = await ended(gateway, id);
	expect(rows).toEqual([
		{ number: free, state: 'done', reason: null, holder: null },
		{ number: decided, state: 'refused', reason: 'decided', holder: null },
		{ number: mine, state: 'done', reason: null, holder: null },
		{ number: others, state: 'refused', reason: 'claimed', holder: 'Ravi Kumar' },
		{ number: '2699999990', state: 'refused', reason: 'not_found', holder: null }
	]);
	expect(bulk).toMatchObject({ total: 5, waiting: 0, done: 2, refused: 3, undone: 0, kept: 0 });
	expect(await history(gateway, free)).toEqual(['received', 'claimed', 'dismissed']);
	expect(await states(gateway, [others])).toEqual(['waiting']);
	const [audit] = await gateway.query(
		`select actor, detail->'count' as count from audit where action = 'bulk:started' and subject = $1`,
		id
	);
	expect(audit).toEqual({ actor: 'demo-agent', count: 5 });
});

test('the whole is undone; what somebody has changed since is kept and said', async ({ gateway }) => {
	const numbers = await several(gateway, ['Back 1', 'Back 2', 'Back 3']);
	const id = await start(gateway, numbers, { verb: 'spam' });
	expect((await ended(gateway, id)).bulk).toMatchObject({ done: 3, undoUntil: expect.any(String) });
	await act(gateway, 'agent2', numbers[1]!, 'restore', { reason: 'It is none' });
	await act(gateway, 'agent2', numbers[1]!, 'claim');
	await act(gateway, 'agent2', numbers[1]!, 'dismiss', { reason: 'test' });
	expect((await undo(gateway, id)).status).toBe(200);
	const { bulk, rows } = await ended(gateway, id);
	expect(bulk).toMatchObject({ state: 'undone', undone: 2, kept: 1, undoUntil: null });
	expect(rows[1]).toMatchObject({ state: 'kept', reason: 'changed' });
	expect(await states(gateway, numbers)).toEqual(['waiting', 'dismissed', 'waiting']);
	expect(await history(gateway, numbers[0]!)).toEqual(['received', 'claimed', 'dismissed', 'restored']);
	expect((await undo(gateway, id)).json.code).toBe('too_late');
});

test('links are made and taken back; ten minutes after its end an act stands', async ({ gateway }) => {
	const { number: grievance } = await held(gateway, 'agent', 'Linked to');
	await act(gateway, 'agent', grievance, 'register', registration());
	const numbers = await several(gateway, ['Link 1', 'Link 2']);
	const id = await start(gateway, numbers, { verb: 'link', grievance });
	await ended(gateway, id);
	expect(await states(gateway, numbers)).toEqual(['linked', 'linked']);
	await undo(gateway, id);
	await ended(gateway, id);
	expect(await states(gateway, numbers)).toEqual(['waiting', 'waiting']);
	const later = await start(gateway, numbers, { verb: 'dismiss', reason: 'test' });
	await ended(gateway, later);
	await gateway.query(`update bulk set done_at = now() - interval '11 minutes' where id = $1`, later);
	expect((await undo(gateway, later)).json.code).toBe('too_late');
	expect(await states(gateway, numbers)).toEqual(['dismissed', 'dismissed']);
});

test('a supervisor gives many to one person and back to whoever held them; an agent may not', async ({
	gateway
}) => {
	const [free] = (await several(gateway, ['Give 1'])) as [string];
	const { number: mine } = await held(gateway, 'agent', 'Give 2');
	const give = { verb: 'assign', to: 'demo-agent-2', reason: 'He knows it' } as const;
	const holders = async () =>
		(
			await gateway.query<{ claimed_by: string | null }>(
				'select claimed_by from submission where number = any($1::bpchar[]) order by id',
				[free, mine]
			)
		).map(({ claimed_by }) => claimed_by);
	const body = { key: randomUUID(), numbers: [free], act: give };
	expect((await ask(gateway, 'agent', 'POST', '/api/bulk/assign', body)).status).toBe(403);
	expect((await ask(gateway, 'agent', 'POST', '/api/bulk', body)).status).toBe(400);
	const id = await start(gateway, [free, mine], give, { person: 'supervisor' });
	await ended(gateway, id, 'supervisor');
	expect(await holders()).toEqual(['demo-agent-2', 'demo-agent-2']);
	await undo(gateway, id, 'supervisor');
	await ended(gateway, id, 'supervisor');
	expect(await holders()).toEqual([null, 'demo-agent']);
	const released = await start(gateway, [free, mine], { verb: 'release' });
	expect((await ended(gateway, released)).rows).toMatchObject([
		{ state: 'refused', reason: 'not_claimed' },
		{ state: 'done' }
	]);
	expect(await holders()).toEqual([null, null]);
});

test('all that match are chosen, of one’s own jurisdiction, in the order of the list', async ({
	gateway
}) => {
	const first = await submitIn(gateway, OWN, 'Chosen one');
	const second = await submitIn(gateway, OWN, 'Chosen two');
	const abroad = await submitIn(gateway, FOREIGN, 'Chosen abroad');
	await limit(gateway, 'agent', { districts: [OWN] });
	const choose = async (query: string) =>
		(
			await ask<{ numbers: string[]; total: number }>(
				gateway,
				'agent',
				'GET',
				`/api/submissions/numbers?q=chosen&state=waiting${query}`
			)
		).json;
	expect(await choose('')).toEqual({ numbers: [second.number, first.number], total: 2 });
	expect((await choose('&order=oldest')).numbers).toEqual([first.number, second.number]);
	const id = await start(gateway, [abroad.number], { verb: 'dismiss', reason: 'test' });
	expect((await ended(gateway, id)).rows).toMatchObject([{ state: 'refused', reason: 'not_found' }]);
	await limit(gateway, 'agent', {});
	const many = Array.from({ length: BULK_LIMIT + 1 }, (_, at) => String(2_600_000_000 + at));
	const body = { key: randomUUID(), numbers: many, act: { verb: 'spam' } };
	expect((await ask(gateway, 'agent', 'POST', '/api/bulk', body)).status).toBe(400);
});

test('who lost the right to decide meanwhile decides no more', async ({ gateway }) => {
	const numbers = await several(gateway, ['After the change of role']);
	await gateway.query(`update access."user" set role = 'viewer' where id = 'demo-agent-2'`);
	const [{ id }] = (await gateway.query<{ id: string }>(
		`insert into bulk (key, person, act) values (gen_random_uuid(), 'demo-agent-2', '{"verb":"spam"}') returning id`
	)) as [{ id: string }];
	await gateway.query(`insert into bulk_row (bulk, position, number) values ($1, 1, $2)`, id, numbers[0]);
	await gateway.services.boss.send('bulk', { id: String(id) });
	const find = () => gateway.query(`select state, reason from bulk_row where bulk = $1`, id);
	await until(async () => (await find())[0]!.state !== 'waiting');
	expect(await find()).toEqual([{ state: 'refused', reason: 'forbidden' }]);
	expect(await states(gateway, numbers)).toEqual(['waiting']);
	await gateway.query(`update access."user" set role = 'agent' where id = 'demo-agent-2'`);
});

test('a gateway whose connections are cut in the midst goes on, and does nothing twice', async ({
	gateway
}) => {
	const texts = Array.from({ length: 30 }, (_, at) => `Cut off ${at}`);
	const numbers = await several(gateway, texts);
	const watcher = await connect(gateway.databaseUrl);
	const id = await start(gateway, numbers, { verb: 'dismiss', reason: 'test' });
	const tried = async () =>
		(
			await watcher.query<{ count: number }>(
				`select count(*)::int as count from bulk_row where bulk = $1 and state <> 'waiting'`,
				[id]
			)
		).rows[0]!.count;
	await until(async () => (await tried()) >= 3);
	await watcher.query(`update bulk set made_at = made_at - interval '1 minute' where id = $1`, [id]);
	await watcher.query(
		`select pg_terminate_backend(pid) from pg_stat_activity
			where datname = current_database() and application_name = 'sunwai'`
	);
	// Whatever became of the job, the sweep goes on with an act on which nobody works: as if its time had come.
	const overdue = `update bulk_row set at = at - interval '1 minute' where bulk = $1`;
	await vi.waitUntil(
		async () => {
			await watcher.query(overdue, [id]);
			return (await tried()) === numbers.length;
		},
		{ timeout: 45_000, interval: 200 }
	);
	const { rows } = await watcher.query(
		`select r.state, (select count(*)::int from event e where e.number = r.number and e.type = 'submission:dismissed')
				as dismissals from bulk_row r where r.bulk = $1`,
		[id]
	);
	expect(rows).toEqual(numbers.map(() => ({ state: 'done', dismissals: 1 })));
	await watcher.end();
	expect((await ended(gateway, id)).bulk).toMatchObject({ state: 'done', done: 30 });
}, 90_000);

test('an act whose job was lost with its process is found and gone on with', async ({ gateway }) => {
	const numbers = await several(gateway, ['Job lost 1', 'Job lost 2']);
	const [{ id }] = (await gateway.query<{ id: string }>(
		`insert into bulk (key, person, act, made_at)
			values (gen_random_uuid(), 'demo-agent', '{"verb":"spam"}', now() - interval '1 minute') returning id::text`
	)) as [{ id: string }];
	await gateway.query(
		`insert into bulk_row (bulk, position, number) select $1, n, number from unnest($2::text[]) with ordinality x (number, n)`,
		id,
		numbers
	);
	expect((await ended(gateway, id)).bulk).toMatchObject({ done: 2 });
});
