import { expect } from 'vitest';
import { formatNumber } from '#contracts/number.ts';
import type { Scope } from '#contracts/access.ts';
import type { Found, SearchPage } from '#contracts/search.ts';
import { catchUpSearch, soughtAgain } from '#gateway/triage/sought.ts';
import { FOREIGN, limit, OWN, submitIn } from '../../support/access.ts';
import { act, held, newPhone, registration, submit } from '../../support/desk.ts';
import { gatewayTest, type Person, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();

const find = async (gateway: TestGateway, query: Record<string, string>, person: Person = 'agent') =>
	(
		await gateway.call<SearchPage>('GET', `/api/search?${new URLSearchParams(query)}`, {
			cookie: await gateway.signIn(person)
		})
	).json;
const numbers = (page: SearchPage) => page.rows.map(({ row }) => row.number);
const marked = ({ passage, name, subject }: Found) =>
	[...name, ...subject, ...passage].filter(({ found }) => found).map(({ text }) => text);

test('words are found in every script, however spelt, and marked as they were written', async ({
	gateway
}) => {
	const gurmukhi = await submit(gateway, 'ਸਾਡੇ ਪਿੰਡ ਵਿੱਚ ਪਾਣੀ ਨਹੀਂ ਆਉਂਦਾ');
	const devanagari = await submit(gateway, 'हमारे गांव में पानी नहीं आता');
	const latin = await submit(gateway, 'Sade pind vich paani nahi aunda');
	await submit(gateway, 'The street light is out');
	const page = await find(gateway, { q: 'pani' });
	expect(numbers(page)).toEqual([latin.number, devanagari.number, gurmukhi.number]);
	expect(page.rows.flatMap(marked)).toEqual(['paani', 'पानी', 'ਪਾਣੀ']);
	expect(page).toMatchObject({ total: 3, more: false, next: null });
	expect(numbers(await find(gateway, { q: 'ਪਾਣੀ ਪਿੰਡ' }))).toEqual([latin.number, gurmukhi.number]);
});

test('the last word may be a beginning only where nothing has the whole of it', async ({ gateway }) => {
	const whole = await submit(gateway, 'Transformer sparks at night, hut at risk');
	expect(numbers(await find(gateway, { q: 'transf' }))).toEqual([whole.number]);
	const page = await find(gateway, { q: 'sparks transfo' });
	expect(page.rows.flatMap(marked)).toEqual(['Transformer', 'sparks']);
	expect(numbers(await find(gateway, { q: 'transf sparks' }))).toEqual([]);
});

test('a number is found in any spacing, and by its parts', async ({ gateway }) => {
	const { number } = await submit(gateway, 'Gutter overflowing');
	const shown = formatNumber(number);
	const running = String(Number(number.slice(2, 9))).padStart(4, '0');
	for (const q of [
		number,
		shown,
		shown.replaceAll('-', ' '),
		shown.replace('-', '–'),
		number.slice(0, 9),
		number.slice(-5),
		running,
		running + number.at(-1)
	])
		expect(numbers(await find(gateway, { q })), q).toContain(number);
	expect(numbers(await find(gateway, { q: number }))).toEqual([number]);
});

test('a telephone is found in any format, as sender and where a text names it', async ({ gateway }) => {
	const phone = newPhone();
	const ten = phone.slice(3);
	const sent = await submit(gateway, 'No electricity since morning', phone);
	const named = await submit(gateway, `Please ring my brother ${ten.slice(0, 5)} ${ten.slice(5)}`);
	for (const q of [phone, ten, `0${ten}`, `+91 ${ten.slice(0, 5)}-${ten.slice(5)}`, `91${ten}`])
		expect(numbers(await find(gateway, { q })), q).toEqual([named.number, sent.number]);
	expect(numbers(await find(gateway, { q: `electricity ${ten}` }))).toEqual([sent.number]);
});

test('a case is found by its summary, its place and the citizen’s name', async ({ gateway }) => {
	const row = await held(gateway, 'agent', 'Please help');
	await act(
		gateway,
		'agent',
		row.number,
		'register',
		registration({
			summary: 'Sluice gate jammed',
			place: 'Khemkaran',
			citizen: { name: 'ਗੁਰਨਾਮ ਸਿੰਘ', language: 'pa', phone: '98140 77777' }
		})
	);
	for (const q of ['sluice', 'gurnaam', 'Khemkaran', '9814077777', 'ਗੁਰਨਾਮ'])
		expect(numbers(await find(gateway, { q })), q).toEqual([row.number]);
	const [found] = (await find(gateway, { q: 'gurnam sluice' })).rows;
	expect(found).toMatchObject({ grievanceState: 'assigned', row: { state: 'registered' } });
	expect(marked(found!)).toEqual(['ਗੁਰਨਾਮ', 'Sluice']);
	const { category, district } = registration();
	expect(numbers(await find(gateway, { category, district, state: 'registered' }))).toContain(row.number);
	expect(
		numbers(await find(gateway, { q: 'sluice', district: FOREIGN === district ? OWN : FOREIGN }))
	).toEqual([]);
});

test('filters narrow, also without words; a day is one of India', async ({ gateway }) => {
	const { number } = await submitIn(gateway, OWN, 'Road dug up and left');
	await gateway.query(
		`update submission set received_at = '2026-03-01T19:00:00Z', matter = matter || '{"category":"street-light"}'
			where number = $1`,
		number
	);
	const day = { from: '2026-03-02', to: '2026-03-02' };
	expect(numbers(await find(gateway, { q: 'dug', district: OWN, channel: 'sms' }))).toEqual([number]);
	expect(numbers(await find(gateway, { q: 'dug', district: FOREIGN }))).toEqual([]);
	expect(numbers(await find(gateway, { to: '2026-03-02' }))).toEqual([number]);
	expect(numbers(await find(gateway, { to: '2026-03-01' }))).toEqual([]);
	expect(numbers(await find(gateway, { district: OWN, category: 'street-light', to: day.to }))).toEqual([
		number
	]);
	expect(numbers(await find(gateway, { state: 'dismissed' }))).toEqual([]);
});

test('pages follow each other without a gap or a repetition, and the count ends at its limit', async ({
	gateway
}) => {
	await gateway.query(
		`with added as (insert into submission (number, channel, account, received_at, text)
				select '59' || lpad(n::text, 8, '0'), 'sms', 'sms-twilio', now(), 'monsoon ' || n
				from generate_series(1, 1100) n returning submission as added)
			insert into search (submission, number, words, facets)
			select (added).id, (added).number, search_words((added).id, '{mnsn}'), search_facets(added, null) from added`
	);
	const first = await find(gateway, { q: 'monsoon' });
	expect(first).toMatchObject({ total: 1000, more: true });
	let page = first;
	const seen = numbers(first);
	while (page.next) {
		page = await find(gateway, { q: 'monsoon', after: page.next });
		expect(page.total).toBeNull();
		seen.push(...numbers(page));
	}
	expect(seen).toHaveLength(1100);
	expect(new Set(seen).size).toBe(1100);
	expect(seen).toEqual(seen.toSorted().toReversed());
});

test('what a person may not see is not found by its words, its number or its place', async ({ gateway }) => {
	const own = await submitIn(gateway, OWN, 'Sarovar wall broken here');
	const foreign = await submitIn(gateway, FOREIGN, 'Sarovar wall broken there');
	await limit(gateway, 'operator', { districts: [OWN] });
	expect(numbers(await find(gateway, { q: 'sarovar' }, 'operator'))).toEqual([own.number]);
	expect(numbers(await find(gateway, { q: foreign.number }, 'operator'))).toEqual([]);
	expect(numbers(await find(gateway, { district: FOREIGN }, 'operator'))).toEqual([]);
	expect(numbers(await find(gateway, {}, 'operator'))).not.toContain(foreign.number);
});

test('what a limited person holds or decided elsewhere is found, and no longer once it is given back', async ({
	gateway
}) => {
	const row = await submitIn(gateway, FOREIGN, 'Culvert washed away beyond the canal');
	const sought = async (query: Record<string, string>) =>
		numbers(await find(gateway, query, 'agent')).includes(row.number);
	const everyWay = {
		words: { q: 'culvert' },
		number: { q: row.number },
		place: { district: FOREIGN },
		all: {}
	};
	const expectFound = async (found: boolean) => {
		for (const [way, query] of Object.entries(everyWay)) expect(await sought(query), way).toBe(found);
	};
	expect((await act(gateway, 'agent', row.number, 'claim')).status).toBe(200);
	await limit(gateway, 'agent', { districts: [OWN] });
	await expectFound(true);
	expect((await act(gateway, 'agent', row.number, 'dismiss', { reason: 'test' })).status).toBe(200);
	await expectFound(true);
	await gateway.query(`update submission set decided_by = 'somebody-else' where number = $1`, row.number);
	await expectFound(false);
	await gateway.query(`update submission set taken_by = 'demo-agent' where number = $1`, row.number);
	await expectFound(true);
	await limit(gateway, 'agent', {});
});

test('each limit of a person holds by words and without', async ({ gateway }) => {
	const more = { tehsil: '217', department: '412' };
	const row = await submitIn(gateway, OWN, 'Sluice gate of the minar jammed', more);
	const cases: [Partial<Scope>, boolean][] = [
		[{ tehsils: ['217'] }, true],
		[{ tehsils: ['218'] }, false],
		[{ departments: ['412', '403'] }, true],
		[{ departments: ['403'] }, false],
		[{ channels: ['sms'] }, true],
		[{ channels: ['email', 'ivr'] }, false],
		[{ districts: [OWN], departments: ['412'], channels: ['sms'] }, true],
		[{ districts: [OWN], departments: ['403'], channels: ['sms'] }, false]
	];
	for (const [limits, found] of cases) {
		await limit(gateway, 'officer', limits);
		for (const query of [{ q: 'minar' }, { state: 'waiting' }, {}] as Record<string, string>[])
			expect(
				numbers(await find(gateway, query, 'officer')).includes(row.number),
				JSON.stringify(limits)
			).toBe(found);
	}
});

test('who sees addresses masked finds them whole, and not by their parts', async ({ gateway }) => {
	const phone = newPhone();
	const { number } = await submit(gateway, 'Ferry does not run', phone);
	await gateway.query(
		`update submission set matter = '{"email":"harjot@citizen.example","address":"Chaubara"}' where number = $1`,
		number
	);
	await gateway.services.transaction((db) => soughtAgain(db, [number]));
	const found = async (person: Person, q: string) =>
		numbers(await find(gateway, { q }, person)).includes(number);
	for (const q of [phone.slice(3, 11), 'harjot', 'chaubara']) {
		expect(await found('agent', q), q).toBe(true);
		expect(await found('viewer', q), q).toBe(false);
	}
	for (const q of [phone, 'harjot@citizen.example', 'ferry'])
		for (const person of ['agent', 'viewer'] as const) expect(await found(person, q), q).toBe(true);
});

test('a search is audited once, with its words, and its later pages are not', async ({ gateway }) => {
	const { next } = await find(gateway, { q: 'monsoon', channel: 'sms', limit: '5' }, 'auditor');
	await find(gateway, { q: 'monsoon', channel: 'sms', limit: '5', after: next! }, 'auditor');
	expect(
		await gateway.query(`select detail from audit where action = 'submission:searched' and role = 'auditor'`)
	).toEqual([{ detail: { q: 'monsoon', channel: 'sms', found: 1000 } }]);
});

test('the queue finds words in any script too', async ({ gateway }) => {
	const row = await submit(gateway, 'ਨਾਲੀ ਬੰਦ ਪਈ ਹੈ');
	const { json } = await gateway.call<{ rows: { number: string }[] }>('GET', '/api/submissions?q=nali', {
		cookie: await gateway.signIn('agent')
	});
	expect(json.rows.map(({ number }) => number)).toEqual([row.number]);
});

test('each part of a divided submission is found by its own words', async ({ gateway }) => {
	const row = await held(gateway, 'agent', 'Two matters: pension and ration');
	const { json } = await act<{ numbers: string[] }>(gateway, 'agent', row.number, 'split', {
		key: '00000000-0000-4000-8000-00000000aa01',
		parts: [{ text: 'Widow allowance stopped' }]
	});
	expect(numbers(await find(gateway, { q: 'allowance' }))).toEqual(json.numbers);
});

test('what lay here before there was a search is taken in, and then found', async ({ gateway }) => {
	const old = await submit(gateway, 'Ancient banyan fell on the road');
	await gateway.query('delete from search');
	await gateway.query('insert into search_backlog select max(id) from submission');
	expect(numbers(await find(gateway, { q: 'banyan' }))).toEqual([]);
	await catchUpSearch(gateway.services);
	expect(numbers(await find(gateway, { q: 'banyan' }))).toEqual([old.number]);
	expect(await gateway.query('select from search_backlog')).toEqual([]);
	const [{ missing }] = (await gateway.query<{ missing: number }>(
		'select count(*)::int as missing from submission s where not exists (select from search where submission = s.id)'
	)) as [{ missing: number }];
	expect(missing).toBe(0);
});
