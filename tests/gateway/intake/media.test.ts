import { expect } from 'vitest';
import { samplePicture } from '#adapters/lab/picture.ts';
import { gatewayTest, until, type TestGateway } from '../../support/gateway.ts';
import { postSigned } from '../../support/twilio.ts';

const test = gatewayTest();
const from = '+919876501200';

const fileOf = (gateway: TestGateway, number: string) =>
	until(async () =>
		(
			await gateway.query<{
				id: string;
				state: string;
				reason: string | null;
				media_type: string;
				blob: string | null;
			}>(
				`select a.* from attachment a join submission s on s.id = a.submission where s.number = $1 and a.state <> 'pending'`,
				number
			)
		).at(0)
	);

test.for(['twilio', 'vonage-messages'] as const)(
	'a picture sent by %s is fetched and shown',
	async (via, { gateway }) => {
		const { ids } = await gateway.carrier.sendSms({
			via,
			from,
			text: 'With a picture',
			media: [{ content: samplePicture, mediaType: 'image/png' }]
		});
		const row = await until(async () =>
			(
				await gateway.query<{ number: string }>(
					'select s.number from submission s join delivery d on d.id = s.delivery where d.external_id = $1',
					ids[0]
				)
			).at(0)
		);
		const { number } = row!;
		const file = await fileOf(gateway, number);
		expect(file).toMatchObject({ state: 'stored', media_type: 'image/png' });
		const shown = await fetch(`${gateway.origin}/api/attachments/${file!.id}`, {
			headers: { cookie: await gateway.signIn('agent') }
		});
		expect(Buffer.from(await shown.arrayBuffer())).toEqual(samplePicture);
		expect(shown.headers.get('content-type')).toBe('image/png');
	}
);

test('the desk is told when the picture is there', async ({ gateway }) => {
	const events = await gateway.query<{ event: string }>(
		`select event from change where event = 'submission:changed'`
	);
	expect(events.length).toBeGreaterThan(0);
});

test.for([
	['a host that is not allowed', 'http://169.254.169.254/latest/meta-data', 'media_host'],
	['another port of this machine', 'http://127.0.0.1:1/secret', 'media_host'],
	['an address that is none', 'file:///etc/passwd', 'media_host']
])('%s is refused and says why', async ([what, url, reason], { gateway }) => {
	const text = `Media from ${what}`;
	const sid = `MM${Buffer.from(what!).toString('hex').padEnd(32, '0').slice(0, 32)}`;
	await postSigned(gateway, {
		MessageSid: sid,
		From: from,
		To: '+911725550100',
		Body: text,
		NumMedia: '1',
		MediaUrl0: url!,
		MediaContentType0: 'image/png'
	});
	const { number } = await gateway.arrived(text);
	expect(await fileOf(gateway, number)).toMatchObject({ state: 'failed', reason, blob: null });
});
