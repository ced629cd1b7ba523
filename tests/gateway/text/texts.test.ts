import { expect, test as pure } from 'vitest';
import { fieldsIn, unknownFields, type CannedText, type FilledText } from '#contracts/canned.ts';
import { formatNumber } from '#contracts/number.ts';
import { readSeedTexts, seed } from '#db/seed.ts';
import { FOREIGN, limit, OWN, submitIn } from '../../support/access.ts';
import { act, held, registration } from '../../support/desk.ts';
import { gatewayTest, type Person, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();
const input = (shortcut: string, more: object = {}) => ({
	shortcut,
	places: ['note'],
	texts: { en: 'To {{citizen_name}}', pa: '{{citizen_name}} ਨੂੰ', hi: '{{citizen_name}} को' },
	...more
});
const ask = async <T = CannedText & { faults: unknown }>(
	gateway: TestGateway,
	person: Person,
	method: string,
	path: string,
	body?: unknown
) => gateway.call<T>(method, path, { cookie: await gateway.signIn(person), body });
const make = async (gateway: TestGateway, body: unknown, person: Person = 'supervisor') =>
	ask(gateway, person, 'POST', '/api/texts', body);
const filled = async (gateway: TestGateway, person: Person, number: string, place = 'note') =>
	ask<{ language: string; rows: FilledText[] }>(
		gateway,
		person,
		'GET',
		`/api/submissions/${number}/texts?place=${place}`
	);

pure('the supplied texts are in all three scripts, and name fields that exist', () => {
	for (const { shortcut, body_en, body_pa, body_hi } of readSeedTexts()) {
		expect(body_pa, shortcut).toMatch(/\p{Script=Gurmukhi}/u);
		expect(body_hi, shortcut).toMatch(/\p{Script=Devanagari}/u);
		for (const text of [body_en, body_pa, body_hi]) expect(unknownFields(text!), shortcut).toEqual([]);
		expect(fieldsIn(body_pa!).sort(), shortcut).toEqual(fieldsIn(body_en!).sort());
		expect(fieldsIn(body_hi!).sort(), shortcut).toEqual(fieldsIn(body_en!).sort());
	}
});

pure('what stands in braces is a field or a fault', () => {
	expect(fieldsIn('{{ number }} of {{citizen_name}}, {{number}}')).toEqual(['number', 'citizen_name']);
	expect(unknownFields('{{number}} {{citizen}} {{date')).toEqual(['citizen', '{{']);
});

test('a text is filled for the matter, in the language of its citizen first', async ({ gateway }) => {
	await make(
		gateway,
		input('filled', {
			texts: {
				en: '{{citizen_name}} {{number}} {{agent_name}} {{department}} {{district}} {{category}} {{helpline}}',
				pa: '{{ district }} {{category}}',
				hi: '{{department}}'
			}
		})
	);
	const { number } = await held(gateway, 'agent', 'ਗਲੀ ਦੀ ਬੱਤੀ ਨਹੀਂ ਜਗਦੀ');
	await act(
		gateway,
		'agent',
		number,
		'register',
		registration({ citizen: { name: 'ਕੁਲਵਿੰਦਰ ਕੌਰ', language: 'hi' } })
	);
	const { json } = await filled(gateway, 'agent2', number);
	expect(json.language).toBe('hi');
	expect(json.rows.find(({ shortcut }) => shortcut === 'filled')!.texts).toMatchObject({
		en: {
			text: `ਕੁਲਵਿੰਦਰ ਕੌਰ ${formatNumber(number)} Ravi Kumar Urban Local Bodies (Local Government) Amritsar Street light not working 1100`,
			missing: []
		},
		pa: { text: 'ਅੰਮ੍ਰਿਤਸਰ ਸਟਰੀਟ ਲਾਈਟ ਨਹੀਂ ਚੱਲਦੀ', missing: [] }
	});
});

test('what is not known stays to be seen, and no such text is sent or kept', async ({ gateway }) => {
	await make(gateway, input('unknown', { places: ['note', 'ask', 'dismiss'] }));
	const { number } = await held(gateway, 'agent', 'Nameless');
	const row = (await filled(gateway, 'agent', number)).json.rows.find(
		({ shortcut }) => shortcut === 'unknown'
	);
	const { text, missing } = row!.texts.en;
	expect({ text, missing }).toEqual({ text: 'To {{citizen_name}}', missing: ['citizen_name'] });
	const refused = { status: 400, json: { code: 'unfilled' } };
	expect(await act(gateway, 'agent', number, 'notes', { text, mentions: [] })).toMatchObject(refused);
	expect(await act(gateway, 'agent', number, 'dismiss', { reason: 'test', note: text })).toMatchObject(
		refused
	);
	await gateway.query(
		`update submission set channel = 'email', account = 'email', sender = 'a@citizen.example' where number = $1`,
		number
	);
	gateway.services.adapters.set('email', { ...[...gateway.services.adapters.values()][0]! });
	expect(await act(gateway, 'agent', number, 'ask', { question: 'place', text })).toMatchObject(refused);
	gateway.services.adapters.delete('email');
});

test('every fault of a text is named by its field', async ({ gateway }) => {
	expect((await make(gateway, input('taken'))).status).toBe(200);
	const faulty = input('taken', { texts: { en: '{{citizen}}', pa: ' ', hi: 'ok }}' } });
	expect((await make(gateway, faulty)).json.faults).toEqual([
		{ field: 'texts.pa', code: 'required' },
		{ field: 'texts.hi', code: 'unknown_field' },
		{ field: 'texts.en', code: 'unknown_field' },
		{ field: 'shortcut', code: 'known_shortcut' }
	]);
	expect((await make(gateway, input('ਪੰਜਾਬੀ'))).json.faults).toEqual([
		{ field: 'shortcut', code: 'invalid_shortcut' }
	]);
	expect((await make(gateway, input('x', { places: [] }))).status).toBe(400);
	expect((await make(gateway, input('no'), 'agent')).status).toBe(403);
});

test('a change is for all from then on; a retired one is offered no more; each leaves an audit row', async ({
	gateway
}) => {
	const { number } = await held(gateway, 'agent', 'Retired text');
	const { id } = (await make(gateway, input('/Changes'), 'admin')).json;
	const changed = input('changes', { texts: { en: 'New', pa: 'ਨਵਾਂ', hi: 'नया' } });
	expect((await ask(gateway, 'supervisor', 'PUT', `/api/texts/${id}`, changed)).json).toMatchObject({
		shortcut: 'changes',
		texts: { en: 'New' }
	});
	const offered = async () =>
		(await filled(gateway, 'agent', number)).json.rows.find(({ shortcut }) => shortcut === 'changes');
	expect((await offered())?.texts.pa).toEqual({ text: 'ਨਵਾਂ', missing: [] });
	await ask(gateway, 'supervisor', 'POST', `/api/texts/${id}/active`, { active: false });
	expect(await offered()).toBeUndefined();
	expect((await ask(gateway, 'supervisor', 'PUT', '/api/texts/999999', changed)).status).toBe(404);
	const actions = await gateway.query<{ action: string }>(
		`select action from audit where subject = $1 and action like 'text:%' order by id`,
		id
	);
	expect(actions.map(({ action }) => action)).toEqual(['text:made', 'text:changed', 'text:retired']);
});

test('seeding again brings back neither a changed nor a retired text', async ({ gateway }) => {
	const rows = await gateway.query<{ id: string }>(`select id from canned_text where origin = 'photo'`);
	await gateway.query(
		`update canned_text set shortcut = 'picture', body_en = 'Ours', active = false where id = $1`,
		rows[0]!.id
	);
	await seed(gateway.services.pool);
	expect(
		await gateway.query(
			`select shortcut, body_en, active from canned_text where shortcut in ('photo', 'picture')`
		)
	).toEqual([{ shortcut: 'picture', body_en: 'Ours', active: false }]);
});

test('the preview names unknown fields and counts SMS', async ({ gateway }) => {
	const { json } = await ask<Record<'en' | 'pa' | 'hi', object>>(
		gateway,
		'supervisor',
		'POST',
		'/api/texts/preview',
		{ en: 'For {{citizen_name}} {{whom}}', pa: 'ਸਤਿ ਸ੍ਰੀ ਅਕਾਲ {{citizen_name}} '.repeat(3), hi: '' }
	);
	expect(json.en).toMatchObject({
		text: 'For Kulwinder Kaur {{whom}}',
		unknown: ['whom'],
		encoding: 'gsm7',
		segments: 1
	});
	expect(json.pa).toMatchObject({ unknown: [], encoding: 'ucs2', segments: 2 });
});

test('texts of a matter that one may not see are not filled', async ({ gateway }) => {
	await limit(gateway, 'operator', { districts: [OWN] });
	const own = await submitIn(gateway, OWN, 'Own text');
	const foreign = await submitIn(gateway, FOREIGN, 'Foreign text');
	expect((await filled(gateway, 'operator', own.number)).status).toBe(200);
	expect((await filled(gateway, 'operator', foreign.number)).status).toBe(404);
});
