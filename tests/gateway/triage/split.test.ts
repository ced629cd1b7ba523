import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { formatNumber } from '#contracts/number.ts';
import { act, held, newPhone } from '../../support/desk.ts';
import { gatewayTest, until, type Row, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();

type Split = { numbers: string[] };
const parts = (...texts: string[]) => ({ key: randomUUID(), parts: texts.map((text) => ({ text })) });
const rowsOf = (gateway: TestGateway, numbers: string[]) =>
	gateway.query<Row & { account: string; received_at: string; recipient: string }>(
		'select * from submission where number = any($1::bpchar[]) order by id',
		numbers
	);

test('each further matter is a submission of the same sender, whom its number is told', async ({
	gateway
}) => {
	const from = newPhone();
	const original = await held(gateway, 'agent', 'No water. And the light is out. And ਸੜਕ ਟੁੱਟੀ ਹੋਈ ਹੈ', from);
	const wish = parts('The light is out \0', 'ਸੜਕ ਟੁੱਟੀ ਹੋਈ ਹੈ');
	const { status, json } = await act<Split>(gateway, 'agent', original.number, 'split', wish);
	expect(status).toBe(200);
	const [first] = await rowsOf(gateway, [original.number]);
	expect(first).toMatchObject({ state: 'waiting', claimed_by: 'demo-agent', text: original.text });
	const same = {
		sender: from,
		channel: 'sms',
		account: first!.account,
		recipient: first!.recipient,
		received_at: first!.received_at,
		state: 'waiting',
		answers: original.number,
		delivery: null
	};
	expect(await rowsOf(gateway, json.numbers)).toMatchObject([
		{ ...same, text: 'The light is out ␀', language: 'en' },
		{ ...same, text: 'ਸੜਕ ਟੁੱਟੀ ਹੋਈ ਹੈ', language: 'pa' }
	]);
	const heard = () => gateway.carrier.handset(from).messages.map(({ text }) => text);
	await until(() =>
		json.numbers.every((number) => heard().some((text) => text.includes(formatNumber(number))))
	);
	const events = await gateway.query(
		`select number, detail from event where type = 'submission:split_off' and number = any($1::bpchar[]) order by id`,
		json.numbers
	);
	expect(events).toEqual(json.numbers.map((number) => ({ number, detail: { from: original.number } })));
});

test('files go with every part', async ({ gateway }) => {
	const { number, id } = await held(gateway, 'agent', 'With a picture');
	await gateway.query(
		`with stored as (insert into blob (sha256, size, content) values (repeat('a', 64), 1, 'x'))
		insert into attachment (submission, position, name, media_type, size, blob, state) values ($1, 0, 'a.jpg', 'image/jpeg', 1, repeat('a', 64), 'stored')`,
		id
	);
	await gateway.query('update submission set attachments = 1 where id = $1', id);
	const { json } = await act<Split>(gateway, 'agent', number, 'split', parts('Another matter', 'A third'));
	expect(await rowsOf(gateway, json.numbers)).toMatchObject([{ attachments: 1 }, { attachments: 1 }]);
	const files = await gateway.query(
		`select a.name, a.blob, a.state from attachment a join submission s on s.id = a.submission where s.number = any($1::bpchar[])`,
		json.numbers
	);
	const file = { name: 'a.jpg', blob: 'a'.repeat(64), state: 'stored' };
	expect(files).toEqual([file, file]);
});

test('the same press twice, at once or later, divides once', async ({ gateway }) => {
	const { number } = await held(gateway, 'agent', 'Divided once');
	const wish = parts('A second matter');
	const answers = await Promise.all([1, 2, 3].map(() => act<Split>(gateway, 'agent', number, 'split', wish)));
	const later = await act<Split>(gateway, 'agent', number, 'split', wish);
	for (const { json } of answers) expect(json).toEqual(later.json);
	expect(await gateway.query('select from submission where answers = $1', number)).toHaveLength(1);
});

test('only its holder divides a submission, and not into nothing', async ({ gateway }) => {
	const { number } = await held(gateway, 'agent', 'Not divided');
	expect((await act(gateway, 'agent2', number, 'split', parts('Another'))).json).toMatchObject({
		code: 'not_claimed'
	});
	expect((await act(gateway, 'agent', number, 'split', parts())).status).toBe(400);
	expect(await gateway.query('select from submission where answers = $1', number)).toEqual([]);
});
