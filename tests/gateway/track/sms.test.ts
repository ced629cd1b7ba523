import { expect } from 'vitest';
import { checkDigit, formatNumber } from '#contracts/number.ts';
import { gatewayTest, until, type TestGateway } from '../../support/gateway.ts';
import { complainant, newMobile, textsTo } from '../../support/track.ts';

const test = gatewayTest();

const send = (gateway: TestGateway, from: string, text: string) =>
	gateway.carrier.sendSms({ via: 'twilio', from, text });
const submissionsOf = (gateway: TestGateway, phone: string) =>
	gateway.query<{ text: string }>('select text from submission where sender = $1 order by id', phone);
/** The next text that a telephone gets. */
const answer = (gateway: TestGateway, phone: string, before: number) =>
	until(() => textsTo(gateway, phone)[before]) as Promise<string>;

test('how it stands is answered by SMS, to whoever has the number, and makes no submission', async ({
	gateway
}) => {
	const { number, phone } = await complainant(gateway, 'ਬਿਜਲੀ ਦੀ ਤਾਰ ਟੁੱਟੀ ਹੈ');
	const other = newMobile();
	await send(gateway, other, `STATUS ${formatNumber(number)}`);
	expect(await answer(gateway, other, 0)).toBe(
		`Complaint ${formatNumber(number)}: waiting to be read. To hear more call 1100. -Sunwai`
	);
	await send(gateway, phone, `ਸਥਿਤੀ ${number}`);
	expect(await answer(gateway, phone, 1)).toContain('ਪੜ੍ਹੇ ਜਾਣ ਦੀ ਉਡੀਕ ਵਿੱਚ');
	await send(gateway, phone, 'status');
	expect(await answer(gateway, phone, 2)).toContain(formatNumber(number));
	await gateway.allRead();
	expect(await submissionsOf(gateway, other)).toEqual([]);
	expect(await submissionsOf(gateway, phone)).toHaveLength(1);
	const kept = await gateway.query(`select from delivery where 'command' = any(flags) and state = 'read'`);
	expect(kept).toHaveLength(3);
});

test('a wrong digit and an unknown number get a kind answer', async ({ gateway }) => {
	const phone = newMobile();
	const wrong = `26000012${checkDigit('26000012') === '1' ? '2' : '1'}3`;
	await send(gateway, phone, `status ${wrong.slice(0, 9)}`);
	expect(await answer(gateway, phone, 0)).toContain(wrong.slice(0, 9));
	const unknown = `269999997${checkDigit('269999997')}`;
	await send(gateway, phone, `${unknown} status`);
	expect(await answer(gateway, phone, 1)).toContain(`no complaint ${unknown}`);
	expect(await submissionsOf(gateway, phone)).toEqual([]);
});

test('what is not clearly a question stays a submission', async ({ gateway }) => {
	const { number, phone } = await complainant(gateway, 'First of all');
	for (const text of [`status ${number} nothing was done`, number, '2']) {
		await send(gateway, phone, text);
		await gateway.arrived(text);
	}
	const silent = newMobile();
	await send(gateway, silent, 'STATUS');
	await until(async () => (await submissionsOf(gateway, silent)).length === 1);
});

test('one telephone gets so many answers in an hour, and a repeated text one', async ({ gateway }) => {
	const { number } = await complainant(gateway, 'Asked for again and again');
	const phone = newMobile();
	const text = `status ${number}`;
	await gateway.carrier.sendSms({ via: 'twilio', from: phone, text, faults: { repeat: 3 } });
	await answer(gateway, phone, 0);
	const once = await gateway.query(`select from notice where recipient = $1`, phone);
	expect(once).toHaveLength(1);
	for (let at = 0; at < 9; at++) await send(gateway, phone, text);
	await gateway.allRead();
	await until(
		async () =>
			(
				await gateway.query(
					`select from pgboss.job where name = 'command' and state in ('created', 'active', 'retry')`
				)
			).length === 0
	);
	const told = await gateway.query(`select from notice where recipient = $1`, phone);
	expect(told).toHaveLength(8);
});
