import { expect } from 'vitest';
import { settle } from '../../support/case.ts';
import { formatNumber } from '#contracts/number.ts';
import { act, held, newPhone, registration } from '../../support/desk.ts';
import { gatewayTest, type Person, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();

/** A registered case of its own citizen. */
async function registered(gateway: TestGateway, text: string, from = newPhone()) {
	const { number } = await held(gateway, 'agent', text, from);
	expect((await act(gateway, 'agent', number, 'register', registration())).status).toBe(200);
	return number;
}
const ask = async <T = { code: string }>(
	gateway: TestGateway,
	person: Person,
	number: string,
	verb: string,
	body: unknown
) =>
	gateway.call<T>('POST', `/api/grievances/${number}/${verb}`, {
		cookie: await gateway.signIn(person),
		body
	});
const cases = (gateway: TestGateway, numbers: string[]) =>
	gateway.query<Record<string, unknown>>(
		`select number, state, merged_into, merged_at, citizen, summary, category from grievance
			where number = any($1::bpchar[]) order by number`,
		numbers
	);
const notices = (gateway: TestGateway, number: string) =>
	gateway.query<{ template: string; body: string; state: string }>(
		`select template, body, state from notice where number = $1 and template like 'merged%' order by id`,
		number
	);

test('the younger points to the older, whichever is named, and its citizens are told', async ({
	gateway
}) => {
	const older = await registered(gateway, 'No water in ward 3');
	const younger = await registered(gateway, 'Ward 3 has no water');
	const linked = await held(gateway, 'agent', 'Also no water there');
	await act(gateway, 'agent', linked.number, 'link', { grievance: younger });
	const answer = await ask(gateway, 'agent2', older, 'merge', { with: linked.number });
	expect(answer).toMatchObject({ status: 200, json: { number: older, mergedInto: null } });
	expect(await cases(gateway, [older, younger])).toMatchObject([
		{ number: older, merged_into: null },
		{ number: younger, merged_into: older }
	]);
	for (const number of [younger, linked.number]) {
		const [notice, ...more] = await notices(gateway, number);
		expect(more).toEqual([]);
		expect(notice!.body).toContain(formatNumber(number));
		expect(notice!.body).toContain(formatNumber(older));
	}
	expect(await notices(gateway, older)).toEqual([]);
	const events = await gateway.query(
		`select number, type, actor, detail from event where type like 'grievance:%' and number = any($1::bpchar[])
			and actor = 'demo-agent-2' order by id`,
		[older, younger]
	);
	expect(events).toEqual([
		{ number: younger, type: 'grievance:merged', actor: 'demo-agent-2', detail: { into: older } },
		{ number: older, type: 'grievance:joined', actor: 'demo-agent-2', detail: { from: younger } }
	]);
});

test('every number of a merged case leads to the one that stays', async ({ gateway }) => {
	const oldest = await registered(gateway, 'Leads 1');
	const middle = await registered(gateway, 'Leads 2');
	const youngest = await registered(gateway, 'Leads 3');
	await ask(gateway, 'agent', youngest, 'merge', { with: middle });
	await ask(gateway, 'agent', middle, 'merge', { with: oldest });
	await settle(gateway, oldest);
	for (const number of [middle, youngest]) {
		const page = await gateway.call('GET', `/track/${number}?lang=en`);
		expect(page.status).toBe(200);
		expect(page.text).toContain(formatNumber(oldest));
	}
	const later = await held(gateway, 'agent', 'Leads 4');
	expect((await act(gateway, 'agent', later.number, 'link', { grievance: youngest })).json).toMatchObject({
		grievance: oldest
	});
});

test('undoing a merge restores both cases exactly', async ({ gateway }) => {
	const [older, younger] = [await registered(gateway, 'Undone 1'), await registered(gateway, 'Undone 2')];
	const before = await cases(gateway, [older, younger]);
	await ask(gateway, 'agent', older, 'merge', { with: younger });
	const answer = await ask(gateway, 'agent', younger, 'unmerge', { reason: 'Another ward' });
	expect(answer).toMatchObject({ status: 200, json: { number: younger, mergedInto: null } });
	expect(await cases(gateway, [older, younger])).toEqual(before);
	expect((await ask(gateway, 'agent', younger, 'unmerge', { reason: 'Again' })).json.code).toBe('not_merged');
	expect((await ask(gateway, 'agent', older, 'unmerge', { reason: 'Again' })).json.code).toBe('not_merged');
	// The same merge once more: the citizen has been told of it.
	expect((await ask(gateway, 'agent', older, 'merge', { with: younger })).status).toBe(200);
	expect(await notices(gateway, younger)).toHaveLength(1);
});

test('of merges in both directions at once one happens', async ({ gateway }) => {
	const [older, younger] = [await registered(gateway, 'At once 1'), await registered(gateway, 'At once 2')];
	const answers = await Promise.all(
		Array.from({ length: 6 }, (_, at) =>
			at % 2
				? ask(gateway, 'agent', older, 'merge', { with: younger })
				: ask(gateway, 'agent2', younger, 'merge', { with: older })
		)
	);
	expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(5).fill(409)]);
	expect(await notices(gateway, younger)).toHaveLength(1);
});

test('what is the same, settled or no case cannot be merged', async ({ gateway }) => {
	const [older, younger] = [await registered(gateway, 'Not 1'), await registered(gateway, 'Not 2')];
	const { number: waiting } = await held(gateway, 'agent', 'Not 3');
	expect((await ask(gateway, 'agent', older, 'merge', { with: older })).json.code).toBe('same');
	expect((await ask(gateway, 'agent', older, 'merge', { with: waiting })).json.code).toBe('no_grievance');
	expect((await ask(gateway, 'agent', waiting, 'merge', { with: older })).status).toBe(404);
	await settle(gateway, younger);
	expect((await ask(gateway, 'agent', older, 'merge', { with: younger })).json.code).toBe('settled');
	expect(await cases(gateway, [older, younger])).toMatchObject([
		{ merged_into: null },
		{ merged_into: null }
	]);
});
