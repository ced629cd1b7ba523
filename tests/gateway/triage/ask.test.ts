import { expect } from 'vitest';
import { formatNumber } from '#contracts/number.ts';
import { act, held, newPhone, submit } from '../../support/desk.ts';
import { gatewayTest, until, type Row, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();

const flags = async (gateway: TestGateway, number: string) =>
	(
		await gateway.call<{ submission: { flags: string[]; state: string } }>(
			'GET',
			`/api/submissions/${number}`,
			{ cookie: await gateway.signIn('agent') }
		)
	).json.submission.flags;
const row = async (gateway: TestGateway, number: string) =>
	(await gateway.query<Row>('select * from submission where number = $1', number))[0]!;

test('an approved question goes by SMS, and the answer clears the mark', async ({ gateway }) => {
	const from = newPhone();
	const { number } = await held(gateway, 'agent', 'There is no water here', from);
	const asked = await act<{ flags: string[] }>(gateway, 'agent', number, 'ask', { question: 'place' });
	expect(asked).toMatchObject({ status: 200, json: { state: 'waiting', flags: ['asked'] } });
	await until(() =>
		gateway.carrier
			.handset(from)
			.messages.some(({ text }) => text.includes('Which village') && text.includes(formatNumber(number)))
	);
	const other = await submit(gateway, 'Somebody else writes');
	expect(await flags(gateway, number)).toEqual(['asked']);
	expect((await row(gateway, other.number)).answers).toBe(null);
	const answer = await submit(gateway, 'Village Kot Kalan', from);
	expect((await row(gateway, answer.number)).answers).toBe(number);
	expect(await flags(gateway, number)).toEqual([]);
	const events = await gateway.query(
		`select type, detail from event where number = $1 order by sequence offset 2`,
		number
	);
	expect(events).toEqual([
		{ type: 'submission:asked', detail: { question: 'place' } },
		{ type: 'submission:answered', detail: { by: answer.number } }
	]);
	const after = await submit(gateway, 'Another matter a day later', from);
	expect((await row(gateway, after.number)).answers).toBe(null);
});

test('the asked are listed by their flag', async ({ gateway }) => {
	const { number } = await held(gateway, 'agent', 'Listed as asked');
	await act(gateway, 'agent', number, 'ask', { question: 'details' });
	const { json } = await gateway.call<{ rows: { number: string }[] }>('GET', '/api/submissions?flag=asked', {
		cookie: await gateway.signIn('agent')
	});
	expect(json.rows.map((one) => one.number)).toContain(number);
});

test('an SMS after seven days answers nothing', async ({ gateway }) => {
	const from = newPhone();
	const { number } = await held(gateway, 'agent', 'Asked long ago', from);
	await act(gateway, 'agent', number, 'ask', { question: 'name' });
	await gateway.query(`update question set asked_at = now() - interval '8 days' where number = $1`, number);
	const late = await submit(gateway, 'Too late', from);
	expect((await row(gateway, late.number)).answers).toBe(null);
	expect(await flags(gateway, number)).toEqual(['asked']);
});

test('an answer reaches who asked even where a rule keeps the sender away', async ({ gateway }) => {
	const from = newPhone();
	const spam = await held(gateway, 'agent', 'Marked as spam', from);
	const { number } = await held(gateway, 'agent', 'Asked all the same', from);
	await act(gateway, 'agent', spam.number, 'spam', { rule: { kind: 'phone', action: 'dismiss', days: 1 } });
	await act(gateway, 'agent', number, 'ask', { question: 'place' });
	const answer = await submit(gateway, 'An answer', from);
	expect(await row(gateway, answer.number)).toMatchObject({ state: 'waiting', answers: number });
	expect((await row(gateway, (await submit(gateway, 'More spam', from)).number)).state).toBe('dismissed');
});

test('what is written freely, who cannot be reached and who hears too much is refused', async ({
	gateway
}) => {
	const { number } = await held(gateway, 'agent', 'Refused to ask');
	const ask = (body: object) => act(gateway, 'agent', number, 'ask', body);
	expect((await ask({ question: 'name', text: 'My own words' })).json).toMatchObject({ code: 'fixed_text' });
	for (let asked = 0; asked < 9; asked++) expect((await ask({ question: 'name' })).status).toBe(200);
	expect((await ask({ question: 'name' })).json).toMatchObject({ code: 'braked' });
	expect(await gateway.query('select from question where number = $1', number)).toHaveLength(9);
	await gateway.query('update submission set sender = null where number = $1', number);
	expect((await ask({ question: 'name' })).json).toMatchObject({ code: 'unreachable' });
	expect((await act(gateway, 'agent2', number, 'ask', { question: 'name' })).json).toMatchObject({
		code: 'not_claimed'
	});
});
