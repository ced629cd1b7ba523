import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import type { Outgoing } from '#adapters/outgoing.ts';
import { labSmsAccounts } from '#adapters/lab/accounts.ts';
import { carrier, type Carrier } from '#adapters/lab/carrier.ts';
import { labServer, type LabServer } from '#adapters/lab/server.ts';
import { entities, msdgFields, msdgSms, type MsdgConfig } from '#adapters/sms/msdg.ts';

let server: LabServer;
let lab: Carrier;
let config: MsdgConfig;
let adapter: ChannelAdapter;

beforeAll(async () => {
	server = await labServer(0);
	const accounts = labSmsAccounts({
		labUrl: server.url,
		smscPort: 1,
		publicOrigin: 'https://gw.example.gov.in'
	});
	config = accounts.find((account) => account.provider === 'msdg')!;
	adapter = msdgSms(config);
	lab = await carrier(server, [config], { gatewayUrl: 'http://127.0.0.1:9', statusDelay_ms: 1 });
});
afterAll(async () => {
	await lab.close();
	await server.close();
});

const outgoing = (to: string, text: string, more: Partial<Outgoing> = {}): Outgoing => ({
	key: 'notice-1',
	to,
	text,
	language: 'pa',
	template: 'received',
	...more
});
const texts = (number: string) => lab.handset(number).messages.map(({ text, peer }) => ({ text, peer }));

test('a text in any script arrives as it was written, from the header it is registered for', async () => {
	const to = '+919876504001';
	const pa = 'ਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ਮਿਲ ਗਈ ਹੈ। 😀 ਨੰਬਰ 26-0001234-5.';
	const sent = await adapter.send!(outgoing(to, pa));
	expect(sent).toEqual({ providerId: expect.stringMatching(/^\d+msdgsms$/), status: 'sent' });
	await adapter.send!(outgoing(to, 'We have received it & more = 100%'));
	const own = { entity: '1101999999999999999', header: 'PBGOVT', template: '1107999999999999999' };
	await adapter.send!(outgoing(to, '123456 is your code', { template: 'code', dlt: own }));
	expect(texts(to)).toEqual([
		{ text: pa, peer: 'SUNWAI' },
		{ text: 'We have received it & more = 100%', peer: 'SUNWAI' },
		{ text: '123456 is your code', peer: 'PBGOVT' }
	]);
});

test('the key covers what is sent: entities for Unicode, the bulk field where they ask for it', () => {
	const fields = msdgFields(outgoing('+919876504002', 'ਪਾਣੀ'), config);
	expect(entities('ਪਾ')).toBe('&#2602;&#2622;');
	expect(fields).toMatchObject({
		smsservicetype: 'unicodemsg',
		bulkmobno: '919876504002',
		templateid: '1107000000000000001',
		entityid: '1101000000000000001',
		password: createHash('sha1').update('lab-msdg').digest('hex'),
		key: createHash('sha512')
			.update(`sunwaiSUNWAI${entities('ਪਾਣੀ')}lab-msdg-secure-key`)
			.digest('hex')
	});
	const code = msdgFields(
		outgoing('+919876504002', 'ਕੋਡ', { template: 'code', dlt: { template: '1107000000000000009' } }),
		config
	);
	expect(code).toMatchObject({ smsservicetype: 'unicodeotpmsg', mobileno: '919876504002' });
	expect(msdgFields(outgoing('+919876504002', 'plain'), config)).toMatchObject({
		smsservicetype: 'singlemsg'
	});
});

test.for([
	['401', false, undefined],
	['406', false, 'dead'],
	['410', true, undefined],
	['429', true, undefined],
	['503', true, undefined]
] as const)('an answer of %s is told apart (again: %s)', async ([code, retryable, recipient]) => {
	const to = `+9198765041${code.slice(1)}`;
	lab.refuse(to, code);
	const fault = adapter.send!(outgoing(to, 'Refused')).catch((thrown: unknown) => thrown);
	expect(await fault).toMatchObject({ code, retryable, ...(recipient ? { recipient } : {}), taken: 'no' });
	expect(texts(to)).toEqual([]);
});

test('a wrong password, a wrong key, no template and nobody at the far side are no outage of the citizen’s', async () => {
	const send = (wrong: Partial<MsdgConfig>, more: Partial<Outgoing> = {}) =>
		msdgSms({ ...config, ...wrong }).send!(outgoing('+919876504003', 'Never', more)).catch(
			(thrown: unknown) => thrown
		);
	expect(await send({ password: 'wrong' })).toMatchObject({ code: '401', retryable: false });
	expect(await send({ secureKey: 'wrong' })).toMatchObject({ code: '416', retryable: false });
	expect(await send({}, { template: 'unregistered' })).toMatchObject({
		code: 'no_template',
		retryable: false
	});
	expect(await send({ apiBase: 'http://127.0.0.1:2' })).toMatchObject({
		code: 'unreachable',
		retryable: true
	});
});
