import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import type { Inbound, InboundPart } from '#adapters/inbound.ts';
import { labSmsAccounts } from '#adapters/lab/accounts.ts';
import { carrier, type Carrier, type CarrierOptions } from '#adapters/lab/carrier.ts';
import { choosePort } from '#adapters/lab/port.ts';
import { labServer, type LabServer } from '#adapters/lab/server.ts';
import type { LabEvent, SmsAccount } from '#adapters/lab/sms.ts';
import { twilioSms } from '#adapters/sms/twilio-sms.ts';
import { vonageMessages } from '#adapters/sms/vonage-messages.ts';
import { vonageSms } from '#adapters/sms/vonage-sms.ts';
import { msdgSms } from '#adapters/sms/msdg.ts';
import { smppSms } from '#adapters/sms/smpp.ts';
import { deliveryOf, edge, ledger } from './gateway.ts';

const vias = ['twilio', 'vonage-sms', 'vonage-messages'] as const;
const from = '+919876543210';
const text = 'ਪਾਣੀ ਨਹੀਂ ਆਉਂਦਾ & ਬਿਜਲੀ = ਨਹੀਂ';
const long = 'ਸਾਡੇ ਪਿੰਡ ਵਿੱਚ ਪਾਣੀ ਨਹੀਂ ਆਉਂਦਾ। '.repeat(5).trim();

let server: LabServer;
let gateway: Awaited<ReturnType<typeof edge>>;
let lab: Carrier;
let accounts: SmsAccount[];
const adapters = new Map<string, ChannelAdapter>();
const events: LabEvent[] = [];
const options: Omit<CarrierOptions, 'gatewayUrl'> = {
	statusDelay_ms: 1,
	retryWait_ms: 1,
	twilioOverrides: '#rc=5&rp=all',
	onEvent: (event) => void events.push(event)
};

const adapterOf = (account: SmsAccount): ChannelAdapter => {
	if (account.provider === 'twilio-sms') return twilioSms(account);
	if (account.provider === 'vonage-sms') return vonageSms(account);
	if (account.provider === 'vonage-messages') return vonageMessages(account);
	return account.provider === 'msdg' ? msdgSms(account) : smppSms(account);
};

beforeAll(async () => {
	server = await labServer(0);
	accounts = labSmsAccounts({
		labUrl: server.url,
		smscPort: 1,
		publicOrigin: 'https://gw.example.gov.in'
	}).slice(0, 3);
	accounts.forEach((account, at) => adapters.set(vias[at]!, adapterOf(account)));
	gateway = await edge([...adapters.values()]);
	lab = await carrier(server, accounts, { ...options, gatewayUrl: gateway.url });
});
afterAll(async () => {
	await lab.close();
	await gateway.close();
	await server.close();
	for (const adapter of adapters.values()) await adapter.close?.();
});

const since = (via: string, mark: number) =>
	gateway.taken.slice(mark).filter(({ delivery }) => delivery.account === adapters.get(via)!.account);
/** What the webhooks since `mark` say, read by their adapter. */
const read = async (via: string, mark: number): Promise<Inbound[]> => {
	const accepted = since(via, mark).filter(({ verdict }) => verdict.ok);
	return (await Promise.all(accepted.map(({ delivery }) => adapters.get(via)!.parse(delivery)))).flat();
};
const idsSince = (mark: number) =>
	gateway.taken.slice(mark).map(({ verdict }) => (verdict.ok ? verdict.externalId : verdict.reason));

describe.each(vias)('a citizen writes by %s', (via) => {
	test('the text arrives signed, with unknown fields too', async () => {
		const mark = gateway.taken.length;
		const { ids, accepted } = await lab.sendSms({ via, from, text, faults: { extraFields: true } });
		expect(accepted).toBe(true);
		expect(idsSince(mark)).toEqual(ids);
		expect(await read(via, mark)).toMatchObject([
			{ kind: 'message', externalId: ids[0], text, from: { address: from } }
		]);
	});
	test('three copies at once have one identity', async () => {
		const mark = gateway.taken.length;
		const { ids } = await lab.sendSms({ via, from, text, faults: { repeat: 3 } });
		expect(idsSince(mark)).toEqual([ids[0], ids[0], ids[0]]);
	});
	test.each(['wrong', 'missing'] as const)('a %s signature is refused', async (signature) => {
		const mark = gateway.taken.length;
		const { accepted } = await lab.sendSms({ via, from, text, faults: { signature } });
		expect(accepted).toBe(false);
		expect(new Set(idsSince(mark))).toEqual(new Set(['signature']));
	});
	test('an outage of the gateway loses nothing', async () => {
		const mark = gateway.taken.length;
		gateway.fail(2);
		const { ids, attempts, accepted } = await lab.sendSms({ via, from, text });
		expect(attempts.map(({ status }) => status).slice(0, 2)).toEqual([503, 503]);
		expect(accepted).toBe(true);
		expect(idsSince(mark)).toEqual(ids);
	});
	test('what is dropped on purpose never arrives', async () => {
		const mark = gateway.taken.length;
		expect(await lab.sendSms({ via, from, text, faults: { drop: true } })).toMatchObject({
			attempts: [],
			accepted: false
		});
		expect(idsSince(mark)).toEqual([]);
	});
});

test('Twilio: signed for another host is refused', async () => {
	const mark = gateway.taken.length;
	await lab.sendSms({ via: 'twilio', from, text, faults: { wrongHost: true } });
	expect(idsSince(mark)[0]).toBe('signature');
});
test('Twilio by its default rule does not come back after a 503', async () => {
	const other = await labServer(0);
	const plain = await carrier(other, accounts.slice(0, 1), { gatewayUrl: gateway.url, retryWait_ms: 1 });
	gateway.fail(1);
	expect(await plain.sendSms({ via: 'twilio', from, text })).toMatchObject({
		attempts: [{ status: 503 }],
		accepted: false
	});
	await plain.close();
	await other.close();
});
test.each(['get', 'form', 'json'] as const)('Vonage SMS: parts by %s, shuffled', async (vonageStyle) => {
	const other = await labServer(0);
	const styled = await carrier(other, accounts.slice(1, 2), {
		...options,
		vonageStyle,
		gatewayUrl: gateway.url
	});
	const mark = gateway.taken.length;
	await styled.sendSms({ via: 'vonage-sms', from, text: long, faults: { shuffleParts: true, ref: 7 } });
	const parts = (await read('vonage-sms', mark)) as InboundPart[];
	expect(parts.map(({ ref, total, part }) => [ref, total, part])).toEqual([
		['7', 3, 2],
		['7', 3, 3],
		['7', 3, 1]
	]);
	expect(
		parts
			.toSorted((a, b) => a.part - b.part)
			.map((part) => part.text)
			.join('')
	).toBe(long);
	await styled.close();
	await other.close();
});
test('Vonage SMS: missing parts stay missing, bare parts may be parts', async () => {
	const mark = gateway.taken.length;
	await lab.sendSms({ via: 'vonage-sms', from, text: long, faults: { missingParts: [2], reorder: true } });
	expect(((await read('vonage-sms', mark)) as InboundPart[]).map(({ part }) => part)).toEqual([3, 1]);
	const bare = gateway.taken.length;
	await lab.sendSms({ via: 'vonage-sms', from, text: long, faults: { bareParts: true } });
	expect(await read('vonage-sms', bare)).toMatchObject([
		{ flags: ['maybe_part'] },
		{ flags: ['maybe_part'] },
		{ flags: [] }
	]);
});
test.each(['twilio', 'vonage-messages'] as const)('%s: a photo can be fetched', async (via) => {
	const mark = gateway.taken.length;
	const content = Buffer.from('a photo of a road');
	await lab.sendSms({ via, from, text, media: [{ content, mediaType: 'image/jpeg' }] });
	const [message] = await read(via, mark);
	const url = message?.kind === 'message' ? message.media[0]?.url : undefined;
	expect(await adapters.get(via)!.fetchMedia!(url!)).toEqual({ content, mediaType: 'image/jpeg' });
});

describe.each(vias)('we answer by %s', (via) => {
	const send = (to: string, said = long) =>
		adapters.get(via)!.send!({ key: 'notice-1', to, text: said, language: 'pa' });
	test('the handset shows it and its delivery comes back, signed', async () => {
		const to = `+9198765000${vias.indexOf(via)}1`;
		const mark = gateway.taken.length;
		const { providerId } = await send(to);
		expect(lab.handset(to).messages).toMatchObject([{ direction: 'received', text: long, via }]);
		await gateway.until(() =>
			since(via, mark).some(({ verdict }) => verdict.ok && /delivered/.test(verdict.externalId))
		);
		const statuses = await read(via, mark);
		expect(statuses).toContainEqual(
			expect.objectContaining({ kind: 'status', providerId, status: 'delivered' })
		);
		expect(since(via, mark).every(({ verdict }) => verdict.ok && verdict.kind === 'status')).toBe(true);
		expect(events.some(({ type, number }) => type === 'sms:status' && number === to)).toBe(true);
	});
});

describe('what providers refuse', () => {
	const to = '+919876599999';
	test.each([
		['twilio', '21211', false],
		['twilio', '21610', false],
		['twilio', '20429', true],
		['twilio', '20500', true],
		['vonage-sms', '1', true],
		['vonage-sms', '15', false],
		['vonage-sms', '29', false],
		['vonage-messages', '1000', true],
		['vonage-messages', '1020', false],
		['vonage-messages', '1120', false],
		['vonage-messages', '1300', true]
	])('%s %s is retryable: %s', async (via, code, retryable) => {
		lab.refuse(to, code);
		const sending = adapters.get(via)!.send!({ key: 'notice-2', to, text, language: 'pa' });
		await expect(sending).rejects.toMatchObject({ code, retryable });
		lab.refuse(to, null);
	});
	test('Twilio says how long to wait', async () => {
		lab.refuse(to, '20429');
		const sending = adapters.get('twilio')!.send!({ key: 'notice-3', to, text, language: 'pa' });
		await expect(sending).rejects.toMatchObject({ retryAfter_ms: 1000 });
		lab.refuse(to, null);
	});
	test('a handset that cannot be reached fails by status', async () => {
		const mark = gateway.taken.length;
		lab.refuse(to, '30005');
		const { providerId } = await adapters.get('twilio')!.send!({ key: 'notice-4', to, text, language: 'pa' });
		await gateway.until(() =>
			since('twilio', mark).some(({ verdict }) => verdict.ok && /undelivered/.test(verdict.externalId))
		);
		expect(await read('twilio', mark)).toContainEqual(
			expect.objectContaining({ providerId, status: 'failed', error: '30005' })
		);
		lab.refuse(to, null);
	});
	test.each(vias)('%s: a network that is not there is worth another attempt', async (via) => {
		const account = { ...accounts[vias.indexOf(via)]!, apiBase: 'http://127.0.0.1:2' } as SmsAccount;
		const sending = adapterOf(account).send!({ key: 'notice-5', to, text, language: 'pa' });
		await expect(sending).rejects.toMatchObject({ code: 'unreachable', retryable: true });
	});
	test('wrong credentials are refused for good', async () => {
		const [twilio, sms, messages] = accounts;
		const wrong = [
			{ ...twilio, authTokens: ['wrong'] },
			{ ...sms, apiSecret: 'wrong' },
			{ ...messages, applicationId: 'other' }
		] as SmsAccount[];
		const codes = await Promise.all(
			wrong.map((account) =>
				adapterOf(account).send!({ key: 'notice-6', to, text, language: 'pa' }).catch(
					(fault: unknown) => fault
				)
			)
		);
		expect(codes).toMatchObject([
			{ code: '20003', retryable: false },
			{ code: '4', retryable: false },
			{ code: '401', retryable: false }
		]);
	});
});

test('the SMSC account: a citizen writes, we answer, the handset shows both', async () => {
	const other = await labServer(0);
	const smscPort = await choosePort(0);
	const all = labSmsAccounts({ labUrl: other.url, smscPort, publicOrigin: 'https://gw.example.gov.in' });
	const smpp = await carrier(other, all.slice(3), { ...options, gatewayUrl: gateway.url });
	const adapter = adapterOf(all[3]!);
	const book = ledger();
	const connection = adapter.open!(book.sink);
	expect(await smpp.sendSms({ via: 'smpp', from, text })).toMatchObject({ accepted: true });
	const [arrived] = book.kept.values();
	expect(await adapter.parse(deliveryOf(arrived!))).toMatchObject([
		{ kind: 'message', text, from: { address: from } }
	]);
	await adapter.send!({ key: 'notice-7', to: from, text: long, language: 'pa' });
	await book.until(() => book.kept.size === 2);
	expect(smpp.handset(from).messages).toMatchObject([
		{ direction: 'sent', text, status: 'delivered' },
		{ direction: 'received', text: long, via: 'smpp' }
	]);
	await connection.stop();
	await smpp.close();
	await other.close();
});
