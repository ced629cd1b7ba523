import { expect } from 'vitest';
import type { ErasePlan } from '#contracts/erase.ts';
import { storeBlob } from '#db/blob.ts';
import { findBroken, sealHistory } from '#db/seal.ts';
import { act, held, registration, submit } from '../../support/desk.ts';
import { gatewayTest, until, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();
const PHONE = '+919812345210';
const MAIL = 'kulwinder.kaur@citizen.example';
const NAME = 'Kulwinder Kaur';
/** A person who shares the telephone, and stays. */
const OTHER = 'Balbir Singh';

const plan = async (gateway: TestGateway, number: string) =>
	(
		await gateway.call<ErasePlan>('GET', `/api/submissions/${number}/erase`, {
			cookie: await gateway.signIn('admin')
		})
	).json;
const erase = (gateway: TestGateway, number: string, more: object) =>
	act<ErasePlan & { code: string }>(gateway, 'admin', number, 'erase', {
		reason: 'citizen_request',
		note: 'Letter 12 of 3 May',
		...more
	});
const broken = (gateway: TestGateway) => findBroken(gateway.services.pool, 10);
const tables = [
	...[
		'aggrieved',
		'attachment',
		'audit',
		'blob',
		'call',
		'call_reply',
		'citizen',
		'citizen_contact',
		'delivery',
		'draft',
		'draft_file',
		'event'
	],
	...[
		'example',
		'grievance',
		'notice',
		'question',
		'recording',
		'reminder',
		'saved_view',
		'search',
		'sender_rule',
		'signatory',
		'sms_part',
		'submission',
		'upload'
	]
];
/** Everything that the database holds, as text; bytes as hex. */
const everything = async (gateway: TestGateway) =>
	Promise.all(
		tables.map(async (table) => ({
			table,
			text: (await gateway.query<{ row: string }>(`select t::text as row from ${table} t order by 1`))
				.map(({ row }) => row)
				.join('\n')
		}))
	);
const holding = (rows: { table: string; text: string }[], secret: string) =>
	rows
		.filter(({ text }) => text.includes(secret) || text.includes(Buffer.from(secret).toString('hex')))
		.map(({ table }) => table);

/** What somebody could do who knows how erasing is done. */
const erasing = (gateway: TestGateway, text: string) =>
	gateway.services.transaction(async (db) => {
		await db.query({ text: `select set_config('sunwai.erasing', 'on', true)`, values: [] });
		await db.query({ text, values: [] });
	});

/** A person of whom every table knows something. */
async function known(gateway: TestGateway) {
	const { number } = await held(gateway, 'agent', `I am ${NAME}, our street is dark`, PHONE);
	const citizen = { name: NAME, phone: PHONE, email: MAIL, language: 'pa' as const };
	const aggrieved = { relation: 'family' as const, name: `Mother of ${NAME}`, told: 'applicant' as const };
	const summary = `${NAME} says that the street is dark`;
	await act(
		gateway,
		'agent',
		number,
		'register',
		registration({
			summary,
			place: '12 Mall Road',
			landmark: `behind ${NAME}`,
			relief: `Light for ${NAME}`,
			aggrieved,
			citizen
		})
	);
	const spam = await held(gateway, 'agent', 'I write too often', PHONE);
	const rule = { kind: 'phone', action: 'low', days: 3 };
	await act(gateway, 'agent', spam.number, 'spam', { note: `${NAME} again`, rule });
	const waiting = await submit(gateway, 'Nobody has come', PHONE);
	const cookie = await gateway.signIn('agent');
	await gateway.call('PUT', `/api/drafts/submission:${waiting.number}`, {
		cookie,
		body: { body: { name: NAME, phone: PHONE }, after: 0 }
	});
	await gateway.call('GET', `/api/submissions?q=${encodeURIComponent('98123 45210')}`, { cookie });
	const blob = await storeBlob(gateway.services.pool, Buffer.from(`A photo of ${NAME}`));
	await gateway.query(
		`insert into attachment (submission, position, name, media_type, size, blob, state)
			values ($1, 0, $2, 'image/jpeg', 1, $3, 'stored')`,
		waiting.id,
		`${NAME}.jpg`,
		blob
	);
	const voice = await storeBlob(gateway.services.pool, Buffer.from(`The voice of ${NAME}`));
	const [call] = await gateway.query<{ id: string }>(
		`insert into call (account, external_id, from_address, number, answers) values ('ivr', 'c1', $1, $2, $3) returning id`,
		PHONE,
		waiting.number,
		JSON.stringify({ said: NAME })
	);
	await gateway.query(
		`insert into callback (phone, reason, call, language, queued_at, due_at) values ($1, 'asked', $2, 'pa', now(), now())`,
		PHONE,
		call!.id
	);
	await gateway.query(
		`insert into recording (account, external_id, call, url, state, blob) values ('ivr', 'r1', $1, $2, 'stored', $3)`,
		call!.id,
		`https://carrier.example/${PHONE}`,
		voice
	);
	await gateway.query(
		`insert into delivery (account, external_id, kind, channel, provider, headers, body, state)
			values ('ivr', 'step', 'call', 'ivr', 'twilio', '{}', $1, 'read'),
				('sms-twilio', 'lost', 'message', 'sms', 'twilio', $2, $1, 'parked')`,
		Buffer.from(`From=${encodeURIComponent(PHONE)}`),
		JSON.stringify({ from: MAIL })
	);
	const shared = await held(gateway, 'agent', `${OTHER} here, of the same house`, PHONE);
	await act(
		gateway,
		'agent',
		shared.number,
		'register',
		registration({ citizen: { name: OTHER, phone: PHONE, language: 'pa' } })
	);
	await gateway.query(
		`insert into campaign (grievance, title, skeleton, made_by, made_by_name) values ($1, 'Light', '', 'x', 'x')`,
		shared.number
	);
	await gateway.query(
		`insert into signatory (grievance, name, phone, address, added_by, added_by_name)
			values ($1, $2, $3, '12 Mall Road', 'x', 'x'), ($1, $4, $3, null, 'x', 'x')`,
		shared.number,
		NAME,
		PHONE,
		OTHER
	);
	// Till the last report of delivery has come and is read, the state is not that of rest.
	const moving = `select from notice where state = 'queued' or channel = 'sms' and state in ('sending', 'accepted', 'sent')
		union all select from delivery where state = 'received'`;
	await until(async () => (await gateway.query(moving)).length === 0);
	return { number, waiting: waiting.number, spam: spam.number, shared: shared.number, blob };
}

test('a person is erased everywhere, their cases stay, and the chain holds', async ({ gateway }) => {
	// Signing in is an act too: before the state is looked at.
	await gateway.signIn('admin');
	const { number, waiting, spam, shared, blob } = await known(gateway);
	await gateway.services.transaction(sealHistory);
	const of = `where number in ('${number}', '${waiting}', '${spam}')`;
	const history = () =>
		gateway.query(`select number, type, at, actor from event ${of} and type <> 'citizen:erased' order by id`);
	const before = { history: await history(), all: await everything(gateway) };
	expect(holding(before.all, NAME).length).toBeGreaterThan(8);

	const shown = await plan(gateway, number);
	expect(shown).toMatchObject({ submissions: 3, grievances: 1, files: 1, calls: 1, drafts: 1 });
	expect(shown.open.toSorted()).toEqual([number, waiting].toSorted());
	// Three messages, the step of the call and the parked one.
	expect(shown.deliveries).toBeGreaterThanOrEqual(5);
	expect(await everything(gateway)).toEqual(before.all);

	expect((await erase(gateway, number, { token: shown.token })).json.code).toBe('open_cases');
	const force = 'The court gave three days';
	expect((await erase(gateway, number, { token: 'x', force })).json.code).toBe('plan_changed');
	expect((await erase(gateway, number, { token: shown.token, force })).status).toBe(200);

	const after = await everything(gateway);
	expect(holding(after, NAME)).toEqual([]);
	expect(holding(after, MAIL)).toEqual([]);
	expect(holding(after, '12 Mall Road')).toEqual([]);
	// Of the telephone nothing is left but what the other person of the house wrote and was told.
	const { rows } = await gateway.services.pool.query(
		`select number from submission where sender = $1 union select number from notice where recipient = $1`,
		[PHONE]
	);
	expect(rows).toEqual([{ number: shared }]);
	const left = holding(after, '9812345210').filter((table) => table !== 'search');
	expect(left.toSorted()).toEqual([
		'citizen_contact',
		'delivery',
		'event',
		'notice',
		'signatory',
		'submission'
	]);
	expect(
		await gateway.query(`select number from event where position('9812345210' in detail::text) > 0`)
	).toEqual([{ number: shared }]);
	expect(await gateway.query(`select words::text from search ${of} and words <> ''`)).toEqual([]);
	expect(holding(after, OTHER)).not.toEqual([]);

	expect(
		await gateway.query(
			`select number, state, category, district, summary, place from grievance where number = $1`,
			number
		)
	).toEqual([
		{ number, state: 'assigned', category: 'street-light', district: '27', summary: '', place: null }
	]);
	expect(await history()).toEqual(before.history);
	expect(await gateway.query(`select from blob where sha256 = $1`, blob)).toEqual([]);
	expect(
		await gateway.query(`select erased_sha256 from delivery where external_id = 'lost' and body is null`)
	).toMatchObject([{ erased_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) }]);

	await gateway.services.transaction(sealHistory);
	expect(await broken(gateway)).toEqual([]);
	const detail = await gateway.call<{ submission: { flags: string[] }; text: string }>(
		'GET',
		`/api/submissions/${number}`,
		{ cookie: await gateway.signIn('supervisor') }
	);
	expect(detail.json).toMatchObject({ text: '', submission: { flags: ['erased'], sender: null } });
});

test('erasing that its act does not name breaks the proof', async ({ gateway }) => {
	const { number } = await submit(gateway, 'Words of somebody');
	await act(gateway, 'agent', number, 'claim');
	await act(gateway, 'agent', number, 'dismiss', { reason: 'test', note: 'Their own words' });
	await erasing(
		gateway,
		`update event set detail = '{}', salt = null, erased_at = now() where number = '${number}' and type like '%dismissed'`
	);
	expect(await broken(gateway)).toMatchObject([{ chain: 'event', place: expect.stringContaining(number) }]);
	for (const change of [`type = 'x'`, `digest = 'x'`, `actor = 'x'`])
		await expect(
			erasing(gateway, `update event set ${change}, salt = null, erased_at = now()`)
		).rejects.toThrow('append-only');
});

test('only an administrator erases', async ({ gateway }) => {
	const { number } = await submit(gateway, 'Not by everybody');
	const body = { reason: 'citizen_request', note: 'An example', token: 'x' };
	for (const person of ['agent', 'supervisor', 'auditor', 'officer'] as const)
		expect((await act(gateway, person, number, 'erase', body)).status).toBe(403);
});
