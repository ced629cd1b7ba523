import { expect } from 'vitest';
import type { Export, ExportInput } from '#contracts/export.ts';
import { EXPORT_LOST_SECONDS, writeExport } from '#gateway/find/export.ts';
import { takeExport } from '#db/export.ts';
import { keepHouse } from '#gateway/housekeeping.ts';
import { FOREIGN, limit, OWN, submitIn } from '../../support/access.ts';
import { act, held, newPhone, registration, submit } from '../../support/desk.ts';
import { gatewayTest, until, type Person, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();

async function ask(gateway: TestGateway, person: Person, method: string, url: string, body?: unknown) {
	const cookie = await gateway.signIn(person);
	return gateway.call<Export>(method, url, { cookie, ...(body ? { body } : {}) });
}
const order = (gateway: TestGateway, input: Partial<ExportInput>, person: Person = 'supervisor') =>
	ask(gateway, person, 'POST', '/api/exports', {
		...{ source: 'search', format: 'csv', language: 'en', filters: {} },
		...input
	});

const listed = async (gateway: TestGateway, person: Person = 'supervisor') =>
	((await ask(gateway, person, 'GET', '/api/exports')).json as unknown as { rows: Export[] }).rows;

const settled = async (gateway: TestGateway, id: string, person: Person = 'supervisor') =>
	until(async () =>
		(await listed(gateway, person)).find((one) => one.id === id && /ready|failed/.test(one.state))
	) as Promise<Export>;

async function fetchFile(gateway: TestGateway, id: string, person: Person = 'supervisor') {
	const response = await fetch(`${gateway.origin}/api/exports/${id}/file`, {
		headers: { cookie: await gateway.signIn(person) }
	});
	return { response, bytes: Buffer.from(await response.arrayBuffer()) };
}
async function made(gateway: TestGateway, input: Partial<ExportInput>, person: Person = 'supervisor') {
	const { json } = await order(gateway, input, person);
	await settled(gateway, json.id, person);
	return (await fetchFile(gateway, json.id, person)).bytes;
}

test('a search becomes a CSV that Excel opens as it is, formulas defused and contacts left out', async ({
	gateway
}) => {
	await submit(gateway, '=HYPERLINK("http://x") orchard, ਪਾਣੀ, ring 98765 43210 or ravi@citizen.example');
	const { json } = await order(gateway, { filters: { q: 'orchard' } }, 'viewer');
	expect(json).toMatchObject({ state: 'queued', rows: 0, total: null });
	expect(await settled(gateway, json.id, 'viewer')).toMatchObject({
		state: 'ready',
		rows: 1,
		total: 1,
		cut: false
	});
	const { response, bytes } = await fetchFile(gateway, json.id, 'viewer');
	expect(response.headers.get('content-disposition')).toMatch(/filename="sunwai-search-\d{12}\.csv"/);
	expect(response.headers.get('content-length')).toBe(String(bytes.length));
	expect(bytes.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
	const [heading, row] = bytes.toString('utf8').slice(1).split('\r\n');
	expect(heading).toMatch(/^Number,Received,Channel,State,Name,Language/);
	expect(heading).not.toContain('Sender');
	expect(row).toContain(`"'=HYPERLINK(""http://x"") orchard, ਪਾਣੀ, ring 98xxx xx210 or r…@citizen.example"`);
	expect(bytes.toString()).not.toContain('98765');
});

test('a file tells senders and places to whom the screen shows them', async ({ gateway }) => {
	const phone = newPhone();
	const { number } = await submit(gateway, 'Vineyard fence cut', phone);
	await gateway.query(`update submission set matter = '{"address":"House 7"}' where number = $1`, number);
	await limit(gateway, 'officer', {});
	const told = async (person: Person) =>
		(await made(gateway, { filters: { q: 'vineyard' } }, person)).toString();
	expect(await told('supervisor')).toContain(phone);
	expect(await told('supervisor')).toContain('House 7');
	expect(await told('officer')).not.toContain(phone);
	expect(await told('officer')).toContain('House 7');
	expect(await told('auditor')).not.toMatch(/House 7|\+91/);
});

test('a sensitive case is in the file of those who see it, and of nobody else', async ({ gateway }) => {
	const { number } = await held(gateway, 'agent', 'Whispered about the gravel pit');
	await act(gateway, 'agent', number, 'register', registration({ sensitive: 'whistle_blower' }));
	const filters = { q: 'whispered' };
	expect((await made(gateway, { filters })).toString()).toContain('gravel pit');
	expect((await made(gateway, { filters }, 'viewer')).toString()).not.toContain('gravel pit');
});

test('the headings are in the person’s language, and the queue’s filters hold', async ({ gateway }) => {
	await submit(gateway, 'Canal breached');
	const text = (
		await made(gateway, { source: 'queue', language: 'pa', filters: { q: 'canal', state: 'waiting' } })
	).toString();
	expect(text.split('\r\n')).toHaveLength(3);
	expect(text).toContain('ਨੰਬਰ');
	expect(text).toContain('ਉਡੀਕ ਵਿੱਚ');
	const none = await made(gateway, { source: 'queue', filters: { q: 'canal', state: 'dismissed' } });
	expect(none.toString().split('\r\n')).toHaveLength(2);
});

test('an XLSX holds the same, every cell a text', async ({ gateway }) => {
	await submit(gateway, '=1+1 quarry dust');
	const bytes = await made(gateway, { format: 'xlsx', filters: { q: 'quarry' } });
	const { Workbook } = await import('@cj-tech-master/excelts');
	const book = new Workbook();
	await book.xlsx.load(bytes);
	const rows: unknown[][] = [];
	book.worksheets[0]!.eachRow((row) => rows.push((row.values as unknown[]).slice(1)));
	expect(rows).toHaveLength(2);
	expect(rows[0]![0]).toBe('Number');
	expect(rows[1]).toContain('=1+1 quarry dust');
});

test('it holds what the person sees when it runs, and only theirs fetch it', async ({ gateway }) => {
	const own = await submitIn(gateway, OWN, 'Minaret wall leans');
	const foreign = await submitIn(gateway, FOREIGN, 'Minaret gate leans');
	await limit(gateway, 'officer', { districts: [OWN] });
	const text = (await made(gateway, { filters: { q: 'minaret' } }, 'officer')).toString().replaceAll('-', '');
	expect(text).toContain(own.number);
	expect(text).not.toContain(foreign.number);
	const [{ id }] = (await listed(gateway, 'officer')) as [Export];
	expect((await fetchFile(gateway, id, 'supervisor')).response.status).toBe(404);
	expect((await ask(gateway, 'supervisor', 'DELETE', `/api/exports/${id}`)).status).toBe(404);
	expect((await order(gateway, {}, 'agent')).status).toBe(403);
});

test('ordering, fetching and removing are audited', async ({ gateway }) => {
	const { json } = await order(gateway, { filters: { q: 'orchard' } });
	await settled(gateway, json.id);
	await fetchFile(gateway, json.id);
	expect((await ask(gateway, 'supervisor', 'DELETE', `/api/exports/${json.id}`)).status).toBe(200);
	expect((await fetchFile(gateway, json.id)).response.status).toBe(404);
	const rows = await gateway.query<{ action: string }>(
		'select action from audit where subject = $1 order by id',
		json.id
	);
	expect(rows.map(({ action }) => action)).toEqual(['export:ordered', 'export:downloaded', 'export:removed']);
	expect(await gateway.query('select from export_part where export = $1', json.id)).toEqual([]);
});

test('what a killed process left is taken up and begun anew; the dead writer adds nothing any more', async ({
	gateway
}) => {
	const { pool } = gateway.services;
	const [{ id }] = (await gateway.query<{ id: string }>(
		`insert into export (person, source, filters, format, language)
			values ('demo-supervisor', 'search', '{"q":"orchard"}', 'csv', 'en') returning id`
	)) as [{ id: string }];
	const dead = (await takeExport(pool, id, EXPORT_LOST_SECONDS))!;
	await gateway.query(
		`insert into export_part (export, attempt, position, content) values ($1, $2, 0, 'half a file')`,
		id,
		dead.attempt
	);
	expect(await takeExport(pool, id, EXPORT_LOST_SECONDS)).toBeNull();
	await gateway.query(`update export set beat_at = now() - interval '1 minute' where id = $1`, id);
	await writeExport(gateway.services, id);
	const { bytes } = await fetchFile(gateway, id);
	expect(bytes.toString()).toContain('orchard');
	expect(bytes.toString()).not.toContain('half a file');
});

test('an order that lost its job is found by the housekeeping; a file goes when its time is over', async ({
	gateway
}) => {
	const [{ id }] = (await gateway.query<{ id: string }>(
		`insert into export (person, source, filters, format, language, beat_at)
			values ('demo-supervisor', 'search', '{"q":"orchard"}', 'csv', 'en', now() - interval '1 hour') returning id`
	)) as [{ id: string }];
	await keepHouse(gateway.services);
	expect((await settled(gateway, id)).state).toBe('ready');
	await gateway.query(`update export set expires_at = now() - interval '1 second' where id = $1`, id);
	expect((await fetchFile(gateway, id)).response.status).toBe(404);
	await keepHouse(gateway.services);
	expect((await listed(gateway)).map((one) => one.id)).not.toContain(id);
});

test('a person who was closed, or may not any more, gets nothing', async ({ gateway }) => {
	const [{ id }] = (await gateway.query<{ id: string }>(
		`insert into export (person, source, filters, format, language)
			values ('demo-agent', 'search', '{"q":"orchard"}', 'csv', 'en') returning id`
	)) as [{ id: string }];
	await writeExport(gateway.services, id);
	expect(await gateway.query('select state, error from export where id = $1', id)).toEqual([
		{ state: 'failed', error: 'forbidden' }
	]);
});

test('more than three at once are refused', async ({ gateway }) => {
	await gateway.query(
		`insert into export (person, source, filters, format, language, state)
			select 'demo-auditor', 'search', '{}', 'csv', 'en', 'running' from generate_series(1, 3)`
	);
	const { status, json } = await order(gateway, {}, 'auditor');
	expect([status, (json as unknown as { code: string }).code]).toEqual([409, 'exports_open']);
});
