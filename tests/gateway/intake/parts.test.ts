import { expect } from 'vitest';
import { keepHouse } from '#gateway/housekeeping.ts';
import { gatewayTest, until, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest({ carrier: { attempts: 1 } });
/** Four parts of 67 units. */
const long = (opening: string) => `${opening}: ${'ਸਾਡੇ ਪਿੰਡ ਵਿੱਚ ਪਾਣੀ ਨਹੀਂ ਆ ਰਿਹਾ। '.repeat(8)}`.slice(0, 260);

const send = (gateway: TestGateway, from: string, text: string, faults = {}) =>
	gateway.carrier.sendSms({ via: 'vonage-sms', from, text, faults });
const from = (gateway: TestGateway, sender: string) =>
	gateway.query<{ number: string; text: string; flags: string[] }>(
		'select number, text, flags from submission where sender = $1 order by id',
		sender
	);
const notices = (gateway: TestGateway, sender: string) =>
	gateway.query('select number from notice where recipient = $1', sender);
/** As if the parts had come eleven minutes ago. */
const grow = (gateway: TestGateway) =>
	gateway.query(`update sms_part set received_at = received_at - interval '11 minutes' where number is null`);

test.for([
	['in their order', '+919876500101', {}],
	['in the opposite order', '+919876500102', { reorder: true }],
	['shuffled', '+919876500103', { shuffleParts: true }],
	['each three times at once', '+919876500104', { repeat: 3 }],
	['shuffled, three times', '+919876500105', { shuffleParts: true, repeat: 3 }]
] as const)(
	'parts that come %s are one submission with one number',
	async ([how, sender, faults], { gateway }) => {
		const text = long(how).normalize('NFC');
		await send(gateway, sender, text, faults);
		await gateway.arrived(text);
		expect(await from(gateway, sender)).toMatchObject([{ text, flags: [] }]);
		expect(await notices(gateway, sender)).toHaveLength(1);
	}
);

test('a reference used again belongs to the next message', async ({ gateway }) => {
	const sender = '+919876500200';
	const [first, second] = [long('first').normalize('NFC'), long('second').normalize('NFC')];
	await send(gateway, sender, first, { ref: 7 });
	await gateway.arrived(first);
	await send(gateway, sender, second, { ref: 7 });
	await gateway.arrived(second);
	expect(await from(gateway, sender)).toHaveLength(2);
});

test('a reference used again before the first message was whole ends the first', async ({ gateway }) => {
	const sender = '+919876500201';
	const second = long('second of two').normalize('NFC');
	await send(gateway, sender, long('first of two'), { ref: 9, missingParts: [3] });
	await gateway.allRead();
	await send(gateway, sender, second, { ref: 9 });
	await gateway.arrived(second);
	expect((await from(gateway, sender)).map(({ flags }) => flags)).toEqual([['partial'], []]);
});

test('a part that is missing after ten minutes holds the message back no longer, and completes it when it comes', async ({
	gateway
}) => {
	const sender = '+919876500202';
	const text = long('late').normalize('NFC');
	await send(gateway, sender, text, { ref: 11, missingParts: [2] });
	await gateway.allRead();
	await keepHouse(gateway.services);
	expect(await from(gateway, sender)).toEqual([]);

	await grow(gateway);
	await keepHouse(gateway.services);
	const [partial, ...more] = await from(gateway, sender);
	expect(more).toEqual([]);
	expect(partial!.flags).toEqual(['partial']);
	expect(partial!.text).toBe(`${text.slice(0, 67)} […] ${text.slice(134)}`);

	await send(gateway, sender, text, { ref: 11, missingParts: [1, 3, 4] });
	await until(async () => (await from(gateway, sender))[0]!.text === text);
	expect(await from(gateway, sender)).toEqual([{ number: partial!.number, text, flags: [] }]);
	expect(await notices(gateway, sender)).toHaveLength(1);
});

test('two gateways that read parts of one message make one submission', async ({ gateway }) => {
	await gateway.second();
	for (let round = 0; round < 8; round++) {
		const sender = `+91987650030${round}`;
		const text = long(`both ${round}`).normalize('NFC');
		await send(gateway, sender, text, { reorder: true });
		await gateway.arrived(text);
		expect(await from(gateway, sender)).toHaveLength(1);
	}
});
