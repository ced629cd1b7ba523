import { expect } from 'vitest';
import { samplePicture } from '#adapters/lab/picture.ts';
import type { CaseRow } from '#contracts/case-desk.ts';
import type { Office } from '#contracts/office.ts';
import type { Policy } from '#contracts/policy.ts';
import type { Post } from '#contracts/post.ts';
import type { readRules, Rule, tryRoute } from '#contracts/routing.ts';
import type { Reply } from '#contracts/endpoint.ts';
import { done, look, registered, reply, verb } from '../../support/case.ts';
import { gatewayTest, type Person, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();
type Refused = { code: string; faults: { field: string; code: string }[] };
const ask = async <T>(gateway: TestGateway, person: Person, method: string, url: string, body?: unknown) =>
	(await gateway.call<T & Refused>(method, url, { cookie: await gateway.signIn(person), body })).json;
const where = (gateway: TestGateway, query: string) =>
	ask<Reply<typeof tryRoute>>(gateway, 'supervisor', 'GET', `/api/routing/try?${query}`);
const seat = (gateway: TestGateway, post: string, person: string | null, since = '2026-01-01') =>
	ask<Post>(gateway, 'admin', 'POST', `/api/posts/${post}/holder`, { person, since });
const rows = async (gateway: TestGateway, person: Person, query: string) =>
	(await ask<{ rows: CaseRow[] }>(gateway, person, 'GET', `/api/cases?${query}`)).rows.map(
		({ number }) => number
	);
const rule = {
	category: null,
	department: null,
	district: null,
	tehsil: null,
	target: 'district',
	office: null
};

test('the most specific rule says where a matter would go, and up all levels', async ({ gateway }) => {
	const water = await where(gateway, 'category=rural-water-none&district=36');
	expect(water.steps.map(({ office, holder, fallback }) => [office, holder, fallback])).toEqual([
		['district-403-36', 'Baldev Raj', null],
		['dc-36', 'Hardeep Singh Sidhu', null],
		['division-patiala', 'Rajesh Gupta', null]
	]);
	expect(water.rule).toMatchObject({ demonstration: true, weight: 0 });
	// Nobody sits there, nor above.
	const light = await where(gateway, 'category=street-light&district=27');
	expect(light.steps[0]).toMatchObject({ office: 'district-412-27', holder: null, fallback: 'supervisor' });
	const special = { ...rule, category: 'street-light', district: '27', track: 'state' };
	const made = await ask<Rule>(gateway, 'admin', 'POST', '/api/routing', special);
	expect(await where(gateway, 'category=street-light&district=27')).toMatchObject({
		rule: { id: made.id, weight: 9 },
		track: 'state',
		steps: [{ office: 'dc-27' }, { office: 'state-412' }, { office: 'state-412' }]
	});
	expect((await ask(gateway, 'admin', 'POST', '/api/routing', special)).code).toBe('known');
	const wrong = { ...rule, department: 'x', target: 'office', track: 'district' };
	expect((await ask(gateway, 'admin', 'POST', '/api/routing', wrong)).faults).toEqual([
		{ field: 'department', code: 'unknown' },
		{ field: 'office', code: 'required' }
	]);
	await ask(gateway, 'admin', 'POST', `/api/routing/${made.id}/active`, { active: false });
	expect((await where(gateway, 'category=street-light&district=27')).track).toBe('district');
});

test('a vacant chair is stood in for, and what waited is theirs who take it', async ({ gateway }) => {
	const vacant = await registered(gateway, 'Vacant', { category: 'street-light', district: '27' });
	expect(await look(gateway, 'supervisor', vacant)).toMatchObject({
		office: 'district-412-27',
		post: 'district-412-27.1',
		fallback: 'supervisor'
	});
	expect(await rows(gateway, 'supervisor', 'list=vacant')).toContain(vacant);
	expect((await seat(gateway, 'district-412-27.1', 'demo-agent')).faults).toEqual([
		{ field: 'person', code: 'no_officer' }
	]);
	// One who sees nothing of that district by their limits sees it by their chair.
	expect((await verb(gateway, 'dc', vacant, 'acknowledge')).status).toBe(404);
	expect((await seat(gateway, 'district-412-27.1', 'demo-dc')).holders).toMatchObject([
		{ person: 'demo-dc', until: null }
	]);
	expect(await rows(gateway, 'dc', 'list=mine')).toContain(vacant);
	expect(await rows(gateway, 'supervisor', 'list=vacant')).not.toContain(vacant);
	await done(gateway, 'dc', vacant, 'acknowledge');
	await seat(gateway, 'district-412-27.1', null, '2026-06-01');
	expect(
		(await verb(gateway, 'dc', vacant, 'interim', { reply: reply.pa, expectedOn: '2099-01-01' })).status
	).toBe(404);
	// The chair above in the same office, and the office above it.
	await seat(gateway, 'state-412.2', 'demo-commissioner');
	const [superior, parent] = [
		await where(gateway, 'category=street-light&district=28'),
		await gateway.query('select * from seat_in($1, 1)', 'state-412')
	];
	expect(superior.steps[0]).toMatchObject({
		office: 'state-412',
		post: 'state-412.2',
		fallback: 'parent_office'
	});
	expect(parent).toMatchObject([{ office: 'state-412', post: 'state-412.2', fallback: 'superior_post' }]);
	// An administrator sees who acts for a vacant chair, and for one that is held nobody.
	const chairs = await ask<{ rows: Post[] }>(gateway, 'auditor', 'GET', '/api/offices/state-412/posts');
	expect(chairs.rows.map(({ rank, standIn }) => [rank, standIn?.fallback, standIn?.holder])).toEqual([
		[3, 'supervisor', null],
		[2, undefined, undefined],
		[1, 'superior_post', 'Rajesh Gupta']
	]);
	const [office, none] = [
		await ask<Office>(gateway, 'auditor', 'GET', '/api/offices/state-412'),
		await ask(gateway, 'auditor', 'GET', '/api/offices/no-such')
	];
	expect([office.level, office.department, none.code]).toEqual(['state', '412', 'not_found']);
});

test('three transfers at most, each with its reason; they tell how well the rule leads', async ({
	gateway
}) => {
	const number = await registered(gateway, 'Passed on');
	const pass = (office: string) =>
		verb(gateway, 'supervisor', number, 'transfer', { office, reason: 'It is theirs' });
	expect((await pass('district-403-36')).json.code).toBe('same');
	expect((await pass('no-such')).json.faults).toEqual([{ field: 'office', code: 'unknown' }]);
	for (const office of ['district-237-36', 'district-403-36', 'district-237-36'])
		expect((await pass(office)).json).toMatchObject({ state: 'assigned', level: 1, office });
	expect((await pass('district-403-36')).json.code).toBe('limit');
	const seen = await look(gateway, 'supervisor', number);
	// The time of the level has gone on from the first office.
	expect(seen.clocks.filter(({ kind }) => kind === 'redress')).toHaveLength(1);
	expect(seen.offices.map(({ office }) => office)).toEqual([
		...['district-403-36', 'district-237-36', 'district-403-36', 'district-237-36']
	]);
	const { rows: rules, offices } = await ask<Reply<typeof readRules>>(
		gateway,
		'supervisor',
		'GET',
		'/api/routing'
	);
	const led = rules.find(({ weight }) => weight === 0)!;
	expect(led.transferred).toBe(1);
	expect(led.assigned).toBeGreaterThan(1);
	expect(offices).toMatchObject([{ office: 'district-403-36', transferred: 1 }]);
});

test('one resolution for many cases of one matter, with its proof for one', async ({ gateway }) => {
	const numbers = [];
	for (const text of ['Many 1', 'Many 2', 'Many 3']) numbers.push(await registered(gateway, text));
	const [one, two, three] = numbers as [string, string, string];
	for (const number of [one, two]) await done(gateway, 'officer', number, 'acknowledge');
	const form = new FormData();
	form.append('file', new Blob([new Uint8Array(samplePicture)], { type: 'image/png' }), 'pump.png');
	const cookie = await gateway.signIn('officer');
	const file = await gateway.call<{ id: string }>('POST', `/api/drafts/case:${one}/files`, {
		cookie,
		body: form
	});
	expect(file.status, file.text).toBe(200);
	const taken = { id: file.json.id, latitude: 30.9, longitude: 75.85, takenAt: '2026-11-27T05:00:00.000Z' };
	const resolution = { grade: 'full', reply: reply.pa };
	expect(
		(await verb(gateway, 'officer', one, 'resolve', { ...resolution, files: [{ ...taken, id: '999' }] })).json
			.faults
	).toEqual([{ field: 'files', code: 'gone' }]);
	await done(gateway, 'officer', one, 'resolve', { ...resolution, files: [taken] });
	const { files } = (await look(gateway, 'officer', one)).resolutions[0]!;
	expect(files).toMatchObject([
		{ ...taken, id: expect.any(String), name: 'pump.png', mediaType: 'image/png' }
	]);
	const opened = await gateway.call('GET', `/api/case-files/${files[0]!.id}`, {
		cookie: await gateway.signIn('feedback')
	});
	expect(opened.status).toBe(200);
	expect(
		await ask(gateway, 'officer', 'POST', '/api/cases/resolve', { numbers: [one, two, three], ...resolution })
	).toEqual({
		done: [two],
		refused: [
			{ number: one, code: 'wrong_state' },
			{ number: three, code: 'wrong_state' }
		]
	});
});

test('a merged case rests and follows the other; taken apart it goes on', async ({ gateway }) => {
	const [older, younger] = [await registered(gateway, 'Older'), await registered(gateway, 'Younger')];
	const act = (name: string, body: object) =>
		ask(gateway, 'agent', 'POST', `/api/grievances/${younger}/${name}`, body);
	await act('merge', { with: older });
	expect((await look(gateway, 'officer', younger)).number).toBe(older);
	const running = () =>
		gateway.query(
			`select kind from clock where number = $1 and stopped_at is null and paused_at is null`,
			younger
		);
	expect(await running()).toEqual([]);
	await act('unmerge', { reason: 'Another pump' });
	expect(await running()).toHaveLength(2);
	expect(await look(gateway, 'officer', younger)).toMatchObject({ number: younger, state: 'assigned' });
});

test('a policy is written as a draft, put in force once, and never changes then', async ({ gateway }) => {
	const draft = await ask<Policy>(gateway, 'admin', 'POST', '/api/policies', { from: 1 });
	expect(draft).toMatchObject({ state: 'draft', demonstration: false, current: false, effectiveOn: null });
	const url = `/api/policies/${draft.version}`;
	const content = {
		...draft.content,
		overrides: [{ kind: 'redress', category: 'x', days: 2, unit: 'working' }]
	};
	expect((await ask(gateway, 'admin', 'PUT', url, { revision: 1, content })).faults).toEqual([
		{ field: 'overrides.0.category', code: 'unknown' }
	]);
	await ask(gateway, 'admin', 'PUT', url, { revision: 1, content: draft.content });
	expect((await ask(gateway, 'admin', 'PUT', url, { revision: 1, content: draft.content })).code).toBe(
		'changed'
	);
	const force = (effectiveOn: string) =>
		ask<Policy>(gateway, 'admin', 'POST', `${url}/force`, { effectiveOn, reason: 'A new order' });
	expect((await force('2020-01-01')).faults).toEqual([{ field: 'effectiveOn', code: 'past' }]);
	expect(await force('2031-01-01')).toMatchObject({
		state: 'in_force',
		effectiveOn: '2031-01-01',
		current: false
	});
	expect((await force('2031-01-02')).code).toBe('in_force');
	await expect(gateway.query('delete from policy where version = $1', draft.version)).rejects.toThrow(
		'in force'
	);
});
