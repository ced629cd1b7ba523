import { expect } from 'vitest';
import { gatewayTest, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();
const text = `${'We have had no water in our street since Monday and nobody answers us. '.repeat(4)}`.slice(
	0,
	250
);

const bare = (gateway: TestGateway, from: string) =>
	gateway.carrier.sendSms({ via: 'vonage-sms', from, text, faults: { bareParts: true } });
const rows = (gateway: TestGateway, from: string) =>
	gateway.query<{ number: string; answers: string | null; text: string }>(
		'select number, answers, text from submission where sender = $1 order by delivery',
		from
	);
const told = (gateway: TestGateway, from: string) =>
	gateway.query<{ number: string }>('select number from notice where recipient = $1', from);

test('pieces whose carrier dropped the header are joined, and their sender gets one number', async ({
	gateway
}) => {
	for (let round = 0; round < 10; round++) {
		const from = `+91987650040${round}`;
		await bare(gateway, from);
		await gateway.allRead();
		const [first, second, ...more] = await rows(gateway, from);
		expect(more).toEqual([]);
		expect(first!.text + second!.text).toBe(text);
		expect(second!.answers).toBe(first!.number);
		expect(await told(gateway, from)).toHaveLength(1);
	}
});

test('pieces that are read in one batch are joined as well', async ({ gateway }) => {
	const from = '+919876500420';
	const common = { account: 'sms-vonage', channel: 'sms', provider: 'vonage-sms', kind: 'message' } as const;
	const headers = { 'content-type': 'application/x-www-form-urlencoded' };
	const piece = (id: string, words: string) => ({
		...common,
		externalId: id,
		headers,
		body: Buffer.from(
			new URLSearchParams({
				messageId: id,
				msisdn: from.slice(1),
				to: '911725550101',
				text: words
			}).toString()
		)
	});
	const words = [text.slice(0, 153), text.slice(153)];
	await Promise.all([
		gateway.services.receive({ ...common, externalId: 'something-before', body: Buffer.alloc(0) }),
		...words.map((part, at) => gateway.services.receive(piece(`batch-${at}`, part)))
	]);
	await gateway.allRead();
	const [first, second] = await rows(gateway, from);
	expect(second!.answers).toBe(first!.number);
	expect(await told(gateway, from)).toEqual([{ number: first!.number }]);
});

test('a second complaint of the same sender is not taken for a continuation', async ({ gateway }) => {
	const from = '+919876500430';
	for (const words of ['The road is broken', 'The drain is blocked']) {
		await gateway.carrier.sendSms({ via: 'vonage-sms', from, text: words });
		await gateway.arrived(words);
	}
	expect((await rows(gateway, from)).map(({ answers }) => answers)).toEqual([null, null]);
	expect(await told(gateway, from)).toHaveLength(2);
});
