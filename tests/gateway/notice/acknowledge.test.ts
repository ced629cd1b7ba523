import { expect } from 'vitest';
import { formatNumber } from '#contracts/number.ts';
import { sendNotices } from '#gateway/notice/send.ts';
import { gatewayTest, until, type TestGateway } from '../../support/gateway.ts';
import { postSigned } from '../../support/twilio.ts';

const test = gatewayTest();

/** What the handset got, once something has come. */
const told = async (gateway: TestGateway, phone: string) => {
	const received = () =>
		gateway.carrier.handset(phone).messages.filter(({ direction }) => direction === 'received');
	await until(() => received().length > 0);
	return received();
};

test.for([
	['twilio', '+919876500701', 'pa', 'ਸਾਡੇ ਪਿੰਡ ਵਿੱਚ ਬਿਜਲੀ ਨਹੀਂ ਹੈ', /^ਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ਮਿਲ ਗਈ ਹੈ/],
	['vonage-sms', '+919876500702', 'hi', 'हमारे गाँव में बिजली नहीं है', /^आपकी शिकायत मिल गई है/],
	[
		'vonage-messages',
		'+919876500703',
		'en',
		'There is no light in our village',
		/^We have received your complaint/
	]
] as const)(
	'by %s a citizen (%s) who writes %s hears the number in it',
	async ([via, from, , text, words], { gateway }) => {
		await gateway.carrier.sendSms({ via, from, text });
		const { number } = await gateway.arrived(text);
		const [message, ...more] = await told(gateway, from);
		expect(more).toEqual([]);
		expect(message).toMatchObject({ via, text: expect.stringMatching(words) });
		expect(message!.text).toContain(formatNumber(number));
		const [{ id }] = (await gateway.query<{ id: string }>(
			'select id from notice where number = $1',
			number
		)) as [{ id: string }];
		await until(
			async () => (await gateway.query(`select from notice where id = $1 and state = 'delivered'`, id)).length
		);
	}
);

test('the number is told once, however often the job runs', async ({ gateway }) => {
	const from = '+919876500710';
	await gateway.carrier.sendSms({ via: 'twilio', from, text: 'Told once', faults: { repeat: 3 } });
	const { number } = await gateway.arrived('Told once');
	await told(gateway, from);
	const [{ id }] = (await gateway.query<{ id: string }>(
		'select id from notice where number = $1',
		number
	)) as [{ id: string }];
	await Promise.all([1, 2, 3].map(() => sendNotices(gateway.services, [id])));
	await until(
		async () => (await gateway.query(`select from notice where id = $1 and state = 'delivered'`, id)).length
	);
	await sendNotices(gateway.services, [id]);
	expect(await told(gateway, from)).toHaveLength(1);
});

test('jobs that run at once send a notice once', async ({ gateway }) => {
	const from = '+919876500711';
	gateway.carrier.refuse(from, '20500');
	await gateway.carrier.sendSms({ via: 'twilio', from, text: 'Taken by one' });
	const { number } = await gateway.arrived('Taken by one');
	const due = await until(async () =>
		(
			await gateway.query<{ id: string }>(
				`select id from notice where number = $1 and attempts > 0 and state = 'queued'`,
				number
			)
		).at(0)
	);
	gateway.carrier.refuse(from, null);
	await gateway.query(`update notice set due_at = now() where id = $1`, due!.id);
	await Promise.all([1, 2, 3, 4].map(() => sendNotices(gateway.services, [due!.id])));
	expect(await told(gateway, from)).toHaveLength(1);
});

test.for(['VM-BANKIN', '567678', '+1'])(
	'%s, which no person reads, is not answered',
	async (from, { gateway }) => {
		await gateway.carrier.sendSms({ via: 'twilio', from, text: `Dear customer ${from}` });
		const { number } = await gateway.arrived(`Dear customer ${from}`);
		expect(await gateway.query('select from notice where number = $1', number)).toEqual([]);
	}
);

test('who asks by keyword to be left alone is left alone', async ({ gateway }) => {
	const [from, body] = ['+919876500712', 'STOP'];
	await postSigned(gateway, {
		MessageSid: `SM${'0'.repeat(32)}`,
		From: from,
		To: '+911725550100',
		Body: body,
		OptOutType: 'STOP'
	});
	const { number, flags } = await gateway.arrived(body);
	expect(flags).toContain('opt_out');
	expect(await gateway.query('select from notice where number = $1', number)).toEqual([]);
});

test('one telephone is told ten numbers in three hours; the others are kept as suppressed', async ({
	gateway
}) => {
	const from = '+919876500713';
	for (let at = 1; at <= 12; at++) {
		await gateway.carrier.sendSms({ via: 'twilio', from, text: `Complaint ${at}` });
		await gateway.arrived(`Complaint ${at}`);
	}
	const states = await gateway.query(
		`select error, count(*)::int as count from notice where recipient = $1 group by 1 order by 2`,
		from
	);
	expect(states).toEqual([
		{ error: 'brake_recipient', count: 2 },
		{ error: null, count: 10 }
	]);
	await gateway.query(
		`update notice set created_at = created_at - interval '4 hours' where recipient = $1`,
		from
	);
	await gateway.carrier.sendSms({ via: 'twilio', from, text: 'After the brake' });
	const { number } = await gateway.arrived('After the brake');
	expect(
		await gateway.query(`select from notice where number = $1 and state <> 'suppressed'`, number)
	).toHaveLength(1);
});
