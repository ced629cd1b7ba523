import { expect } from 'vitest';
import { readDeliveries } from '#gateway/intake/read.ts';
import { gatewayTest, type TestGateway } from '../../support/gateway.ts';

// Without workers: the tests themselves say what is read together.
const test = gatewayTest({
	config: { role: 'web' },
	accounts: [
		{
			provider: 'imap',
			id: 'email',
			host: '127.0.0.1',
			port: 1,
			secure: false,
			user: 'grievance@sunwai.example',
			password: 'x',
			folders: ['INBOX'],
			ownAddresses: ['grievance@sunwai.example'],
			smtp: { host: '127.0.0.1', port: 1, secure: false, from: 'grievance@sunwai.example' }
		}
	]
});

const mail = (id: string, head: Record<string, string> = {}) => {
	const all = {
		From: 'thread@citizen.example',
		Subject: id,
		'Message-ID': `<${id}@citizen.example>`,
		...head
	};
	return [...Object.entries(all).map(([name, value]) => `${name}: ${value}`), '', 'Text', ''].join('\r\n');
};
const receive = async (gateway: TestGateway, raw: string) => {
	const { id } = await gateway.services.receive({
		account: 'email',
		channel: 'email',
		provider: 'imap',
		kind: 'message',
		externalId: raw,
		body: Buffer.from(raw),
		asBlob: true
	});
	return id;
};
/** The subject of the mail that each answers. */
const answered = async (gateway: TestGateway, prefix: string) =>
	Object.fromEntries(
		(
			await gateway.query<{ subject: string; to: string | null }>(
				`select s.subject, o.subject as to from submission s left join submission o on o.number = s.answers
					where s.subject like $1`,
				`${prefix}%`
			)
		).map(({ subject, to }) => [subject, to])
	);

const thread = (name: string) => [
	mail(`${name}-1`),
	mail(`${name}-2`, { 'In-Reply-To': `<${name}-1@citizen.example>` }),
	mail(`${name}-3`, { References: `<${name}-1@citizen.example> <${name}-2@citizen.example>` })
];

test('mails that refer to one another are one thread when they are read one after the other', async ({
	gateway
}) => {
	for (const raw of thread('turns')) await readDeliveries(gateway.services, [await receive(gateway, raw)]);
	expect(await answered(gateway, 'turns')).toEqual({
		'turns-1': null,
		'turns-2': 'turns-1',
		'turns-3': 'turns-1'
	});
});

test('mails that refer to one another are one thread when they are read in one batch', async ({
	gateway
}) => {
	const ids: string[] = [];
	for (const raw of thread('batch')) ids.push(await receive(gateway, raw));
	await readDeliveries(gateway.services, ids);
	expect(await answered(gateway, 'batch')).toEqual({
		'batch-1': null,
		'batch-2': 'batch-1',
		'batch-3': 'batch-1'
	});
});

test('a Message-ID used twice does not take a mail for another', async ({ gateway }) => {
	const same = { 'Message-ID': '<same@citizen.example>' };
	for (const raw of [mail('same-1', same), mail('same-2', same), mail('same-3', { 'Message-ID': '' })])
		await readDeliveries(gateway.services, [await receive(gateway, raw)]);
	expect(await answered(gateway, 'same')).toEqual({ 'same-1': null, 'same-2': null, 'same-3': null });
});

test('a mail that names a stranger’s belongs to no thread', async ({ gateway }) => {
	const raw = mail('stranger', { 'In-Reply-To': '<newsletter@elsewhere.example>' });
	await readDeliveries(gateway.services, [await receive(gateway, raw)]);
	expect(await answered(gateway, 'stranger')).toEqual({ stranger: null });
});
