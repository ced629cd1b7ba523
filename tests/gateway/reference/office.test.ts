import { expect, test as pure } from 'vitest';
import { officeHeading, type Office, type OfficeInput } from '#contracts/office.ts';
import { parseLines } from '#db/seed/csv.ts';
import { submitIn } from '../../support/access.ts';
import { gatewayTest, type Person, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();
/** Water supply; Ludhiana with one of its tehsils. */
const WATER = '403';
const LUDHIANA = '36';
const names = (en: string) => ({ en, pa: 'ਦਫ਼ਤਰ', hi: 'कार्यालय' });
const input = (more: Partial<OfficeInput> = {}): OfficeInput => ({
	names: names('Office'),
	level: 'district',
	parent: null,
	department: WATER,
	district: LUDHIANA,
	tehsil: null,
	...more
});
type Answer = Office & { code: string; faults: { line?: number; field: string; code: string }[] };
const ask = async <T = Answer>(
	gateway: TestGateway,
	method: string,
	path: string,
	body?: unknown,
	person: Person = 'admin'
) => gateway.call<T>(method, `/api/offices${path}`, { cookie: await gateway.signIn(person), body });
const make = (gateway: TestGateway, code: string, more: Partial<OfficeInput> = {}) =>
	ask(gateway, 'POST', '', { code, ...input(more) });
interface Imported {
	faults: { line: number; field: string; code: string }[];
	new: number;
	changed: number;
	same: number;
	done: boolean;
}
const load = async (gateway: TestGateway, rows: string[], dry = false) =>
	(await ask<Imported>(gateway, 'POST', '/import', { csv: [officeHeading, ...rows].join('\n'), dry })).json;
const tehsilOf = async (gateway: TestGateway, district: string) =>
	(
		await gateway.query<{ code: string }>(
			'select code from tehsil where district = $1 order by code limit 1',
			district
		)
	)[0]!.code;

pure('a record knows its line, behind cells of several lines too', () => {
	const text = 'code,name\r\na,"two\nlines"\r\n\r\nb,x\n';
	expect(parseLines(text)).toEqual([
		{ line: 2, row: { code: 'a', name: 'two\nlines' } },
		{ line: 5, row: { code: 'b', name: 'x' } }
	]);
});

test('offices stand below offices of a higher level, in their place', async ({ gateway }) => {
	const tehsil = await tehsilOf(gateway, LUDHIANA);
	await make(gateway, 'W-HQ', { level: 'state', district: null });
	expect((await make(gateway, 'W-36', { parent: 'W-HQ' })).json).toMatchObject({
		code: 'W-36',
		parent: 'W-HQ',
		parentNames: { en: 'Office' },
		active: true
	});
	expect((await make(gateway, 'W-36-1', { level: 'tehsil', parent: 'W-36', tehsil })).status).toBe(200);
	const faults = async (more: Partial<OfficeInput>) => (await make(gateway, 'W-x', more)).json.faults;
	expect(await faults({ parent: 'W-36' })).toEqual([{ field: 'parent', code: 'not_above' }]);
	expect(await faults({ parent: 'nowhere' })).toEqual([{ field: 'parent', code: 'unknown' }]);
	expect(await faults({ district: null })).toEqual([{ field: 'district', code: 'required' }]);
	expect(await faults({ level: 'tehsil' })).toEqual([{ field: 'tehsil', code: 'required' }]);
	expect(await faults({ district: '27', tehsil })).toEqual([{ field: 'tehsil', code: 'not_in_district' }]);
	expect(await faults({ department: 'x' })).toEqual([{ field: 'department', code: 'unknown' }]);
	expect((await make(gateway, 'W-36')).json.faults).toEqual([{ field: 'code', code: 'known_code' }]);
	const lowered = await ask(gateway, 'PUT', '/W-36', input({ level: 'local', parent: 'W-HQ' }));
	expect(lowered.json.faults).toEqual([{ field: 'level', code: 'not_above' }]);
});

test('the list is searched in every script and filtered', async ({ gateway }) => {
	await make(gateway, 'L-1', { names: { en: 'Pump house', pa: 'ਪੰਪ ਘਰ', hi: 'पंप घर' } });
	const found = async (query: string) =>
		(await ask<{ rows: Office[]; total: number }>(gateway, 'GET', `?${query}`, undefined, 'auditor')).json;
	for (const q of ['pump HOUSE', 'ਪੰਪ', 'पंप', 'l-1'])
		expect((await found(`q=${encodeURIComponent(q)}`)).rows.map(({ code }) => code)).toEqual(['L-1']);
	expect((await found('q=pump&department=411')).total).toBe(0);
	expect((await found('q=pump&district=36&level=district')).total).toBe(1);
	const above = await found(`above=district&department=${WATER}`);
	expect(above.rows.every(({ level }) => level === 'state' || level === 'division')).toBe(true);
});

test('an office with others below it is retired after them, and stays to be read', async ({ gateway }) => {
	await make(gateway, 'R-1', { level: 'state', district: null });
	await make(gateway, 'R-2', { parent: 'R-1' });
	const retire = (code: string) => ask(gateway, 'POST', `/${code}/active`, { active: false });
	expect((await retire('R-1')).json.code).toBe('has_offices');
	expect((await retire('R-2')).json).toMatchObject({ code: 'R-2', active: false });
	expect((await retire('R-1')).json).toMatchObject({ active: false, names: { en: 'Office' } });
	const actions = await gateway.query<{ action: string }>(
		`select action from audit where subject = 'R-2' order by id`
	);
	expect(actions.map(({ action }) => action)).toEqual(['office:made', 'office:retired']);
});

test('a file is tried dry, its faults named by line, then done whole', async ({ gateway }) => {
	const good = ['I-2,Second,ਦੂਜਾ,दूसरा,district,I-1,403,36,', 'I-1,First,ਪਹਿਲਾ,पहला,state,,403,,'];
	const faulty = [...good, '', 'I-3,,ਤੀਜਾ,तीसरा,town,I-9,x,36,', 'I-1,Again,ਫਿਰ,फिर,state,,403,,'];
	expect((await load(gateway, faulty)).faults).toEqual([
		{ line: 5, field: 'level', code: 'unknown' },
		{ line: 5, field: 'name_en', code: 'required' },
		{ line: 5, field: 'department', code: 'unknown' },
		{ line: 5, field: 'parent', code: 'unknown' },
		{ line: 6, field: 'code', code: 'twice' }
	]);
	const counts = { faults: [], new: 2, changed: 0, same: 0 };
	expect(await load(gateway, good, true)).toEqual({ ...counts, done: false });
	expect(await gateway.query(`select from office where code like 'I-%'`)).toEqual([]);
	expect(await load(gateway, good)).toEqual({ ...counts, done: true });
	const changed = [good[0]!.replace('Second', 'Other'), good[1]!];
	expect(await load(gateway, changed)).toEqual({ faults: [], new: 0, changed: 1, same: 1, done: true });
	expect(await gateway.query(`select name_en from office where code = 'I-2'`)).toEqual([
		{ name_en: 'Other' }
	]);
	expect(
		await gateway.query(`select from audit where action like 'office:%' and subject like 'I-%'`)
	).toHaveLength(3);
});

test('a text names the nearest office of the matter', async ({ gateway }) => {
	const tehsil = await tehsilOf(gateway, LUDHIANA);
	await gateway.query(`update office set active = false where department = '411' and demonstration`);
	const { number } = await submitIn(gateway, LUDHIANA, 'Which office', { department: '411', tehsil });
	const texts = { en: '{{office}}', pa: '{{office}}', hi: '{{office}}' };
	await gateway.call('POST', '/api/texts', {
		cookie: await gateway.signIn('admin'),
		body: { shortcut: 'office', places: ['note'], texts }
	});
	const office = async () =>
		(
			await gateway.call<{ rows: { shortcut: string; texts: { en: object } }[] }>(
				'GET',
				`/api/submissions/${number}/texts?place=note`,
				{ cookie: await gateway.signIn('agent') }
			)
		).json.rows.find(({ shortcut }) => shortcut === 'office')!.texts.en;
	expect(await office()).toEqual({ text: '{{office}}', missing: ['office'] });
	const own = { department: '411' };
	await make(gateway, 'P-HQ', { ...own, level: 'state', district: null, names: names('Head') });
	expect(await office()).toMatchObject({ text: 'Head' });
	await make(gateway, 'P-36', { ...own, parent: 'P-HQ', names: names('District') });
	await make(gateway, 'P-27', { ...own, district: '27', names: names('Elsewhere') });
	expect(await office()).toMatchObject({ text: 'District' });
	await make(gateway, 'P-T', { ...own, level: 'tehsil', tehsil, names: names('Tehsil') });
	expect(await office()).toMatchObject({ text: 'Tehsil' });
});
