import { expect } from 'vitest';
import { submit } from '../../support/desk.ts';
import { gatewayTest, type Person, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();

const next = async (gateway: TestGateway, person: Person = 'agent', body: object = {}) =>
	gateway.call<{ number: string; excerpt: string }>('POST', '/api/submissions/next', {
		cookie: await gateway.signIn(person),
		body
	});
/** A queue with these texts alone: how many minutes each has waited, and whether it is urgent. */
async function waiting(gateway: TestGateway, rows: [string, number, boolean?][]) {
	await gateway.query(`update submission set state = 'dismissed', claimed_by = null where state = 'waiting'`);
	for (const [text, minutes, urgent = false] of rows) {
		const { number } = await submit(gateway, text);
		await gateway.query(
			`update submission set received_at = now() - make_interval(mins => $2),
				flags = case when $3 then '{urgent}'::text[] else '{}' end where number = $1`,
			number,
			minutes,
			urgent
		);
	}
}

test('the urgent come first, then by age, and what has waited four hours longer is not passed by', async ({
	gateway
}) => {
	await waiting(gateway, [
		['young', 1],
		['old', 200],
		['urgent young', 2, true],
		['urgent old', 30, true],
		['older by five hours', 330]
	]);
	const order = [];
	for (let at = 0; at < 5; at++) order.push((await next(gateway)).json.excerpt);
	expect(order).toEqual(['older by five hours', 'urgent old', 'urgent young', 'old', 'young']);
	expect((await next(gateway)).status).toBe(404);
});

test('the filter holds for the urgent too', async ({ gateway }) => {
	await waiting(gateway, [
		['Burning wires over the school', 5, true],
		['यहाँ सड़क टूटी है', 3]
	]);
	expect((await next(gateway, 'agent', { language: 'hi' })).json.excerpt).toBe('यहाँ सड़क टूटी है');
	expect((await next(gateway, 'agent', { channel: 'email' })).status).toBe(404);
});

test('thirty who ask at once over two gateways get thirty, none twice', async ({ gateway }) => {
	const other = await gateway.second();
	await waiting(
		gateway,
		Array.from(
			{ length: 30 },
			(_, at) => [`One of thirty ${at}`, at, at % 3 === 0] as [string, number, boolean]
		)
	);
	const answers = await Promise.all(
		Array.from({ length: 30 }, (_, at) => next(at % 2 ? gateway : other, at % 4 < 2 ? 'agent' : 'agent2'))
	);
	expect(answers.every(({ status }) => status === 200)).toBe(true);
	expect(new Set(answers.map(({ json }) => json.number)).size).toBe(30);
});
