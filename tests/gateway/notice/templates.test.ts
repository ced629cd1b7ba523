import fc from 'fast-check';
import { expect, test as pure } from 'vitest';
import {
	allNoticeKeys,
	fixedFields,
	namesIn,
	VARIABLE_LIMIT,
	VARIABLES_LIMIT,
	variablesOf
} from '#contracts/notice.ts';
import { segments } from '#contracts/segments.ts';
import { languages } from '#contracts/words.ts';
import { insertNotices, type NewNotice } from '#db/notice.ts';
import { readSeedTemplates } from '#db/seed.ts';
import { fill, shorten } from '#contracts/notice-text.ts';
import { tell } from '#gateway/notice/tell.ts';
import { newPhone, submit } from '../../support/desk.ts';
import { gatewayTest, until, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();
const fixed = { helpline: '1100', site: 'https://pgrs.punjab.gov.in' };
const supplied = readSeedTemplates();

pure('every key has its texts in three languages, with no variable that is not its own', () => {
	expect(supplied.map(({ key }) => key)).toEqual(allNoticeKeys);
	for (const { key, sms, email } of supplied) {
		const known = [...Object.keys(variablesOf(key as 'received')), ...fixedFields];
		for (const language of languages)
			for (const text of [sms?.[language], email?.body[language] ?? '', email?.subject[language] ?? ''])
				expect(known, `${key} ${language}`).toEqual(expect.arrayContaining(namesIn(text!)));
	}
});

pure('an SMS is one segment in English and two at most in the others, however long its values', () => {
	const value = fc.string({ unit: 'grapheme', maxLength: 80 });
	const name = fc.record({ en: value, pa: value, hi: value });
	fc.assert(
		fc.property(
			fc.constantFrom(...supplied),
			fc.constantFrom(...languages),
			name,
			({ key, sms }, language, words) => {
				const kinds = variablesOf(key as 'received');
				const values = {
					number: '2600012345',
					date: '2026-11-30',
					code: '123456',
					secret: '123456',
					words: null,
					name: words
				};
				const fields = Object.fromEntries(
					Object.entries(kinds).map(([field, kind]) => [field, values[kind]])
				);
				const about = { key: key as 'received', channel: 'sms' as const, language };
				const text = fill(sms![language]!, about, fields, fixed);
				expect(segments(text).segments, text).toBeLessThanOrEqual(language === 'en' ? 1 : 2);
				if (language === 'en') expect(segments(text).encoding).toBe('gsm7');
				expect(text).not.toMatch(/[{}]/);
			}
		),
		{ numRuns: 500 }
	);
});

pure('three variables at most; a long one ends at a word, and never within a letter', () => {
	for (const { key, sms } of supplied)
		for (const text of Object.values(sms ?? {}))
			expect(namesIn(text).filter((name) => !fixedFields.includes(name)).length, key).toBeLessThanOrEqual(
				VARIABLES_LIMIT
			);
	expect(shorten('Department of Local Government, Punjab')).toBe('Department of Local');
	expect(shorten('ਜਲ ਸਪਲਾਈ ਅਤੇ ਸੈਨੀਟੇਸ਼ਨ ਵਿਭਾਗ, ਪੰਜਾਬ ਸਰਕਾਰ')).toBe('ਜਲ ਸਪਲਾਈ ਅਤੇ ਸੈਨੀਟੇਸ਼ਨ ਵਿਭਾਗ');
	fc.assert(
		fc.property(fc.string({ unit: 'grapheme', maxLength: 90 }), (text) => {
			expect(shorten(text).length).toBeLessThanOrEqual(VARIABLE_LIMIT);
		})
	);
});

/** A submission by SMS that nobody tells anything but the test. */
async function told(gateway: TestGateway, from = newPhone()) {
	const { number } = await submit(gateway, `Told by templates ${from}`, from);
	const to = {
		number,
		channel: 'sms',
		account: 'sms-twilio',
		sender: from,
		recipient: '+911725550100',
		language: 'hi' as const,
		flags: [],
		messageId: null
	};
	return { number, from, to };
}

test('a citizen is told a step once, in their language, with names and days as they read them', async ({
	gateway
}) => {
	const { to, from, number } = await told(gateway);
	const step = {
		key: 'assigned' as const,
		occasion: '7',
		fields: { department: { en: 'Power', pa: 'ਬਿਜਲੀ', hi: 'बिजली' }, date: '2026-12-11' }
	};
	for (const sent of [1, 0])
		expect(await gateway.services.transaction((db) => tell(gateway.services, db, [to], step))).toEqual({
			sent,
			unreached: []
		});
	const texts = await until(() => {
		const got = gateway.carrier.handset(from).messages.filter(({ direction }) => direction === 'received');
		return got.length === 2 && got.map(({ text }) => text);
	});
	expect(texts).toContainEqual(expect.stringMatching(/बिजली.*11-12-2026/));
	const rows = await gateway.query(`select template from notice where number = $1 order by id`, number);
	expect(rows).toEqual([{ template: 'received' }, { template: 'assigned:7' }]);
	const nowhere = { ...to, sender: null };
	expect(await gateway.services.transaction((db) => tell(gateway.services, db, [nowhere], step))).toEqual({
		sent: 0,
		unreached: [number]
	});
});

test('the question whether it is settled can be answered where an answer reaches us', async ({ gateway }) => {
	const { to, number } = await told(gateway);
	const step = (occasion: string) => ({
		key: 'resolved' as const,
		occasion,
		fields: { department: 'PSPCL', words: 'The transformer has been replaced.' }
	});
	await gateway.services.transaction((db) => tell(gateway.services, db, [to], step('1')));
	await gateway.services.transaction((db) =>
		tell(gateway.services, db, [{ ...to, recipient: 'PBGOVT' }], step('2'))
	);
	const bodies = await gateway.query<{ body: string }>(
		`select body from notice where number = $1 and template like 'resolved%' order by id`,
		number
	);
	expect(bodies[0]!.body).toContain('PSPCL');
	expect(bodies[0]!.body).not.toContain('/track/');
	expect(bodies[1]!.body).toContain('/track/26-');
});

test('no words of one’s own go to +91 by SMS: the database refuses them', async ({ gateway }) => {
	const { number, from } = await told(gateway);
	const [approved, draft] = await gateway
		.query<{ id: string }>(
			`insert into template (key, channel, language, version, body, by_day, state, effective_at)
			select 'received', 'sms', 'en', version, 'Your number is {number}. -Sunwai', false, state,
				case state when 'retired' then now() end
			from (values (98, 'draft'), (99, 'draft')) v (version, state) where version = 98
			returning id::text`
		)
		.then(async ([one]) => {
			const [retired] = await gateway.query<{ id: string }>(
				`update template set state = 'retired', effective_at = now(), retired_at = now() where id = $1 returning id::text`,
				one!.id
			);
			const [next] = await gateway.query<{ id: string }>(
				`insert into template (key, channel, language, version, body, by_day)
				values ('received', 'sms', 'en', 99, 'Not yet approved {number}', false) returning id::text`
			);
			return [retired, next];
		});
	const send = (body: string, templateId: string | null, recipient = from) =>
		insertNotices(gateway.services.pool, [
			{
				...{ number, templateId, body, recipient },
				...{ template: `own:${body.slice(0, 20)}${recipient}`, channel: 'sms', account: 'sms-twilio' },
				...{ sender: null, language: 'en', subject: null, inReplyTo: null, byDay: false, fields: {} }
			} as NewNotice
		]);
	const refused = /made of an approved template/;
	await expect(send('Win a prize, click here', approved!.id)).rejects.toThrow(refused);
	await expect(send(`Your number is ${'7'.repeat(31)}. -Sunwai`, approved!.id)).rejects.toThrow(refused);
	await expect(send('Your number is 7. -Sunwai', null)).rejects.toThrow(refused);
	await expect(send('Not yet approved 7', draft!.id)).rejects.toThrow(refused);
	expect(await send('Your number is 7. -Sunwai', approved!.id)).toHaveLength(1);
	expect(await send('Words of our own', null, '+447700900123')).toHaveLength(1);
});

test('the database keeps the words of what was approved, and three variables', async ({ gateway }) => {
	await expect(
		gateway.query(`update template set body = 'Something else' where key = 'merged' and state = 'approved'`)
	).rejects.toThrow('cannot be changed');
	await expect(gateway.query(`delete from template where state = 'approved'`)).rejects.toThrow('stays');
	await expect(
		gateway.query(
			`insert into template (key, channel, language, version, body, by_day)
				values ('merged', 'sms', 'en', 9, '{number} {into} {number} {into}', true)`
		)
	).rejects.toThrow('check');
});

test('a new version is told once it is approved, by every gateway, and its words and makers are kept', async ({
	gateway
}) => {
	const other = await gateway.second({ role: 'web' });
	const [admin, supervisor] = [await gateway.signIn('admin'), await gateway.signIn('supervisor')];
	const url = '/api/templates/withdrawn/sms/en';
	const input = (body: string) => ({
		subject: null,
		body,
		byDay: false,
		ids: { entity: '1101000000000000001', header: 'PBGOVT', template: '1107000000000000042' }
	});
	const save = (body: string, cookie = admin) =>
		gateway.call<{ id: string; version: number; faults: { field: string; code: string }[] }>('PUT', url, {
			cookie,
			body: input(body)
		});
	expect((await save('No right to write {number}', supervisor)).status).toBe(403);
	const faulty = await save(`{number} {office} {number} {number} {number} ${'x'.repeat(150)} }`);
	expect(faulty.json.faults).toEqual(
		['unknown_variable', 'lost_brace', 'too_many_variables', 'too_long'].map((code) => ({
			field: 'body',
			code
		}))
	);
	await save('First try {number}');
	const draft = await save('Complaint {number} is yours no more. -Sunwai');
	expect(draft.json).toMatchObject({ version: 2 });

	const { to, number } = await told(gateway);
	const tellOn = (place: TestGateway, occasion: string) =>
		place.services.transaction((db) =>
			tell(place.services, db, [{ ...to, language: 'en' }], { key: 'withdrawn', occasion, fields: {} })
		);
	await tellOn(gateway, 'before');
	const approve = () => gateway.call('POST', `/api/templates/${draft.json.id}/approve`, { cookie: admin });
	expect((await approve()).status).toBe(200);
	expect((await approve()).status).toBe(409);
	await until(() => other.services.templates.find('withdrawn', 'sms', 'en')?.id === draft.json.id);
	await until(() => gateway.services.templates.find('withdrawn', 'sms', 'en')?.id === draft.json.id);
	await tellOn(other, 'after');
	const bodies = await gateway.query<{ body: string }>(
		`select body from notice where number = $1 and template like 'withdrawn%' order by id`,
		number
	);
	expect(bodies.map(({ body }) => body.includes('yours no more'))).toEqual([false, true]);
	const { json } = await gateway.call<{ rows: object[] }>('GET', url, { cookie: supervisor });
	expect(json.rows).toMatchObject([
		{ version: 2, state: 'approved', madeByName: expect.any(String), approvedByName: expect.any(String) },
		{ version: 1, state: 'retired', madeByName: null }
	]);
	const acts = await gateway.query<{ action: string }>(
		`select action from audit where action like 'template:%' order by id`
	);
	expect(acts.map(({ action }) => action)).toEqual([
		'template:written',
		'template:written',
		'template:approved'
	]);
});
