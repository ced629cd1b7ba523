import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { Unreadable } from '#adapters/inbound.ts';
import { decodeText, cleanText } from '#adapters/email/charset.ts';
import { htmlText } from '#adapters/email/html.ts';
import { PARTS_LIMIT, SUBJECT_LIMIT, TEXT_LIMIT } from '#adapters/email/limits.ts';
import { parseMail } from '#adapters/email/parse.ts';
import { corpus } from './corpus.ts';

const folder = new URL('../../fixtures/mail/', import.meta.url);
const ownAddresses = ['grievance@sunwai.example', 'cm-office@sunwai.example'];
const parse = (raw: Buffer) => parseMail(raw, { ownAddresses });
const multipart = (parts: string[]) =>
	Buffer.from(
		`From: g@x.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n${parts
			.map((part) => `--b\r\n${part}\r\n`)
			.join('')}--b--\r\n`
	);

describe('the corpus', () => {
	test('has an expectation for every fixture', () => {
		const names = readdirSync(folder).flatMap((file) => /^(.+)\.eml$/.exec(file)?.[1] ?? []);
		expect(names.sort()).toEqual(Object.keys(corpus).sort());
	});
	test.each(Object.entries(corpus))('%s', async (name, { address, name: sender, media, ...rest }) => {
		const message = await parse(readFileSync(new URL(`${name}.eml`, folder)));
		const seen: Record<string, unknown> = {
			...message,
			address: message.from.address,
			name: message.from.name,
			media: message.media.map((file) => file.name)
		};
		const expected: Record<string, unknown> = {
			...rest,
			...(address === undefined ? {} : { address }),
			...(sender === undefined ? {} : { name: sender }),
			...(media === undefined ? {} : { media })
		};
		expect(Object.fromEntries(Object.keys(expected).map((key) => [key, seen[key]]))).toEqual(expected);
	});
});

describe('a mail of any shape', () => {
	test('keeps 300 attachments, in order, with their bytes', async () => {
		const part = (i: number) =>
			`Content-Type: application/octet-stream\r\nContent-Disposition: attachment; filename=f${i}.bin\r\n\r\nbytes ${i}`;
		const { media } = await parse(multipart(Array.from({ length: 300 }, (_, i) => part(i))));
		expect(media).toHaveLength(300);
		expect(
			media.every(({ name, content }, i) => name === `f${i}.bin` && content?.toString() === `bytes ${i}`)
		).toBe(true);
	});

	test('is parked as too complex with more parts than the limit', async () => {
		const raw = multipart(Array.from({ length: PARTS_LIMIT + 1 }, () => 'Content-Type: image/png\r\n\r\nx'));
		const fault = await parse(raw).catch((error: unknown) => error);
		expect(fault).toBeInstanceOf(Unreadable);
		expect(fault).toMatchObject({ reason: 'too_complex' });
	});

	test('is read through 500 levels of multipart', async () => {
		const deep = Array.from(
			{ length: 500 },
			(_, i) => `Content-Type: multipart/mixed; boundary=b${i}\r\n\r\n--b${i}`
		);
		const raw = Buffer.from(`From: g@x.example\r\n${deep.join('\r\n')}\r\n\r\nat the bottom\r\n`);
		await expect(parse(raw)).resolves.toMatchObject({ text: 'at the bottom\n' });
	});

	test.each([
		['nothing', ''],
		['one NUL', '\0'],
		['no header', 'just words'],
		['a header only', 'From: a@b.c'],
		['line ends only', '\r\n\r\n\r\n'],
		['a broken type', 'Content-Type: ;;;=\r\nFrom: <<>>@@\r\n\r\nx'],
		['a type of nothing', 'Content-Type:\r\n\r\nx'],
		['a boundary of nothing', 'Content-Type: multipart/mixed; boundary=""\r\n\r\nx']
	])('never breaks the reader: %s', async (_, raw) => {
		await expect(parse(Buffer.from(raw))).resolves.toMatchObject({
			kind: 'message',
			from: expect.anything()
		});
	});

	test('survives any bytes', async () => {
		let seed = 7;
		const random = () => (seed = (seed * 1103515245 + 12345) % 2 ** 31) / 2 ** 31;
		for (let i = 0; i < 200; i++) {
			const noise = Buffer.from(Array.from({ length: 400 }, () => Math.floor(random() * 256)));
			const raw = Buffer.concat([Buffer.from('Content-Type: multipart/mixed; boundary=b\r\nFrom: '), noise]);
			const { text, subject = '', from } = await parse(raw);
			expect(`${text}${subject}${from.raw ?? ''}`).not.toContain('\0');
		}
	});

	test('the same mail has the same external id, another has another', async () => {
		const one = await parse(Buffer.from('From: a@b.c\r\n\r\nx'));
		const same = await parse(Buffer.from('From: a@b.c\r\n\r\nx'));
		const other = await parse(Buffer.from('From: a@b.c\r\n\r\ny'));
		expect(same.externalId).toBe(one.externalId);
		expect(other.externalId).not.toBe(one.externalId);
	});

	test('is addressed to the one of our addresses that it names, else to its first', async () => {
		const to = async (head: string) => (await parse(Buffer.from(`${head}\r\n\r\nx`))).to?.address;
		expect(await to('To: x@y.example\r\nCc: Office <CM-Office@sunwai.example>')).toBe(
			'cm-office@sunwai.example'
		);
		expect(await to('X-Original-To: cm-office@sunwai.example\r\nTo: grievance@sunwai.example')).toBe(
			'cm-office@sunwai.example'
		);
		expect(await to('To: x@y.example')).toBe('x@y.example');
	});
});

describe('text', () => {
	test('a lone surrogate is replaced and said', () => {
		const flags = new Set<string>();
		expect(cleanText('a\ud800b', flags)).toBe('a\ufffdb');
		expect([...flags]).toEqual(['lone_surrogates']);
	});
	test('a double-byte charset is believed where it decodes, though the bytes could be UTF-8', () => {
		const bytes = Buffer.from([0xc1, 0xaa, 0xcd, 0xa8]);
		expect(decodeText(bytes, 'gb2312')).toEqual({ text: '联通', guessed: false });
	});
	test('what is longer than its limit is cut and said, never in the middle of a character', async () => {
		const long = await parse(Buffer.from(`Subject: ${'s'.repeat(9_999)}\r\n\r\n${'😀'.repeat(TEXT_LIMIT)}`));
		expect(long.flags).toEqual(['subject_cut', 'text_cut']);
		expect(long.subject).toHaveLength(SUBJECT_LIMIT);
		expect(long.text).toHaveLength(TEXT_LIMIT);
		expect(long.text.isWellFormed()).toBe(true);
	});
	test('hostile headers are read in bounded time', async () => {
		const started = performance.now();
		const space = ' '.repeat(400_000);
		for (const head of [
			`From: \xff${space}x`,
			`Subject: \xff${space}x`,
			`References: ${'<'.repeat(400_000)}`
		])
			await parse(Buffer.from(`${head}\r\n\r\nx`, 'latin1'));
		await parse(Buffer.from(`To: ${'a@b.c, '.repeat(20_000)}\r\nDate: ${'('.repeat(300_000)}\r\n\r\nx`));
		expect(performance.now() - started).toBeLessThan(5_000);
	});
	test('hostile HTML is read in bounded time and loses no words', () => {
		const started = performance.now();
		expect(htmlText(`${'<div>'.repeat(10_000)}deep words`)).toContain('deep words');
		expect(htmlText(`${'<b>x</b>'.repeat(200_000)}end`)).toContain('end');
		expect(htmlText(`${'<!--'.repeat(300_000)}`)).toBe('');
		expect(htmlText(`words ${'<a '.repeat(300_000)}`)).toContain('words');
		expect(htmlText(`<p>links</p>${'<a href="https://x.example">l</a> '.repeat(5_001)}`)).toContain('links');
		expect(performance.now() - started).toBeLessThan(5_000);
	});
});
