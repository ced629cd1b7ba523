import { expect } from 'vitest';
import type { Draft } from '#contracts/draft.ts';
import { keepHouse } from '#gateway/housekeeping.ts';
import { act, held, registration, submit } from '../../support/desk.ts';
import { gatewayTest, type Person, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();
type Saved = { kept: boolean; draft: Draft };

const read = async (gateway: TestGateway, person: Person, subject: string) =>
	(
		await gateway.call<{ draft: Draft | null }>('GET', `/api/drafts/${subject}`, {
			cookie: await gateway.signIn(person)
		})
	).json.draft;
const save = async (gateway: TestGateway, person: Person, subject: string, body: object, after = 0) =>
	gateway.call<Saved>('PUT', `/api/drafts/${subject}`, {
		cookie: await gateway.signIn(person),
		body: { body, after }
	});

test('what is saved is read again, by its own person alone', async ({ gateway }) => {
	const { number } = await submit(gateway, 'Typed about');
	const subject = `submission:${number}`;
	const { json } = await save(gateway, 'agent', subject, { summary: 'ਪਾਣੀ \0' });
	expect(json).toMatchObject({ kept: true, draft: { revision: 1, body: { summary: 'ਪਾਣੀ ␀' } } });
	expect(await read(gateway, 'agent', subject)).toEqual(json.draft);
	expect(await read(gateway, 'agent2', subject)).toBe(null);
	await save(gateway, 'agent2', subject, { summary: 'theirs' });
	expect((await read(gateway, 'agent', subject))?.body).toEqual({ summary: 'ਪਾਣੀ ␀' });
});

test('a screen that did not see the last saving is told what it was, and overwrites nothing', async ({
	gateway
}) => {
	const subject = 'submission:2600000018';
	await save(gateway, 'agent', subject, { summary: 'first' });
	expect((await save(gateway, 'agent', subject, { summary: 'second' }, 1)).json.draft.revision).toBe(2);
	const late = (await save(gateway, 'agent', subject, { summary: 'late' }, 1)).json;
	expect(late).toMatchObject({ kept: false, draft: { revision: 2, body: { summary: 'second' } } });
	expect((await save(gateway, 'agent', subject, { summary: 'chosen' }, 2)).json.kept).toBe(true);
});

test('of ten savings over the same revision one is kept', async ({ gateway }) => {
	const subject = 'submission:2600000026';
	await save(gateway, 'agent', subject, { at: 'start' });
	const answers = await Promise.all(
		Array.from({ length: 10 }, (_, at) => save(gateway, 'agent', subject, { at }, 1))
	);
	expect(answers.filter(({ json }) => json.kept)).toHaveLength(1);
	expect((await read(gateway, 'agent', subject))?.revision).toBe(2);
});

test.for([
	['x'.repeat(70_000), 413, 'too_large'],
	['ਪ'.repeat(30_000), 413, 'too_large'],
	['x'.repeat(60_000), 200, undefined],
	['\n'.repeat(32_000), 200, undefined]
] as const)('a draft holds 64 KiB', async ([text, status, code], { gateway }) => {
	await gateway.query('delete from draft');
	const answer = await save(gateway, 'agent', 'register', { text });
	expect(answer).toMatchObject({ status, ...(code ? { json: { code } } : {}) });
});

test.for(['anything', 'submission:1', 'submission:', 'register:2'])(
	'there is no draft about %s',
	async (subject, { gateway }) => {
		expect((await save(gateway, 'agent', subject, {})).status).toBe(400);
	}
);

test('a decision forgets what the decider typed, and nothing of another', async ({ gateway }) => {
	for (const [verb, body] of [
		['register', registration()],
		['dismiss', { reason: 'test' }]
	] as const) {
		const { number } = await held(gateway, 'agent', `Decided by ${verb}`);
		const subject = `submission:${number}`;
		await save(gateway, 'agent', subject, { summary: 'mine' });
		await save(gateway, 'agent2', subject, { summary: 'theirs' });
		expect((await act(gateway, 'agent', number, verb, body)).status).toBe(200);
		expect(await read(gateway, 'agent', subject)).toBe(null);
		expect((await read(gateway, 'agent2', subject))?.body).toEqual({ summary: 'theirs' });
	}
});

test('taking in at the counter forgets the form that was sent, and no other', async ({ gateway }) => {
	await gateway.query('delete from draft');
	const key = crypto.randomUUID();
	const take = async (data: object) => {
		const form = new FormData();
		form.set('data', JSON.stringify(data));
		return gateway.call('POST', '/api/register', { cookie: await gateway.signIn('agent'), body: form });
	};
	const entry = { key, channel: 'walk_in', text: 'Told at the counter', register: registration() };
	await save(gateway, 'agent', 'register', { key: crypto.randomUUID(), text: 'the next one' });
	await take(entry);
	expect((await read(gateway, 'agent', 'register'))?.body).toMatchObject({ text: 'the next one' });
	await save(gateway, 'agent', 'register', { key, text: 'sent' }, 1);
	await take(entry);
	expect(await read(gateway, 'agent', 'register')).toBe(null);
});

test('a draft is forgotten when asked to, and after thirty days', async ({ gateway }) => {
	await gateway.query('delete from draft');
	await save(gateway, 'agent', 'register', { text: 'old' });
	await save(gateway, 'agent2', 'register', { text: 'young' });
	await gateway.query(`update draft set updated_at = now() - interval '31 days' where person = 'demo-agent'`);
	await keepHouse(gateway.services);
	expect(await read(gateway, 'agent', 'register')).toBe(null);
	const cookie = await gateway.signIn('agent2');
	const forget = () => gateway.call('DELETE', '/api/drafts/register', { cookie });
	expect((await forget()).json).toEqual({ forgotten: true });
	expect((await forget()).json).toEqual({ forgotten: false });
});
