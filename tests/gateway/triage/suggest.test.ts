import { expect } from 'vitest';
import type { SuggestInput, Suggestions } from '#contracts/suggest.ts';
import { formatNumber } from '#contracts/number.ts';
import { act, held, newPhone, registration, submit } from '../../support/desk.ts';
import { gatewayTest, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();

const suggested = async (gateway: TestGateway, number: string) => {
	const { status, json } = await gateway.call<Suggestions>('GET', `/api/submissions/${number}/suggestions`, {
		cookie: await gateway.signIn('agent')
	});
	expect(status).toBe(200);
	return json;
};
const typed = async (gateway: TestGateway, body: SuggestInput) =>
	(
		await gateway.call<Suggestions>('POST', '/api/suggestions', {
			cookie: await gateway.signIn('agent'),
			body
		})
	).json;
const settled = async (
	gateway: TestGateway,
	text: string,
	more: Parameters<typeof registration>[0] = {},
	from?: string
) => {
	const { number } = await held(gateway, 'agent', text, from);
	const { status } = await act(gateway, 'agent', number, 'register', registration(more));
	expect(status).toBe(200);
	return number;
};

test('without any decision the keywords of the taxonomy suggest, and say which', async ({ gateway }) => {
	const { number } = await submit(gateway, 'ਸਾਡੇ ਮੁਹੱਲੇ ਦੀ ਸਟਰੀਟ ਲਾਈਟ ਬੰਦ ਹੈ');
	const { categories, language, script } = await suggested(gateway, number);
	expect(categories[0]).toMatchObject({ category: 'street-light', department: '412' });
	expect(categories[0]!.reasons).toEqual([
		{ kind: 'keyword', words: expect.arrayContaining(['ਸਟਰੀਟ ਲਾਈਟ']) }
	]);
	expect({ language, script }).toEqual({ language: 'pa', script: 'gurmukhi' });
});

test('decisions teach: the next one like them is suggested the same, by their numbers, in any script', async ({
	gateway
}) => {
	const corner = ['ਗੁੱਲੀ ਡੰਡਾ ਮੈਦਾਨ ਉੱਜੜਿਆ ਪਿਆ', 'Gulli danda maidan ujjdiya pya'] as const;
	const before = await typed(gateway, { text: corner[1] });
	expect(before.categories).toEqual([]);
	const number = await settled(gateway, corner[0], { category: 'park-maintenance' });
	const { categories } = await typed(gateway, { text: corner[1] });
	expect(categories[0]).toMatchObject({ category: 'park-maintenance', share: 1 });
	expect(categories[0]!.reasons).toEqual([{ kind: 'like', numbers: [number] }]);
});

test('a telephone that is known names the citizen and the open case; its last ten digits only maybe', async ({
	gateway
}) => {
	const phone = newPhone();
	const citizen = { name: 'Gurmail Singh', phone, language: 'pa' as const };
	const number = await settled(
		gateway,
		'Bus never comes to our stop',
		{ category: 'bus-service', citizen },
		phone
	);
	const again = await suggested(gateway, (await submit(gateway, 'Still no bus at the stop', phone)).number);
	expect(again.citizens).toMatchObject([
		{
			citizen: { name: 'Gurmail Singh', phone },
			certainty: 'known',
			reasons: [{ kind: 'address', value: phone }]
		}
	]);
	expect(again.cases).toMatchObject([{ number, reasons: [{ kind: 'citizen' }] }]);
	expect(again.duplicates[0]).toMatchObject({
		number,
		reasons: expect.arrayContaining([{ kind: 'citizen' }])
	});

	const abroad = await typed(gateway, { text: '', phone: `+1${phone.slice(-10)}` });
	expect(abroad.citizens).toMatchObject([
		{ certainty: 'maybe', reasons: [{ kind: 'digits', value: phone.slice(-10) }] }
	]);
	const named = await typed(gateway, { text: '', name: 'gurmail singh', district: '27' });
	expect(named.citizens).toMatchObject([
		{ certainty: 'maybe', reasons: [{ kind: 'name_place', district: '27' }] }
	]);
	expect((await typed(gateway, { text: '', name: 'gurmail singh', district: '28' })).citizens).toEqual([]);
});

test('several who share a telephone are all suggested; a number in the text leads to its case', async ({
	gateway
}) => {
	const phone = newPhone();
	const family = ['Jaswant Kaur', 'Balwant Singh'];
	const numbers = [];
	for (const name of family)
		numbers.push(await settled(gateway, `Of ${name}`, { citizen: { name, phone, language: 'pa' } }, phone));
	const { citizens, cases } = await typed(gateway, {
		text: `Regarding ${formatNumber(numbers[0]!)}, call me on ${phone.slice(-10)}`
	});
	expect(citizens.map(({ citizen }) => citizen.name).sort()).toEqual(family.toSorted());
	expect(cases[0]).toMatchObject({
		number: numbers[0],
		reasons: [{ kind: 'mentioned' }, { kind: 'citizen' }]
	});
});

test('the same words in another script, settled or waiting, are likely duplicates', async ({ gateway }) => {
	const pa = 'ਮਾਡਲ ਟਾਊਨ ਮਾਰਕੀਟ ਕੋਲ ਸੀਵਰੇਜ ਦਾ ਢੱਕਣ ਟੁੱਟਾ ਪਿਆ ਹੈ';
	const roman = 'model town market kol sewerage da dhakkan tutta pia hai';
	const waiting = await submit(gateway, pa);
	const first = await typed(gateway, { text: roman });
	expect(first.duplicates).toMatchObject([{ number: waiting.number, state: 'waiting' }]);
	await act(gateway, 'agent', waiting.number, 'claim');
	await act(gateway, 'agent', waiting.number, 'register', registration({ category: 'manhole-open' }));
	const { duplicates } = await typed(gateway, { text: roman, category: 'manhole-open', district: '27' });
	expect(duplicates).toHaveLength(1);
	expect(duplicates[0]).toMatchObject({
		number: waiting.number,
		state: 'registered',
		grievance: waiting.number
	});
	expect(duplicates[0]!.reasons.map(({ kind }) => kind).sort()).toEqual(['place', 'text']);
	expect((await suggested(gateway, waiting.number)).duplicates).toEqual([]);
});

test('words of danger and of what is out of scope are hints, with the words', async ({ gateway }) => {
	const { hints } = await typed(gateway, {
		text: 'Khambe vich current aa reha, jaan da khatra. Case court vich hai'
	});
	expect(hints.map(({ kind, code }) => `${kind} ${code}`)).toEqual([
		'urgent life',
		'urgent electric',
		'exclusion sub_judice'
	]);
	expect(hints[0]!.words).toEqual(['jaan da khatra']);
});

test('nothing is suggested for nothing, and looking a citizen up is audited', async ({ gateway }) => {
	expect(await typed(gateway, { text: '   ' })).toEqual({
		language: null,
		script: null,
		categories: [],
		citizens: [],
		cases: [],
		duplicates: [],
		campaigns: [],
		hints: []
	});
	const phone = newPhone();
	await settled(gateway, 'Audited', { citizen: { name: 'Audited', phone, language: 'en' } });
	const { citizens } = await typed(gateway, { text: '', phone });
	const rows = await gateway.query<{ detail: unknown }>(
		`select detail from audit where action = 'citizen:suggested' order by id desc limit 1`
	);
	expect(rows).toEqual([{ detail: { citizens: [citizens[0]!.citizen.id] } }]);
});

test('while a matter is typed each citizen who is shown is audited once', async ({ gateway }) => {
	const [phone, other] = [newPhone(), newPhone()];
	await settled(gateway, 'First known', { citizen: { name: 'First', phone, language: 'en' } });
	await settled(gateway, 'Second known', { citizen: { name: 'Second', phone: other, language: 'en' } });
	const draft = crypto.randomUUID();
	await Promise.all([1, 2, 3].map(() => typed(gateway, { text: '', phone, draft })));
	const rows = () =>
		gateway.query(`select from audit where action = 'citizen:suggested' and subject = $1`, draft);
	expect(await rows()).toHaveLength(1);
	await typed(gateway, { text: 'x', phone: other, draft });
	await typed(gateway, { text: 'xx', phone, draft });
	expect(await rows()).toHaveLength(2);
});

test('a number that does not exist is refused', async ({ gateway }) => {
	const { status } = await gateway.call('GET', '/api/submissions/2600000000/suggestions', {
		cookie: await gateway.signIn('agent')
	});
	expect(status).toBe(404);
});
