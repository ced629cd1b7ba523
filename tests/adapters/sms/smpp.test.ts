import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { InboundPart } from '#adapters/inbound.ts';
import { smppSms, type SmppConfig } from '#adapters/sms/smpp.ts';
import { smsc, type Smsc } from '#adapters/lab/smsc.ts';
import { deliveryOf, ledger } from './gateway.ts';

const gurmukhi = 'ਸਾਡੇ ਪਿੰਡ ਵਿੱਚ ਪਾਣੀ ਨਹੀਂ ਆਉਂਦਾ। '.repeat(5).trim();
const from = '+919876543210';
const base = { registered_delivery: 0, source_addr: '919876543210', destination_addr: '51969', esm_class: 0 };

let center: Smsc;
let config: SmppConfig;
let received: { to: string; text: string }[];
let statuses: string[];
let refusals: Map<string, string>;
const ends: (() => Promise<unknown>)[] = [];

const startCenter = (port = 0) =>
	smsc({
		port,
		systemId: 'sunwai',
		password: 'secret',
		retryWait_ms: 5,
		receiptDelay_ms: 1,
		refusal: (number) => refusals.get(number),
		onText: ({ to, text }) => {
			received.push({ to, text });
			return (status) => statuses.push(status);
		}
	});

beforeEach(async () => {
	[received, statuses, refusals] = [[], [], new Map()];
	center = await startCenter();
	ends.push(() => center.close());
	config = {
		provider: 'smpp',
		id: 'sms-smpp',
		host: '127.0.0.1',
		port: center.port,
		systemId: 'sunwai',
		password: 'secret',
		number: '51969',
		firstWait_ms: 5,
		longestWait_ms: 20,
		dlt: { entity: '1101000000000000001', template: '1107000000000000001' }
	};
});
afterEach(async () => {
	for (const end of ends.splice(0).reverse()) await end();
});

/** An adapter that is bound and takes what the SMSC delivers. */
const opened = async (changes: Partial<SmppConfig> = {}) => {
	const adapter = smppSms({ ...config, ...changes });
	const book = ledger();
	const connection = adapter.open!(book.sink);
	ends.push(() => connection.stop());
	await book.until(() => book.healths.includes(true));
	const inbound = async () =>
		(await Promise.all([...book.kept.values()].map((item) => adapter.parse(deliveryOf(item))))).flat();
	return { adapter, book, connection, inbound };
};
const outgoing = (text: string, to = from) => ({ key: 'notice-1', to, text, language: 'pa' as const });

describe('what the SMSC delivers', () => {
	test('a Gurmukhi text in three shuffled parts', async () => {
		const { inbound } = await opened();
		await center.deliver({
			via: 'smpp',
			from,
			to: '51969',
			text: gurmukhi,
			faults: { shuffleParts: true, ref: 7 }
		});
		const parts = (await inbound()) as InboundPart[];
		expect(parts.map(({ kind, ref, total, part }) => [kind, ref, total, part])).toEqual([
			['part', '8:7', 3, 2],
			['part', '8:7', 3, 3],
			['part', '8:7', 3, 1]
		]);
		expect(
			parts
				.toSorted((a, b) => a.part - b.part)
				.map(({ text }) => text)
				.join('')
		).toBe(gurmukhi);
		expect(parts[0]).toMatchObject({ from: { address: from }, to: { address: '51969' } });
	});
	test.each([
		['GSM-7 with its extension', 0, 'No water @ [sector 17] {since} ~2 days | €5'],
		['UCS-2', 8, 'ਪਾਣੀ 😀'],
		['Latin-1', 3, 'Où est l’eau'.replace('’', "'")]
	])('%s', async (_name, data_coding, text) => {
		const { inbound } = await opened();
		await center.deliverPdu({ ...base, data_coding, short_message: text });
		expect(await inbound()).toMatchObject([{ kind: 'message', text, flags: [] }]);
	});
	test('parts whose header the operator dropped may be parts', async () => {
		const { inbound } = await opened();
		await center.deliver({ via: 'smpp', from, to: '51969', text: gurmukhi, faults: { bareParts: true } });
		expect((await inbound()).map((message) => message.kind === 'message' && message.flags)).toEqual([
			['maybe_part'],
			['maybe_part'],
			[]
		]);
	});
	test('a text in message_payload', async () => {
		const { inbound } = await opened();
		await center.deliverPdu({ ...base, data_coding: 8, message_payload: gurmukhi });
		expect(await inbound()).toMatchObject([{ kind: 'message', text: gurmukhi }]);
	});
	test('parts by SAR fields and by a 16-bit reference', async () => {
		const { inbound } = await opened();
		const sar = { sar_msg_ref_num: 300, sar_total_segments: 2, sar_segment_seqnum: 2 };
		await center.deliverPdu({ ...base, data_coding: 0, short_message: 'two', ...sar });
		const udh = Buffer.from([6, 8, 4, 1, 2, 2, 1]);
		await center.deliverPdu({
			...base,
			data_coding: 0,
			esm_class: 0x40,
			short_message: { udh, message: 'one' }
		});
		expect(await inbound()).toMatchObject([
			{ kind: 'part', ref: 'sar:300', total: 2, part: 2, text: 'two' },
			{ kind: 'part', ref: '16:258', total: 2, part: 1, text: 'one' }
		]);
	});
	test('a receipt that is only text, twice, and one that names no message', async () => {
		const { book, adapter, inbound } = await opened();
		const short_message =
			'id:77a sub:001 dlvrd:000 submit date:2611231128 done date:2611231130 stat:UNDELIV err:005 text:';
		const receipt = { ...base, data_coding: 0, esm_class: 0x04, short_message };
		await center.deliverPdu(receipt);
		await center.deliverPdu(receipt);
		expect(await inbound()).toEqual([
			{ kind: 'status', providerId: '77a', status: 'failed', rank: 9, error: '005' }
		]);
		await center.deliverPdu({ ...receipt, short_message: 'stat:DELIVRD' });
		const last = deliveryOf([...book.kept.values()].at(-1)!);
		expect(() => adapter.parse(last)).toThrow('without the id');
	});
	test('three copies at once are one message', async () => {
		const { book } = await opened();
		await center.deliver({ via: 'smpp', from, to: '51969', text: 'ਪਾਣੀ', faults: { repeat: 3 } });
		expect(book.attempts).toHaveLength(3);
		expect(book.kept.size).toBe(1);
	});
	test('is answered only after commit: the SMSC comes back until the ledger has it', async () => {
		const { book, inbound } = await opened();
		book.fail(2);
		expect(await center.deliver({ via: 'smpp', from, to: '51969', text: 'ਪਾਣੀ' })).toBe(3);
		expect(await inbound()).toMatchObject([{ text: 'ਪਾਣੀ' }]);
	});
	test('the same words an hour later are heard again, a repetition over the edge of a window is not', async () => {
		const { book } = await opened();
		vi.useFakeTimers({ toFake: ['Date'], now: Date.UTC(2026, 10, 23, 10, 4, 59) });
		try {
			const say = () => center.deliver({ via: 'smpp', from, to: '51969', text: 'ਪਾਣੀ' });
			await say();
			vi.setSystemTime(Date.UTC(2026, 10, 23, 10, 5, 1));
			await say();
			expect(book.kept.size).toBe(1);
			vi.setSystemTime(Date.UTC(2026, 10, 23, 11, 5, 1));
			await say();
			expect(book.kept.size).toBe(2);
		} finally {
			vi.useRealTimers();
		}
	});
	test('after the SMSC drops the line it is bound again and takes what waited', async () => {
		const { book, inbound } = await opened();
		center.drop();
		await book.until(() => book.healths.at(-1) === false);
		await center.deliver({ via: 'smpp', from, to: '51969', text: 'ਪਾਣੀ' });
		expect(await inbound()).toMatchObject([{ text: 'ਪਾਣੀ' }]);
		expect(book.healths).toEqual([true, false, true]);
	});
	test('a line that went dead is noticed by enquire_link', async () => {
		const { book } = await opened({ enquireLink_ms: 5, responseTimeout_ms: 20 });
		center.mute();
		await book.until(() => book.healths.includes(false));
	});
	test('a wrong password is told and tried again', async () => {
		const book = ledger();
		const connection = smppSms({ ...config, password: 'wrong' }).open!(book.sink);
		await book.until(() => book.healths.length >= 2);
		await connection.stop();
		expect(book.healths).not.toContain(true);
	});
	test('stop unbinds', async () => {
		const { connection } = await opened();
		expect(center.bound()).toEqual(['transceiver']);
		await connection.stop();
		expect(center.bound()).toEqual([]);
	});
});

describe('what we submit', () => {
	test('a long Gurmukhi text reaches the handset whole, and its receipt comes back', async () => {
		const { adapter, book, inbound } = await opened();
		const sent = await adapter.send!(outgoing(gurmukhi));
		expect(received).toEqual([{ to: '919876543210', text: gurmukhi }]);
		expect(center.submitted.map((pdu) => pdu['registered_delivery'])).toEqual([0, 0, 1]);
		expect(center.submitted[0]).toMatchObject({
			dlt_entity_id: '1101000000000000001',
			dlt_template_id: '1107000000000000001'
		});
		await book.until(() => book.kept.size === 1);
		expect([...book.kept.values()][0]).toMatchObject({ kind: 'status' });
		expect(await inbound()).toEqual([
			{ kind: 'status', providerId: sent.providerId, status: 'delivered', rank: 5 }
		]);
	});
	test('ids and sender of the text itself go before those of the account', async () => {
		const adapter = smppSms(config);
		ends.push(() => adapter.close!());
		const dlt = { entity: '1101999999999999999', header: 'PBGOVT', template: '1107999999999999999' };
		await adapter.send!({ ...outgoing('one'), dlt });
		expect(center.submitted[0]).toMatchObject({
			source_addr: 'PBGOVT',
			source_addr_ton: 5,
			dlt_entity_id: dlt.entity,
			dlt_template_id: dlt.template
		});
		await adapter.send!({ ...outgoing('two'), template: 'merged' });
		expect(center.submitted[1]).toMatchObject({ source_addr: '51969', dlt_entity_id: '1101000000000000001' });
		expect(center.submitted[1]).not.toHaveProperty('dlt_template_id');
	});
	test('whole in message_payload where the account says so', async () => {
		const { adapter } = await opened({ longText: 'payload' });
		await adapter.send!(outgoing(gurmukhi));
		expect(center.submitted).toHaveLength(1);
		expect(received).toEqual([{ to: '919876543210', text: gurmukhi }]);
	});
	test('a process without the lease binds a transmitter of its own', async () => {
		const adapter = smppSms(config);
		ends.push(() => adapter.close!());
		await Promise.all([adapter.send!(outgoing('one [1]')), adapter.send!(outgoing('two'))]);
		expect(received.map(({ text }) => text).sort()).toEqual(['one [1]', 'two']);
		expect(center.bound()).toEqual(['transmitter']);
	});
	test('after a dropped line the next notice binds again', async () => {
		const adapter = smppSms(config);
		ends.push(() => adapter.close!());
		await adapter.send!(outgoing('one'));
		center.drop();
		await vi.waitFor(() => adapter.send!(outgoing('two')));
		expect(received.at(-1)).toMatchObject({ text: 'two' });
	});
	test.each([
		['0x00000058', true],
		['0x0000000b', false]
	])('status %s is retryable: %s', async (code, retryable) => {
		const { adapter } = await opened();
		refusals.set('919876543210', code);
		await expect(adapter.send!(outgoing('one'))).rejects.toMatchObject({ code, retryable });
	});
	test('an SMSC that is not there is worth another attempt', async () => {
		const adapter = smppSms({ ...config, port: 1 });
		ends.push(() => adapter.close!());
		await expect(adapter.send!(outgoing('one'))).rejects.toMatchObject({ code: 'connect', retryable: true });
	});
	test('a failed receipt is a failed notice', async () => {
		const { adapter, book, inbound } = await opened();
		refusals.set('919876543210', '30005');
		const { providerId } = await adapter.send!(outgoing('one'));
		await book.until(() => book.kept.size === 1);
		expect(await inbound()).toMatchObject([{ providerId, status: 'failed' }]);
		await vi.waitFor(() => expect(statuses).toEqual(['failed']));
	});
});

test('a kept body that is no PDU is unreadable', () => {
	const adapter = smppSms(config);
	for (const body of ['', 'null', '{}', '{"command":"deliver_sm","source_addr":1}']) {
		const arriving = { kind: 'message' as const, externalId: 'x', body: Buffer.from(body), headers: {} };
		expect(() => adapter.parse(deliveryOf(arriving))).toThrow('no');
	}
});
