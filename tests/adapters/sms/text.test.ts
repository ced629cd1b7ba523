import { describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { decodeGsm, encodeGsm } from '#adapters/sms/gsm.ts';
import { isGsm, segments, splitText } from '#contracts/segments.ts';
import { decodeText, encodeText, readHeader } from '#adapters/sms/smpp-text.ts';
import { phoneParty } from '#adapters/sms/phone.ts';
import { loadSmpp } from '#adapters/sms/smpp-wire.ts';

const gsmText = '@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./09:;<=>?¡AZÄÖÑÜ§¿azäöñüà\n\r^{}\\[~]|€';

describe('GSM-7', () => {
	test("is the package's alphabet too", async () => {
		const smpp = await loadSmpp();
		const pdu = new smpp.PDU('deliver_sm', { data_coding: 0, short_message: gsmText });
		(pdu as unknown as { toBuffer(): Buffer }).toBuffer();
		expect(encodeGsm(gsmText)).toEqual(pdu['short_message']);
		expect(decodeGsm(pdu['short_message'] as Buffer)).toBe(gsmText);
	});
	test('every writable text comes back', () => {
		fc.assert(
			fc.property(fc.string({ unit: fc.constantFrom(...gsmText) }), (text) => {
				expect(decodeGsm(encodeGsm(text)!)).toBe(text);
			})
		);
	});
	test('reading never fails', () => {
		fc.assert(fc.property(fc.uint8Array(), (octets) => typeof decodeGsm(Buffer.from(octets)) === 'string'));
	});
	test('an unknown extension shows its base character, a lone escape nothing', () => {
		expect(decodeGsm(Buffer.from([0x1b, 0x41, 0x42, 0x1b]))).toBe('AB');
	});
});

describe('segments', () => {
	test.each([
		['a'.repeat(160), 'gsm7', 1],
		['a'.repeat(161), 'gsm7', 2],
		['a'.repeat(306), 'gsm7', 2],
		['a'.repeat(307), 'gsm7', 3],
		['€'.repeat(80), 'gsm7', 1],
		['€'.repeat(81), 'gsm7', 2],
		['ਪ'.repeat(70), 'ucs2', 1],
		['ਪ'.repeat(71), 'ucs2', 2],
		['ਪ'.repeat(134), 'ucs2', 2],
		['ਪ'.repeat(135), 'ucs2', 3],
		['😀'.repeat(35), 'ucs2', 1],
		['😀'.repeat(36), 'ucs2', 2]
	])('%#: %s', (text, encoding, count) => {
		expect(segments(text)).toMatchObject({ encoding, segments: count });
	});
	test('parts join to the text and none is too long', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (text) => {
				const parts = splitText(text);
				expect(parts.join('')).toBe(text);
				const limit = isGsm(text) ? 153 : 67;
				const size = (part: string) => (isGsm(text) ? encodeGsm(part)!.length : part.length);
				if (parts.length > 1) for (const part of parts) expect(size(part)).toBeLessThanOrEqual(limit);
			})
		);
	});
});

describe('octets of an SMPP text', () => {
	test.each(['gsm', 'latin1'] as const)('every text comes back (%s)', (standard) => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (text) => {
				const { octets, coding } = encodeText(text, standard);
				expect(decodeText(octets, coding, standard)).toEqual({ text, guessed: false });
			})
		);
	});
	test.each([
		[0x00, '40', '¡'],
		[0x01, '40', '@'],
		[0x03, 'e9', 'é'],
		[0x08, '0a2a', 'ਪ'],
		[0x18, '0a2a', 'ਪ'],
		[0xf0, '00', '@']
	])('data_coding %i', (coding, hex, text) => {
		expect(decodeText(Buffer.from(hex, 'hex'), coding, 'gsm').text).toBe(text);
	});
	test('an odd last octet and an unknown alphabet are guesses', () => {
		expect(decodeText(Buffer.from('0a2a0a', 'hex'), 8, 'gsm')).toEqual({ text: 'ਪ', guessed: true });
		expect(decodeText(Buffer.from('41'), 0x0e, 'gsm').guessed).toBe(true);
	});
	test('headers with 8 and 16 bits, behind another element', () => {
		expect(readHeader(Buffer.from('050003070302', 'hex'))).toMatchObject({
			length: 6,
			place: { ref: '8:7', total: 3, part: 2 }
		});
		expect(readHeader(Buffer.from('0a240109080401020302', 'hex'))).toMatchObject({ shifted: true });
		expect(readHeader(Buffer.from('060804010203020a', 'hex'))).toMatchObject({
			length: 7,
			place: { ref: '16:258', total: 3, part: 2 }
		});
	});
	test('no header makes reading fail', () => {
		fc.assert(
			fc.property(fc.uint8Array(), (octets) => readHeader(Buffer.from(octets)).length <= octets.length)
		);
	});
});

test.each([
	['919876543210', true, '+919876543210'],
	['14155550100', true, '+14155550100'],
	['51969', true, '51969'],
	['VK-PUNJAB', true, 'VK-PUNJAB'],
	['0172 555 0100', false, '+911725550100'],
	['', false, null]
])('%s is the party %s', (raw, bare, address) => {
	expect(phoneParty(raw, bare).address).toBe(address);
});
