import { afterAll, beforeAll, describe, expect, test as plain } from 'vitest';
import type { Reply } from '#contracts/endpoint.ts';
import type * as desk from '#contracts/script-desk.ts';
import type { Hours } from '#contracts/hours.ts';
import type { Script } from '#contracts/script.ts';
import type { Refused } from '#contracts/words.ts';
import { callFacts } from '#db/call-facts.ts';
import { readSeedScript } from '#db/seed.ts';
import { supplyScript } from '#db/script.ts';
import { run, sql } from '#db/sql.ts';
import { readVersions } from '#db/script-version.ts';
import type { Actor } from '#gateway/access/actor.ts';
import { endNotice, saveHours, setNotice } from '#gateway/call/hours/save.ts';
import { supplied } from '#gateway/call/script/supplied.ts';
import { draftScript, enforceScript, saveScript } from '#gateway/call/script/versions.ts';
import { gatewayTest, type Person, type TestGateway } from '../../support/gateway.ts';
import { heard, openHelpline, type Helpline } from '../../support/helpline.ts';

type Shown = Reply<typeof desk.readScript>;
type Tried = Reply<typeof desk.tryScript>;
const test = gatewayTest();
const ask = async <T>(
	gateway: TestGateway,
	method: string,
	path: string,
	body?: unknown,
	person: Person = 'admin'
) => gateway.call<T & Refused>(method, path, { cookie: await gateway.signIn(person), body });
/** A draft of the version in force, changed. */
const draft = async (gateway: TestGateway, change: (script: Script) => void = () => undefined) => {
	const { rows } = (await ask<Reply<typeof desk.readScripts>>(gateway, 'GET', '/api/scripts')).json;
	const from = rows.find(({ state }) => state === 'in_force')?.version;
	const made = (await ask<desk.ScriptVersion>(gateway, 'POST', '/api/scripts', { from })).json;
	const { script } = (await ask<Shown>(gateway, 'GET', `/api/scripts/${made.version}`)).json;
	change(script);
	const saved = await ask<Shown>(gateway, 'PUT', `/api/scripts/${made.version}`, { revision: 1, script });
	return { version: made.version, script, saved };
};

describe('versions', () => {
	test('a version goes to the screen and back without a change', async ({ gateway }) => {
		const { script, saved } = await draft(gateway);
		expect(script).toEqual(supplied);
		expect(saved.status).toBe(200);
		expect(saved.json.script).toEqual(supplied);
		expect(saved.json).toMatchObject({
			findings: [],
			row: { state: 'draft', revision: 2, madeBy: expect.any(String) }
		});
	});

	test('a draft is kept with its faults, and put in force without', async ({ gateway }) => {
		const { version, script, saved } = await draft(gateway, ({ nodes }) => {
			const menu = nodes['menu'];
			if (menu?.do === 'gather') menu.keys['0'] = { to: '' };
		});
		expect(saved.json.findings).toEqual([{ node: 'menu', at: 'keys.0', code: 'no_target', detail: '' }]);
		const refused = await ask(gateway, 'POST', `/api/scripts/${version}/force`, { reason: 'Try' });
		expect(refused).toMatchObject({ status: 409, json: { code: 'findings' } });
		const menu = script.nodes['menu'];
		if (menu?.do === 'gather') menu.keys['0'] = { to: 'agent' };
		script.prompts['menu'] = { pa: 'ਮੀਨੂ', hi: 'मेन्यू', en: 'Menu' };
		const mended = await ask<Shown>(gateway, 'PUT', `/api/scripts/${version}`, { revision: 2, script });
		expect(mended.json.findings).toEqual([]);
		const forced = await ask<desk.ScriptVersion>(gateway, 'POST', `/api/scripts/${version}/force`, {
			reason: 'Shorter menu'
		});
		expect(forced.json).toMatchObject({ state: 'in_force', reason: 'Shorter menu' });
		const late = await ask(gateway, 'PUT', `/api/scripts/${version}`, { revision: 3, script });
		expect(late).toMatchObject({ status: 409, json: { code: 'published' } });
		const back = await ask<desk.ScriptVersion>(gateway, 'POST', '/api/scripts/1/force', { reason: 'Back' });
		expect(back.json).toMatchObject({ version: 1, state: 'in_force', reason: 'Back' });
	});

	test('of two who save the same draft the second is told', async ({ gateway }) => {
		const { version, script } = await draft(gateway);
		const late = await ask(gateway, 'PUT', `/api/scripts/${version}`, { revision: 1, script });
		expect(late).toMatchObject({ status: 409, json: { code: 'changed' } });
	});

	test('a draft can be discarded, a published version never', async ({ gateway }) => {
		const { version } = await draft(gateway);
		expect((await ask(gateway, 'DELETE', `/api/scripts/${version}`)).status).toBe(200);
		expect((await ask(gateway, 'GET', `/api/scripts/${version}`)).status).toBe(404);
		expect(await ask(gateway, 'DELETE', '/api/scripts/1')).toMatchObject({
			status: 409,
			json: { code: 'published' }
		});
		await expect(gateway.query(`update script set graph = '{}' where version = 1`)).rejects.toThrow(
			/published/
		);
	});

	test('what is no script is refused', async ({ gateway }) => {
		const { version, script } = await draft(gateway);
		const menu = script.nodes['menu']!;
		const broken = { ...script, nodes: { ...script.nodes, menu: { ...menu, do: 'transfer' } } };
		const refused = await ask(gateway, 'PUT', `/api/scripts/${version}`, { revision: 2, script: broken });
		expect(refused.status).toBe(400);
	});

	test('a draft is walked without a call', async ({ gateway }) => {
		const { version } = await draft(gateway, ({ prompts }) => {
			prompts['greeting'] = { pa: 'ਜੀ ਆਇਆਂ ਨੂੰ', hi: 'स्वागत', en: 'Welcome' };
		});
		const facts = {
			...{ hours: 'open', notice: true, remembered: 'hi', case: false, withheld: false, full: true },
			standing: 'settled'
		};
		const step = async (input: desk.TriedInput, state?: desk.TriedState) =>
			(
				await ask<Tried>(
					gateway,
					'POST',
					`/api/scripts/${version}/try`,
					{ input, facts, ...(state ? { state } : {}) },
					'supervisor'
				)
			).json;
		const begun = await step({ do: 'ring' });
		expect(begun.heard).toMatchObject([
			{ prompt: null, language: 'hi', text: 'स्वागत' },
			{ prompt: null, language: 'hi', text: 'आपात सूचना।' },
			{ prompt: 'menu', language: 'hi', text: expect.stringContaining('शिकायत') }
		]);
		expect(begun).toMatchObject({ then: 'gather', digits: 1, outcomes: [] });
		const away = await step({ do: 'type', digits: '0' }, begun.state);
		expect(away.heard.map(({ prompt }) => prompt)).toEqual(['full', 'away']);
		const message = await step({ do: 'type', digits: '1' }, away.state);
		expect(message).toMatchObject({ then: 'record', outcomes: ['recording'] });
		const end = await step({ do: 'speak' }, message.state);
		expect(end).toMatchObject({ then: 'hang_up', outcomes: ['callBack'], state: { node: 'done' } });
	});
});

describe('hours', () => {
	const week = (from: string, to: string) => Array.from({ length: 7 }, () => [{ from, to }]);
	const hours = async (gateway: TestGateway) => (await ask<Hours>(gateway, 'GET', '/api/hours')).json;

	test('are open at all times till somebody changes them', async ({ gateway }) => {
		expect(await hours(gateway)).toMatchObject({
			week: week('00:00', '24:00'),
			holidays: [],
			now: 'open',
			notice: null
		});
	});
	test('faults stand at their field', async ({ gateway }) => {
		const { revision } = await hours(gateway);
		const names = { en: 'Diwali', pa: 'ਦੀਵਾਲੀ', hi: 'दिवाली' };
		const refused = await ask(gateway, 'PUT', '/api/hours', {
			revision,
			week: [
				[{ from: '17:00', to: '09:00' }],
				[
					{ from: '09:00', to: '13:00' },
					{ from: '12:00', to: '17:00' }
				],
				[],
				[],
				[],
				[],
				[]
			],
			holidays: [
				{ day: '2026-11-08', names },
				{ day: '2026-11-08', names: { ...names, hi: ' ' } }
			]
		});
		expect(refused.json.faults).toEqual([
			{ field: 'week.0.0', code: 'invalid_span' },
			{ field: 'week.1.1', code: 'overlaps' },
			{ field: 'holidays.1.day', code: 'known_day' },
			{ field: 'holidays.1.names.hi', code: 'required' }
		]);
	});
	test('a day without hours is closed, a holiday is one whatever the hours', async ({ gateway }) => {
		const { revision } = await hours(gateway);
		const [{ day } = { day: '' }] = await gateway.query<{ day: string }>(
			`select (now() at time zone 'Asia/Kolkata')::date::text as day`
		);
		const names = { en: 'Gurpurab', pa: 'ਗੁਰਪੁਰਬ', hi: 'गुरुपर्व' };
		const closed = await ask<Hours>(gateway, 'PUT', '/api/hours', {
			revision,
			week: [[], [], [], [], [], [], []],
			holidays: []
		});
		expect(closed.json.now).toBe('closed');
		const holiday = await ask<Hours>(gateway, 'PUT', '/api/hours', {
			...{ revision: revision + 1, week: week('00:00', '24:00') },
			holidays: [{ day, names }]
		});
		expect(holiday.json).toMatchObject({ now: 'holiday', holidays: [{ day, names }] });
		const late = await ask(gateway, 'PUT', '/api/hours', {
			revision,
			week: week('00:00', '24:00'),
			holidays: []
		});
		expect(late).toMatchObject({ status: 409, json: { code: 'changed' } });
	});
	test('a notice takes the place of the one before, ends by its time or by hand, and all of it is audited', async ({
		gateway
	}) => {
		const texts = { en: 'Flood', pa: 'ਹੜ੍ਹ', hi: 'बाढ़' };
		expect(
			await ask(gateway, 'PUT', '/api/hours/notice', { texts, until: '2020-01-01T00:00:00Z' })
		).toMatchObject({
			...{ status: 400, json: { code: 'past' } }
		});
		await ask(gateway, 'PUT', '/api/hours/notice', { texts: { ...texts, en: 'Rain' } });
		const set = await ask<Hours>(gateway, 'PUT', '/api/hours/notice', {
			texts,
			until: '2126-01-01T00:00:00Z'
		});
		expect(set.json.notice).toMatchObject({ texts });
		expect((await callFacts(gateway.services.pool, null)).notice).toEqual(texts);
		await gateway.query(
			`update helpline_notice set since = now() - interval '2 hours', until = now() - interval '1 second' where ended_at is null`
		);
		expect((await callFacts(gateway.services.pool, null)).notice).toBeNull();
		const again = await ask<Hours>(gateway, 'PUT', '/api/hours/notice', { texts });
		expect(again.json.notice).toMatchObject({ texts, until: null });
		expect((await ask<Hours>(gateway, 'DELETE', '/api/hours/notice')).json.notice).toBeNull();
		const acts = await gateway.query<{ action: string }>(
			`select action from audit where subject = 'helpline' order by id`
		);
		expect(acts.map(({ action }) => action)).toEqual([
			...[
				'hours:changed',
				'hours:changed',
				'helpline_notice:set',
				'helpline_notice:set',
				'helpline_notice:set'
			],
			'helpline_notice:ended'
		]);
	});
});

describe('a live helpline', () => {
	let helpline: Helpline;
	const admin = { id: 'admin', name: 'Admin', role: 'admin' } as Actor;
	beforeAll(async () => {
		helpline = await openHelpline();
	}, 60_000);
	afterAll(() => helpline?.close());

	const publish = async (change: (script: Script) => void) => {
		const { services } = helpline;
		const script = structuredClone(supplied);
		change(script);
		const { version } = await draftScript(services, admin, 1);
		await saveScript(services, admin, version, { revision: 1, script });
		await enforceScript(services, admin, version, 'test');
		return version;
	};

	plain.each(['twilio', 'vonage'])(
		'a call in progress keeps its version, through %s, while a new one is put in force',
		async (via) => {
			const { exchange } = helpline;
			const before = exchange.placeCall({ via, from: helpline.another() });
			await before.settled();
			await publish(({ prompts }) => (prompts['menu'] = { pa: 'ਨਵਾਂ ਮੀਨੂ', hi: 'नया मेन्यू', en: 'New menu' }));
			const after = exchange.placeCall({ via, from: helpline.another() });
			await after.settled();
			await before.press('3');
			await after.press('3');
			expect(heard(before).at(-1)).toBe('en menu');
			expect(heard(after).at(-1)).toBe('say:New menu');
			await before.hangUp();
			await after.hangUp();
			await enforceScript(helpline.services, admin, 1, 'back');
		}
	);

	plain('the emergency notice is heard, and after hours a message is left', async () => {
		const { services, exchange } = helpline;
		const texts = { en: 'Flood warning', pa: 'ਹੜ੍ਹ ਦੀ ਚੇਤਾਵਨੀ', hi: 'बाढ़ की चेतावनी' };
		await setNotice(services, admin, { texts });
		await saveHours(services, admin, { revision: 1, week: [[], [], [], [], [], [], []], holidays: [] });
		const call = await exchange.scriptedCall({ via: 'vonage', from: helpline.another() }, [
			...(['press 1', 'press 0', 'press 1', 'record 2'] as const)
		]);
		expect(call.ending).toBe('helpline');
		const said = heard(call);
		expect(said).toContain('say:ਹੜ੍ਹ ਦੀ ਚੇਤਾਵਨੀ');
		expect(said.slice(said.indexOf('pa closed')).filter((one) => !one.includes('digit'))).toEqual([
			...[
				'pa closed',
				'pa away',
				'pa voicemail-consent',
				'pa voicemail-kept',
				'pa number-again',
				'pa goodbye'
			]
		]);
		await endNotice(services, admin);
		await saveHours(services, admin, {
			...{ revision: 2, holidays: [] },
			week: Array.from({ length: 7 }, () => [{ from: '00:00', to: '24:00' }])
		});
	});

	plain('a new supplied script is in force where the supplied one is, else a draft beside', async () => {
		const { pool } = helpline.services;
		const next = { ...readSeedScript(), turns: 41 };
		await supplyScript(pool, next);
		await supplyScript(pool, next);
		const [newest] = await readVersions(pool);
		expect(newest).toMatchObject({ origin: 'supplied', state: 'in_force' });
		const own = await publish(() => undefined);
		await supplyScript(pool, { ...next, turns: 42 });
		const [draft, mine] = await readVersions(pool);
		expect(draft).toMatchObject({ origin: 'supplied', state: 'draft' });
		expect(mine).toMatchObject({ version: own, state: 'in_force' });
		await run(pool, sql`delete from script where version = ${draft!.version}`);
	});
});
