import { expect } from 'vitest';
import { checkDigit } from '#contracts/number.ts';
import { forgetSealed } from '#db/notice.ts';
import { openWords, sealWords } from '#gateway/notice/sealed.ts';
import { sendNotices } from '#gateway/notice/send.ts';
import { codeLimits } from '#gateway/track/limits.ts';
import { gatewayTest, until, type TestGateway } from '../../support/gateway.ts';
import { browser, complainant, textsTo } from '../../support/track.ts';

const test = gatewayTest();
const nobodys = `269999999${checkDigit('269999999')}`;

/** Waits for the next code on a telephone. */
const codeOn = async (gateway: TestGateway, phone: string, nth = 1) =>
	until(() => {
		const codes = textsTo(gateway, phone).flatMap((text) => /\b\d{6}\b/.exec(text)?.[0] ?? []);
		return codes.length >= nth && codes[nth - 1];
	}) as Promise<string>;
/** What cannot be told apart: all but the number and what is new each time. */
const seen = (
	{ status, headers, text }: { status: number; headers: Headers; text: string },
	number: string
) => ({
	status,
	text: text.replaceAll(number, 'N').replace(/\d\d-\d{7}-\d/g, 'N'),
	headers: [...headers]
		.filter(([name]) => name !== 'date' && !name.startsWith('x-ratelimit'))
		.map(([name, value]) => [name, value.replaceAll(number, 'N').replace(/=[\w-]{32}/, '=…')])
});

test('a code on the citizen’s telephone opens the number, once, in the browser that asked', async ({
	gateway
}) => {
	const { number, phone } = await complainant(gateway, 'ਗਲੀ ਵਿੱਚ ਪਾਣੀ ਖੜ੍ਹਾ ਹੈ');
	const own = browser(gateway, number);
	expect((await own.post('/code')).headers.get('location')).toBe(`/track/${number}/code`);
	const code = await codeOn(gateway, phone);
	const other = browser(gateway, number);
	await other.post('/code');
	expect((await other.post('/open', { code })).status).toBe(422);
	const spaced = `${code.slice(0, 3)} ${code.slice(3)}`;
	const opened = await own.post('/open', { code: spaced });
	expect(opened.status).toBe(303);
	expect(opened.headers.getSetCookie().find((kept) => kept.startsWith('sunwai_track='))).toMatch(
		new RegExp(`Path=/track/${number}; Max-Age=1800; HttpOnly; SameSite=Lax; Secure$`)
	);
	expect((await own.post('/open', { code })).status).toBe(422);
	const story = await own.get('?lang=en');
	expect(story.text).toContain('ਗਲੀ ਵਿੱਚ ਪਾਣੀ ਖੜ੍ਹਾ ਹੈ');
	expect(story.headers.get('cache-control')).toBe('no-store');
	expect((await other.get()).text).not.toContain('ਗਲੀ ਵਿੱਚ');
	const form = /name="form" value="(\w+)"/.exec(story.text)![1]!;
	await own.post('/close', { form: form.replace(/.$/, (last) => (last === '0' ? '1' : '0')) });
	expect((await own.get()).text).toContain('ਗਲੀ ਵਿੱਚ');
	await own.post('/close', { form });
	expect((await own.get()).text).not.toContain('ਗਲੀ ਵਿੱਚ');
	const [row] = await gateway.query<{ hash: string }>(
		'select hash from one_time_code where number = $1 and used_at is not null',
		number
	);
	expect(row!.hash).not.toContain(code);
});

test('nobody learns from the answer whether there is such a number, or a telephone', async ({ gateway }) => {
	const told = await complainant(gateway, 'Told by telephone');
	const untold = await complainant(gateway, 'Told by nobody');
	await gateway.query('update submission set sender = null where number = $1', untold.number);
	const answers = [];
	for (const number of [told.number, untold.number, nobodys]) {
		const own = browser(gateway, number);
		answers.push([
			seen(await own.post('/code'), number),
			seen(await own.get('/code'), number),
			seen(await own.post('/open', { code: '123456' }), number),
			[...own.cookies.keys()]
		]);
	}
	await codeOn(gateway, told.phone);
	expect(answers[1]).toEqual(answers[0]);
	expect(answers[2]).toEqual(answers[0]);
	expect(textsTo(gateway, untold.phone).filter((text) => /\b\d{6}\b/.test(text))).toEqual([]);
});

test('five tries, ten minutes, and one of two that come at once', async ({ gateway }) => {
	const { number, phone } = await complainant(gateway, 'Tried too often');
	const own = browser(gateway, number);
	await own.post('/code');
	const first = await codeOn(gateway, phone);
	const wrong = first === '000000' ? '000001' : '000000';
	for (let tried = 0; tried < codeLimits.tries; tried++)
		expect((await own.post('/open', { code: wrong })).status).toBe(422);
	expect((await own.post('/open', { code: first })).status).toBe(422);
	await own.post('/code');
	const second = await codeOn(gateway, phone, 2);
	await gateway.query(
		`update one_time_code set asked_at = asked_at - interval '11 minutes' where number = $1`,
		number
	);
	expect((await own.post('/open', { code: second })).status).toBe(422);
	await own.post('/code');
	const third = await codeOn(gateway, phone, 3);
	const both = await Promise.all([own.post('/open', { code: third }), own.post('/open', { code: third })]);
	expect(both.map(({ status }) => status).toSorted()).toEqual([303, 422]);
});

test('codes are rationed by number, whether or not it exists, and by telephone without a word', async ({
	gateway
}) => {
	const phone = '+919815099999';
	const matters = [];
	for (const at of [0, 1]) matters.push(await complainant(gateway, `Rationed ${at}`, phone));
	const asked = async (number: string, times: number) => {
		const statuses = [];
		for (let at = 0; at < times; at++) statuses.push((await browser(gateway, number).post('/code')).status);
		return statuses;
	};
	const { perNumber, perRecipient } = codeLimits;
	const allowed = Array(perNumber).fill(303);
	const unknown = `269999998${checkDigit('269999998')}`;
	expect(await asked(unknown, perNumber + 1)).toEqual([...allowed, 429]);
	expect(await asked(matters[0]!.number, perNumber + 1)).toEqual([...allowed, 429]);
	expect(await asked(matters[1]!.number, perNumber)).toEqual(allowed);
	const waits = () =>
		gateway.query(`select from pgboss.job where name = 'code' and state in ('created', 'active', 'retry')`);
	await until(async () => (await waits()).length === 0);
	const told = await gateway.query(`select from one_time_code where hash is not null and number = any($1)`, [
		matters[0]!.number,
		matters[1]!.number
	]);
	expect(told).toHaveLength(perRecipient);
});

test('a form by way of another website asks for nothing', async ({ gateway }) => {
	const { number } = await complainant(gateway, 'Asked elsewhere');
	const own = browser(gateway, number);
	expect((await own.post('/code', {}, { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
	expect(await gateway.query('select from one_time_code where number = $1', number)).toEqual([]);
});

/** Everything that the database holds of what this telephone was told. */
const keptOf = async (gateway: TestGateway, phone: string) => {
	const rows = await gateway.query<{ state: string; sealed: string | null; whole: string }>(
		'select state, sealed, notice::text as whole from notice where recipient = $1 order by id',
		phone
	);
	const jobs = await gateway.query<{ data: string }>(
		`select coalesce(data::text, '') || coalesce(output::text, '') as data from pgboss.job`
	);
	return { notice: rows.at(-1)!, all: JSON.stringify([rows, jobs]) };
};

test('the code is kept nowhere: sealed on its way, forgotten once it is sent or of no use', async ({
	gateway
}) => {
	const { number, phone } = await complainant(gateway, 'Sealed on its way');
	gateway.carrier.refuse(phone, '20429');
	await browser(gateway, number).post('/code');
	const waiting = await until(async () => {
		const { notice } = await keptOf(gateway, phone);
		return notice.sealed !== null && notice.state === 'queued' && notice;
	});
	expect(waiting).toMatchObject({ whole: expect.stringContaining('******') });
	gateway.carrier.refuse(phone, null);
	await gateway.query('update account set held_until = null');
	await gateway.query('update notice set due_at = now() where recipient = $1', phone);
	const id = (
		await gateway.query<{ id: string }>('select max(id)::text as id from notice where recipient = $1', phone)
	)[0]!.id;
	await sendNotices(gateway.services, [id]);
	const code = await codeOn(gateway, phone);
	await until(async () => (await keptOf(gateway, phone)).notice.sealed === null);
	const sent = await keptOf(gateway, phone);
	expect(sent.all).not.toMatch(new RegExp(`\\b${code}\\b`));

	gateway.carrier.refuse(phone, '20429');
	await browser(gateway, number).post('/code');
	await until(async () => (await keptOf(gateway, phone)).notice.sealed !== null);
	await gateway.query(
		`update notice set sealed_until = now() - interval '1 second', state = 'queued', due_at = now() + interval '1 hour'
			where recipient = $1 and sealed is not null`,
		phone
	);
	await forgetSealed(gateway.services.pool);
	expect((await keptOf(gateway, phone)).notice).toMatchObject({ state: 'failed', sealed: null });
	const cookie = await gateway.signIn('admin');
	const listed = await gateway.call<{ rows: { id: string; number: string; body: string }[] }>(
		'GET',
		'/api/notices?trouble=failed',
		{ cookie }
	);
	const row = listed.json.rows.find((one) => one.number === number)!;
	expect(row.body).toContain('******');
	const again = await gateway.call<{ code: string }>('POST', `/api/notices/${row.id}/retry`, {
		cookie,
		body: {}
	});
	expect([again.status, again.json.code]).toEqual([409, 'expired']);
	gateway.carrier.refuse(phone, null);
	await gateway.query('update account set held_until = null, misses = 0');
});

test('sealed words open with the secret they were sealed with, whole, and not otherwise', () => {
	const words = { subject: null, body: '482913 ਤੁਹਾਡਾ ਕੋਡ ਹੈ' };
	const sealed = sealWords('one secret', words);
	expect(openWords('one secret', sealed)).toEqual(words);
	expect(openWords('another', sealed)).toBeNull();
	expect(openWords('one secret', `${sealed.slice(0, -6)}AAAAA=`)).toBeNull();
	expect(openWords('one secret', '')).toBeNull();
	expect(sealWords('one secret', words)).not.toBe(sealed);
});
