import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { DeskInput } from '#contracts/desk.ts';
import { samplePicture } from '#adapters/lab/picture.ts';
import { registration } from '../../support/desk.ts';
import { gatewayTest, until, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();

const input = (more: Partial<DeskInput> = {}): DeskInput => ({
	key: randomUUID(),
	channel: 'walk_in',
	text: 'ਮੇਰੀ ਪੈਨਸ਼ਨ ਨਹੀਂ ਆਈ',
	register: registration(),
	...more
});
const form = (data: unknown, files: [string, Buffer, string][] = []) => {
	const body = new FormData();
	body.append('data', typeof data === 'string' ? data : JSON.stringify(data));
	for (const [name, content, type] of files)
		body.append('file', new Blob([new Uint8Array(content)], { type }), name);
	return body;
};
const hand = async (gateway: TestGateway, data: unknown, files?: [string, Buffer, string][]) =>
	gateway.call<{ number: string; repeated: boolean; faults: { field: string }[] }>('POST', '/api/register', {
		cookie: await gateway.signIn('agent'),
		body: form(data, files)
	});

test.for(['walk_in', 'post', 'phone'] as const)(
	'a %s is received and registered in one go',
	async (channel, { gateway }) => {
		const { status, json } = await hand(gateway, input({ channel, diary: 'INW-26/114' }));
		expect(status).toBe(200);
		const [row] = await gateway.query(
			`select s.channel, s.state, s.grievance, s.subject, d.state as delivery, d.account
			from submission s join delivery d on d.id = s.delivery where s.number = $1`,
			json.number
		);
		expect(row).toEqual({
			channel,
			state: 'registered',
			grievance: json.number,
			subject: 'INW-26/114',
			delivery: 'read',
			account: 'desk'
		});
		const events = await gateway.query<{ type: string }>(
			'select type from event where number = $1 order by sequence',
			json.number
		);
		expect(events.map(({ type }) => type)).toEqual([
			'submission:received',
			'submission:registered',
			'grievance:assigned'
		]);
		expect(await gateway.query('select from notice where number = $1', json.number)).toEqual([]);
	}
);

test('what is not to be registered at once waits in the queue', async ({ gateway }) => {
	const { register: _none, ...later } = input();
	const { json } = await hand(gateway, {
		...later,
		citizen: { name: 'Pritam', phone: '098765 01100', language: 'pa' }
	});
	const [row] = await gateway.query(
		'select state, sender, sender_name, language from submission where number = $1',
		json.number
	);
	expect(row).toEqual({ state: 'waiting', sender: '+919876501100', sender_name: 'Pritam', language: 'pa' });
});

test('the same key is one submission, also when it is sent three times at once', async ({ gateway }) => {
	const data = input();
	const answers = await Promise.all([1, 2, 3].map(() => hand(gateway, data)));
	expect(new Set(answers.map(({ json }) => json.number)).size).toBe(1);
	expect(answers.filter(({ json }) => !json.repeated)).toHaveLength(1);
	expect((await hand(gateway, { ...data, text: 'Other words' })).json).toEqual({
		number: answers[0]!.json.number,
		repeated: true
	});
	expect(
		await gateway.query('select from submission where number = $1', answers[0]!.json.number)
	).toHaveLength(1);
});

test('scans come with it and are shown by their own names', async ({ gateway }) => {
	const cookie = await gateway.signIn('agent');
	const letter = Buffer.from('%PDF-1.4 a letter');
	const { json } = await hand(gateway, input({ channel: 'post' }), [
		['ਚਿੱਠੀ.pdf', letter, 'application/pdf'],
		['photo.png', samplePicture, 'image/png']
	]);
	const detail = await gateway.call<{
		attachments: { id: string; name: string; size: number; state: string }[];
	}>('GET', `/api/submissions/${json.number}`, { cookie });
	expect(detail.json.attachments).toMatchObject([
		{ name: 'ਚਿੱਠੀ.pdf', size: letter.length, state: 'stored' },
		{ name: 'photo.png', size: samplePicture.length, state: 'stored' }
	]);
	const file = await gateway.call('GET', `/api/attachments/${detail.json.attachments[0]!.id}`, { cookie });
	expect(file.text).toBe(letter.toString());
	expect(file.headers.get('content-disposition')).toContain(encodeURIComponent('ਚਿੱਠੀ.pdf'));
});

test.for([
	['no JSON', 'not json', undefined],
	['no key', { channel: 'walk_in', text: 'words' }, 'data'],
	['a channel that is not the desk’s', input({ channel: 'sms' as 'post' }), 'channel'],
	['no words', input({ text: '' }), 'text'],
	['an unknown category', input({ register: registration({ category: 'none' }) }), 'category'],
	[
		'a bad telephone',
		input({ register: registration({ citizen: { name: 'X', phone: '1', language: 'en' } }) }),
		'citizen.phone'
	]
] as const)('%s is refused by field, and nothing is kept of it', async ([, data, field], { gateway }) => {
	const before = await gateway.query('select count(*) from delivery');
	const { status, json } = await hand(gateway, data);
	expect(status).toBe(400);
	if (field) expect(json.faults.map((fault) => fault.field)).toContain(field);
	expect(await gateway.query('select count(*) from delivery')).toEqual(before);
});

test('an emoji on the edge of what a file’s name may be harms nothing', async ({ gateway }) => {
	const { status, json } = await hand(gateway, input(), [
		[`${'a'.repeat(254)}😀.png`, samplePicture, 'image/png']
	]);
	expect(status).toBe(200);
	await until(
		async () =>
			(
				await gateway.query(
					'select from attachment a join submission s on s.id = a.submission where s.number = $1',
					json.number
				)
			).length === 1
	);
});
