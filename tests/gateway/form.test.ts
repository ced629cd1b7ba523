import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { checkDigit } from '#contracts/number.ts';
import { test as base, type Citizens } from './citizens.ts';

const png = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64'
);
const pngOf = (bytes: number) => Buffer.concat([png, Buffer.alloc(bytes - png.length)]);
const MB = 1024 * 1024;
const unknownNumber = `269999999${checkDigit('269999999')}`;

type Fields = Record<string, string | string[]>;
interface Upload {
	name: string;
	type: string;
	content: Buffer;
}
interface Sending {
	files?: Upload[];
	headers?: Record<string, string>;
	/** Address that it comes from. */
	from?: string;
}

/** Another address for every sending, so that limits touch only the tests about them. */
let address = 0;
const freshAddress = () => `10.1.${Math.floor(++address / 200)}.${1 + (address % 200)}`;

/** A browser without script: it posts what the form has, and reads what comes back. */
function browser({ app, reference }: Citizens) {
	const valid = (): Record<string, string> => ({
		key: randomUUID(),
		text: 'ਗਲੀ ਵਿੱਚ ਪਾਣੀ ਨਹੀਂ ਆ ਰਿਹਾ',
		category: reference.categories[0]!.code,
		district: reference.districts[0]!.code,
		tehsil: '',
		place: 'Ward 4',
		name: 'Harpreet Kaur',
		phone: '98765 43210',
		email: '',
		language: 'pa',
		website: ''
	});
	const send = async (fields: Fields, { files = [], headers = {}, from = freshAddress() }: Sending = {}) => {
		const form = new FormData();
		for (const [name, value] of Object.entries(fields))
			for (const one of [value].flat()) form.append(name, one);
		for (const { name, type, content } of files)
			form.append('files', new File([content as BlobPart], name, { type }));
		const request = new Request('http://form', { method: 'POST', body: form });
		const payload = Buffer.from(await request.arrayBuffer());
		const answer = await app.inject({
			method: 'POST',
			url: '/complain',
			remoteAddress: from,
			payload,
			headers: {
				'content-type': request.headers.get('content-type')!,
				'content-length': String(payload.length),
				...headers
			}
		});
		const kept = [...answer.body.matchAll(/name="kept" value="([^"]+)"/g)].map((found) => found[1]!);
		const number = /receipt\/(\d{10})$/.exec(answer.headers.location ?? '')?.[1];
		return { ...answer, status: answer.statusCode, html: answer.body, kept, number };
	};
	return { valid, send };
}

const test = base.extend<{ $file: { web: ReturnType<typeof browser> } }>({
	web: [async ({ citizens }, use) => use(browser(citizens)), { scope: 'file' }]
});
const picture = (name = 'photo.png', content = png): Upload => ({ name, type: 'image/png', content });

describe('a form without faults', () => {
	test('gets a number, a receipt and a place in the queue', async ({ citizens, web }) => {
		const sent = await web.send(web.valid(), { files: [picture()] });
		expect(sent.status).toBe(303);
		const receipt = await citizens.app.inject(sent.headers.location!);
		expect(receipt.body).toContain(
			`${sent.number!.slice(0, 2)}-${sent.number!.slice(2, 9)}-${sent.number!.slice(9)}`
		);
		expect(receipt.body).toContain('<svg');
		await citizens.readAll();
		const row = (await citizens.ledger()).find(({ number }) => number === sent.number);
		expect(row).toMatchObject({
			state: 'read',
			text: 'ਗਲੀ ਵਿੱਚ ਪਾਣੀ ਨਹੀਂ ਆ ਰਿਹਾ',
			files: [{ name: 'photo.png', mediaType: 'image/png', size: png.length }]
		});
	});

	test('sent twice, at once and later, is one submission with one number', async ({ citizens, web }) => {
		const fields = web.valid();
		const before = (await citizens.ledger()).length;
		const both = await Promise.all([
			web.send(fields, { files: [picture()] }),
			web.send(fields, { files: [picture()] })
		]);
		const later = await web.send(fields, { files: [picture()] });
		expect(new Set([...both, later].map(({ number }) => number)).size).toBe(1);
		expect(await citizens.ledger()).toHaveLength(before + 1);
	});

	test('changed after going back is another submission: nothing is lost', async ({ web }) => {
		const fields = web.valid();
		const first = await web.send(fields);
		const second = await web.send({ ...fields, text: 'something else' });
		expect(second.status).toBe(303);
		expect(second.number).not.toBe(first.number);
	});

	test('takes the district from the tehsil', async ({ citizens, web }) => {
		const tehsil = citizens.reference.tehsils[0]!;
		const sent = await web.send({ ...web.valid(), district: '', tehsil: tehsil.code });
		const row = (await citizens.ledger()).find(({ number }) => number === sent.number);
		expect(JSON.parse(row!.raw)).toMatchObject({
			fields: { district: tehsil.district, tehsil: tehsil.code }
		});
	});

	test('keeps NUL bytes and lone surrogates from breaking anything', async ({ citizens, web }) => {
		const sent = await web.send({ ...web.valid(), text: 'a\0b \ud800 ਪੰਜਾਬ', name: 'x\0' });
		expect(sent.status).toBe(303);
		await citizens.readAll();
		const row = (await citizens.ledger()).find(({ number }) => number === sent.number);
		expect(row).toMatchObject({ state: 'read', text: 'a\u2400b \ufffd ਪੰਜਾਬ' });
	});
});

describe('a form with faults', () => {
	test('comes back filled in, each fault named, linked and announced', async ({ web }) => {
		const { status, html } = await web.send({
			...web.valid(),
			text: '<b>ਪਾਣੀ</b> & "more"',
			district: '',
			name: ' ',
			phone: '12',
			place: 'Ward <4>'
		});
		expect(status).toBe(422);
		expect(html).toContain('&lt;b>ਪਾਣੀ&lt;/b> &amp; "more"</textarea>');
		expect(html).toContain('value="Ward &lt;4>"');
		for (const field of ['district', 'name', 'phone']) {
			expect(html).toContain(`<a href="#${field}">`);
			expect(html).toMatch(
				new RegExp(`id="${field}"[^>]*aria-invalid="true"|aria-invalid="true"[^>]*id="${field}"`)
			);
		}
		expect(html).not.toContain('href="#text"');
		expect(html).toContain('ਜ਼ਿਲ੍ਹਾ ਚੁਣੋ।');
	});

	test.for([
		['pa', 'ਆਪਣਾ ਨਾਮ ਲਿਖੋ।'],
		['hi', 'अपना नाम लिखें।'],
		['en', 'Write your name.']
	])('names them in %s', async ([language, words], { web }) => {
		const headers = { cookie: `PARAGLIDE_LOCALE=${language}` };
		const { html } = await web.send({ ...web.valid(), name: '' }, { headers });
		expect(html).toContain(`<html lang="${language}">`);
		expect(html).toContain(words);
	});

	test.for([
		['text', { text: '' }],
		['text', { text: 'ਅ'.repeat(20_001) }],
		['category', { category: 'nothing' }],
		['district', { district: 'nowhere' }],
		['tehsil', { tehsil: 'nowhere' }],
		['place', { place: 'x'.repeat(501) }],
		['name', { name: 'x'.repeat(201) }],
		['phone', { phone: '', email: '' }],
		['email', { email: 'a@b' }],
		['language', { language: 'fr' }]
	] as const)('has its fault at the field: %s %#', async ([field, change], { web }) => {
		const { status, html } = await web.send({ ...web.valid(), ...change });
		expect(status).toBe(422);
		expect([...html.matchAll(/<li><a href="#(\w+)"/g)].map((found) => found[1])).toEqual([field]);
	});

	test('that names a tehsil of another district says so', async ({ citizens, web }) => {
		const { districts, tehsils } = citizens.reference;
		const tehsil = tehsils.find(({ district }) => district !== districts[0]!.code)!;
		const { status, html } = await web.send({ ...web.valid(), tehsil: tehsil.code });
		expect(status).toBe(422);
		expect(html).toContain('href="#tehsil"');
	});

	test('of 20,000 characters has none', async ({ web }) => {
		expect((await web.send({ ...web.valid(), text: '😀'.repeat(20_000) })).status).toBe(303);
	});
});

describe('files', () => {
	test('are kept by a form that comes back, and go along without being attached again', async ({
		citizens,
		web
	}) => {
		const fields = web.valid();
		const first = await web.send({ ...fields, name: '' }, { files: [picture('ਫ਼ੋਟੋ.png'), picture('b.png')] });
		expect(first.kept).toHaveLength(2);
		expect(first.html).toContain('ਫ਼ੋਟੋ.png');
		const second = await web.send({ ...fields, kept: first.kept.slice(0, 1) });
		expect(second.status).toBe(303);
		await citizens.readAll();
		const row = (await citizens.ledger()).find(({ number }) => number === second.number);
		expect(row!.files).toEqual([{ name: 'ਫ਼ੋਟੋ.png', mediaType: 'image/png', size: png.length }]);
	});

	test('of another form, or made up, cannot be handed in', async ({ web }) => {
		const { kept } = await web.send({ ...web.valid(), name: '' }, { files: [picture()] });
		for (const token of [kept[0]!, `${kept[0]!.split('.')[0]}.AAAA`, 'nonsense', '']) {
			const { status, html } = await web.send({ ...web.valid(), kept: [token] });
			expect(status).toBe(422);
			expect(html).toContain('href="#files"');
		}
	});

	test('are known by their content, whatever they call themselves', async ({ citizens, web }) => {
		const refused = [
			{
				name: 'photo.png',
				type: 'image/png',
				content: Buffer.from('<!doctype html><script>alert(1)</script>')
			},
			{
				name: 'photo.svg',
				type: 'image/svg+xml',
				content: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')
			},
			{
				name: 'a.pdf',
				type: 'application/pdf',
				content: Buffer.concat([Buffer.from('MZ'), Buffer.alloc(200)])
			},
			{ name: 'a.txt', type: 'text/plain', content: Buffer.from([0x61, 0, 0x62]) },
			{ name: 'none.png', type: 'image/png', content: Buffer.alloc(0) }
		];
		const { status, html, kept } = await web.send(web.valid(), { files: [...refused, picture()] });
		expect(status).toBe(422);
		for (const { name } of refused) expect(html).toContain(`“${name}”`);
		expect(kept).toHaveLength(1);
		const letter = { name: '../../letter.pdf', type: 'application/pdf', content: png };
		const note = { name: 'note.txt', type: 'text/html', content: Buffer.from('ਚਿੱਠੀ') };
		const sent = await web.send(web.valid(), { files: [letter, note] });
		await citizens.readAll();
		const row = (await citizens.ledger()).find(({ number }) => number === sent.number);
		expect(row!.files).toMatchObject([
			{ name: 'letter.pdf.png', mediaType: 'image/png' },
			{ name: 'note.txt', mediaType: 'text/plain' }
		]);
	});

	test('may be ten of ten megabytes; an eleventh and a larger one are named, the rest is kept', async ({
		web
	}) => {
		const ten = Array.from({ length: 10 }, (_none, at) =>
			picture(`${at}.png`, Buffer.concat([pngOf(10 * MB - 1), Buffer.from([at])]))
		);
		expect((await web.send(web.valid(), { files: ten })).status).toBe(303);
		const small = Array.from({ length: 11 }, (_none, at) => picture(`s${at}.png`));
		const large = picture('large.png', pngOf(10 * MB + 1));
		const { status, html, kept } = await web.send(web.valid(), { files: [large, ...small] });
		expect(status).toBe(422);
		expect(html).toContain('“large.png”');
		expect(html).toMatch(/: s10\.png</);
		expect(kept).toHaveLength(10);
	});

	test('that are too large together are refused before they are read', async ({ citizens }) => {
		const headers = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': String(300 * MB) };
		const answer = await citizens.app.inject({
			method: 'POST',
			url: '/complain?lang=en',
			headers,
			payload: ''
		});
		expect(answer.statusCode).toBe(413);
		expect(answer.body).toContain('The files are too large together');
	});
});

describe('programs and crowds', () => {
	test('what fills in the trap is parked, whole, and answered without a number', async ({
		citizens,
		web
	}) => {
		const { status, html } = await web.send({ ...web.valid(), website: 'http://spam.example', name: '' });
		expect(status).toBe(200);
		expect(html).not.toMatch(/\d{2}-\d{7}-\d/);
		const row = (await citizens.ledger()).at(-1)!;
		expect(row).toMatchObject({ state: 'parked', reason: 'honeypot', number: null });
		expect(JSON.parse(row.raw)).toMatchObject({ fields: { website: 'http://spam.example' } });
	});

	test('one address may send thirty in ten minutes; the next comes back filled in', async ({ web }) => {
		const from = '10.9.9.9';
		for (let sent = 0; sent < 30; sent++) expect((await web.send(web.valid(), { from })).status).toBe(303);
		const over = await web.send({ ...web.valid(), text: 'not lost' }, { from, files: [picture()] });
		expect(over.status).toBe(429);
		expect(Number(over.headers['retry-after'])).toBeGreaterThan(0);
		expect(over.html).toContain('not lost</textarea>');
		expect(over.kept).toHaveLength(1);
		expect((await web.send(web.valid(), { from: '10.9.9.8' })).status).toBe(303);
	});

	test('a form by way of another site comes back to be looked over; one without a word of its origin is taken', async ({
		web
	}) => {
		const cross = await web.send(web.valid(), { headers: { 'sec-fetch-site': 'cross-site' } });
		expect(cross.status).toBe(403);
		expect(cross.html).toContain('ਗਲੀ ਵਿੱਚ ਪਾਣੀ ਨਹੀਂ ਆ ਰਿਹਾ</textarea>');
		expect((await web.send(web.valid(), { headers: { origin: 'https://evil.example' } })).status).toBe(403);
		expect((await web.send(web.valid(), { headers: { origin: 'https://sunwai.example' } })).status).toBe(303);
		expect((await web.send(web.valid(), { headers: { 'sec-fetch-site': 'same-origin' } })).status).toBe(303);
	});

	test('a broken sending is answered with a page', async ({ citizens }) => {
		const headers = { 'content-type': 'multipart/form-data; boundary=x', 'content-length': '9' };
		const answer = await citizens.app.inject({
			method: 'POST',
			url: '/complain',
			headers,
			payload: '--x\r\nabcd'
		});
		expect(answer.statusCode).toBeGreaterThanOrEqual(400);
		expect(answer.statusCode).toBeLessThan(500);
		expect(answer.body).toContain('<html lang="pa">');
	});
});

describe('pages', () => {
	test('the language switch keeps what was typed and sends nothing', async ({ citizens, web }) => {
		const before = (await citizens.ledger()).length;
		const { status, html, kept, headers } = await web.send(
			{ ...web.valid(), name: '', show: 'hi' },
			{ files: [picture()] }
		);
		expect(status).toBe(200);
		expect(html).toContain('<html lang="hi">');
		expect(html).toContain('ਗਲੀ ਵਿੱਚ ਪਾਣੀ ਨਹੀਂ ਆ ਰਿਹਾ</textarea>');
		expect(html).not.toContain('class="faults"');
		expect(kept).toHaveLength(1);
		expect(headers['set-cookie']).toContain('PARAGLIDE_LOCALE=hi');
		expect(await citizens.ledger()).toHaveLength(before);
	});

	test('are Punjabi until another language is asked for, and remember it', async ({ citizens: { app } }) => {
		expect((await app.inject('/')).body).toContain('<html lang="pa">');
		const asked = await app.inject('/?lang=en');
		expect(asked.body).toContain('<html lang="en">');
		const cookie = String(asked.headers['set-cookie']).split(';')[0]!;
		expect((await app.inject({ url: '/track', headers: { cookie } })).body).toContain('<html lang="en">');
		expect((await app.inject('/?lang=fr')).body).toContain('<html lang="pa">');
	});

	test.for(['/', '/complain', '/track'])(
		'%s runs no script of its own making and is framed by nobody',
		async (url, { citizens: { app } }) => {
			const { body, headers } = await app.inject(url);
			expect(headers['content-security-policy']).toContain("script-src 'self'");
			expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
			for (const [tag] of body.matchAll(/<script[^>]*>/g)) expect(tag).toMatch(/ src="\/public\//);
			expect(body).not.toMatch(/ style=| on\w+=|javascript:/);
			for (const [, file] of body.matchAll(/(?:src|href)="(\/public\/[^"]+)"/g))
				expect((await app.inject(file!)).statusCode).toBe(200);
		}
	);

	test('tracking tells the stage of a number and nothing of its content', async ({
		citizens: { app },
		web
	}) => {
		const { number } = await web.send(web.valid());
		const typed = `${number!.slice(0, 2)}-${number!.slice(2, 9)} ${number!.slice(9)}`;
		const found = await app.inject(`/track?number=${encodeURIComponent(typed)}`);
		expect(found.headers.location).toBe(`/track/${number}`);
		const { statusCode, body } = await app.inject(`/track/${number}`);
		expect(statusCode).toBe(200);
		expect(body).toContain('ਪੜ੍ਹੇ ਜਾਣ ਦੀ ਉਡੀਕ ਵਿੱਚ');
		expect(body).not.toContain('Harpreet');
		expect(body).not.toContain('ਗਲੀ');
	});

	test('a wrong digit and an unknown number are told apart', async ({ citizens: { app } }) => {
		const wrong = await app.inject('/track?number=26-0000001-1&lang=en');
		expect(wrong.statusCode).toBe(400);
		expect(wrong.body).toContain('wrong digit');
		const unknown = await app.inject(`/track/${unknownNumber}?lang=en`);
		expect(unknown.statusCode).toBe(404);
		expect(unknown.body).toContain('We have no complaint with the number');
		expect((await app.inject(`/complain/receipt/${unknownNumber}`)).statusCode).toBe(404);
	});
});
