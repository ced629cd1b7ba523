import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { formatNumber } from '#contracts/number.ts';
import { demoApiKey } from '#gateway/access/demo.ts';
import { openChannels } from '#gateway/channels.ts';
import { ConfigFault } from '#gateway/config.ts';
import { registration } from '../../support/desk.ts';
import { gatewayTest, until, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest({ lab: 'whole', config: { smsAccount: 'sms-smpp' } });

/** What the handset got, once something has come. */
const told = async (gateway: TestGateway, phone: string) => {
	const received = () =>
		gateway.carrier.handset(phone).messages.filter(({ direction }) => direction === 'received');
	await until(() => received().length > 0);
	return received();
};
/** Acknowledgements of a number, whatever became of them; what its case tells later is another matter. */
const notices = (gateway: TestGateway, number: string) =>
	gateway.query<{ template: string; channel: string; account: string; recipient: string }>(
		`select template, channel, account, recipient from notice where number = $1 and template = 'received' order by id`,
		number
	);
const takeIn = async (gateway: TestGateway, channel: string, citizen: object) => {
	const body = new FormData();
	const register = registration({ citizen: { name: 'Kulwinder Kaur', language: 'pa', ...citizen } });
	body.append('data', JSON.stringify({ key: randomUUID(), channel, text: 'ਮੇਰੀ ਪੈਨਸ਼ਨ ਨਹੀਂ ਆਈ', register }));
	const cookie = await gateway.signIn('agent');
	return (await gateway.call<{ number: string }>('POST', '/api/register', { cookie, body })).json.number;
};

test.for(['ivr-twilio', 'ivr-vonage'])(
	'who rings %s and hangs up before hearing the number gets it by SMS',
	async (via, { gateway }) => {
		const from = via === 'ivr-twilio' ? '+919876503001' : '+919876503002';
		const keys = ['press 2', 'press 1', 'press 1', 'press 01', 'record 2', 'hang up'] as const;
		await gateway.lab!.telephone.scriptedCall({ via, from }, [...keys]);
		const [message, ...more] = await told(gateway, from);
		const [row] = await gateway.query<{ number: string }>(
			'select number from submission where sender = $1',
			from
		);
		expect(more).toEqual([]);
		expect(message).toMatchObject({ via: 'smpp', text: expect.stringContaining(formatNumber(row!.number)) });
		expect(message!.text).toMatch(/^आपकी शिकायत मिल गई है/);
	}
);

test.for(['walk_in', 'post', 'phone'] as const)(
	'who gave a mobile with a %s gets the number by SMS',
	async (channel, { gateway }) => {
		const phone = `+9198765031${['walk_in', 'post', 'phone'].indexOf(channel)}0`;
		const number = await takeIn(gateway, channel, { phone });
		const messages = await told(gateway, phone);
		for (const { text } of messages) expect(text).toContain(formatNumber(number));
		// With its number, and with whom it is: it was registered in the same act.
		const way = { channel: 'sms', account: 'sms-smpp', recipient: phone };
		expect(await notices(gateway, number)).toEqual([{ template: 'received', ...way }]);
	}
);

test('no mobile, no SMS: neither to a landline nor to a mail address', async ({ gateway }) => {
	for (const citizen of [{}, { phone: '0172 2740021' }, { email: 'kulwinder@citizen.example' }])
		expect(await notices(gateway, await takeIn(gateway, 'walk_in', citizen))).toEqual([]);
});

test('the form tells by SMS; a program of Open311 tells its citizen itself', async ({ gateway }) => {
	const matter = { phone: '98765 03200', name: 'Gurnam Singh' };
	const fields = {
		...matter,
		key: randomUUID(),
		text: 'No light',
		language: 'en',
		district: '27',
		website: ''
	};
	const form = new FormData();
	for (const [name, value] of Object.entries(fields)) form.append(name, value);
	await gateway.call('POST', '/complain', { body: form });
	const [message] = await told(gateway, '+919876503200');
	expect(message!.text).toMatch(/^We have received your complaint/);

	const request = new URLSearchParams({
		api_key: demoApiKey,
		service_code: 'street-light',
		address_string: 'Ward 4, Ludhiana',
		description: 'Posted by a program',
		phone: '+919876503201'
	});
	const posted = await fetch(`${gateway.origin}/open311/v2/requests.json`, { method: 'POST', body: request });
	expect(posted.status).toBe(200);
	const { number } = await gateway.arrived('Posted by a program');
	expect(await notices(gateway, number)).toEqual([]);
});

test('who came to the counter hears of a merge by SMS', async ({ gateway }) => {
	const [older, younger] = [
		await takeIn(gateway, 'walk_in', { phone: '+919876503300' }),
		await takeIn(gateway, 'walk_in', { phone: '+919876503301' })
	];
	const cookie = await gateway.signIn('agent');
	const { status } = await gateway.call('POST', `/api/grievances/${older}/merge`, {
		cookie,
		body: { with: younger }
	});
	expect(status).toBe(200);
	await until(async () => {
		const all = await told(gateway, '+919876503301');
		return all.some(({ text }) => text.includes(formatNumber(older)) && text.includes(formatNumber(younger)));
	});
});

test('an account that is none, or not for SMS, is named at the start', ({ gateway }) => {
	for (const smsAccount of ['none', 'email'])
		expect(() => openChannels({ ...gateway.services.config, smsAccount }, gateway.lab!.accounts)).toThrow(
			ConfigFault
		);
});
