import { expect } from 'vitest';
import { FOREIGN, limit, OWN, submitIn } from '../../support/access.ts';
import { act, held, newPhone, registration, submit } from '../../support/desk.ts';
import { gatewayTest, until, type Person, type TestGateway } from '../../support/gateway.ts';
import { heard, openScreen } from '../../support/live.ts';
import { postSigned } from '../../support/twilio.ts';

const test = gatewayTest();
const WATER = '403';
const POWER = '411';

const get = async <T = never>(gateway: TestGateway, person: Person, url: string) =>
	gateway.call<T>('GET', url, { cookie: await gateway.signIn(person) });
const sees = async (gateway: TestGateway, person: Person, number: string) => {
	const [{ status }, { json }] = [
		await get(gateway, person, `/api/submissions/${number}`),
		await get<{ rows: { number: string }[] }>(gateway, person, `/api/submissions/rows?numbers=${number}`)
	];
	expect(json.rows.length).toBe(status === 200 ? 1 : 0);
	return status === 200;
};

test.for([
	['a tehsil', { tehsils: ['227'] }, { tehsil: '227' }, { tehsil: '228' }],
	['a department', { departments: [WATER] }, { department: WATER }, { department: POWER }],
	[
		'the department of a category',
		{ departments: [POWER] },
		{ category: 'power-outage' },
		{ department: WATER }
	],
	['a department, which an unknown one is not', { departments: [WATER] }, { department: WATER }, {}]
] as const)('a person limited to %s', async ([name, scope, matter, other], { gateway }) => {
	await limit(gateway, 'viewer', structuredClone(scope) as object);
	const inside = await submitIn(gateway, OWN, `Inside of ${name}`, matter);
	const outside = await submitIn(gateway, OWN, `Outside of ${name}`, other);
	expect(await sees(gateway, 'viewer', inside.number)).toBe(true);
	expect(await sees(gateway, 'viewer', outside.number)).toBe(false);
});

test('skills: channels and languages, an unknown language is for everybody', async ({ gateway }) => {
	const [punjabi, hindi, unknown] = [
		await submit(gateway, 'ਪਾਣੀ ਨਹੀਂ ਆਉਂਦਾ ਹੈ'),
		await submit(gateway, 'पानी नहीं आता है'),
		await submit(gateway, '12345')
	];
	await limit(gateway, 'viewer', { languages: ['hi'] });
	expect(await sees(gateway, 'viewer', punjabi.number)).toBe(false);
	expect(await sees(gateway, 'viewer', hindi.number)).toBe(true);
	expect(await sees(gateway, 'viewer', unknown.number)).toBe(true);
	await limit(gateway, 'viewer', { channels: ['email'] });
	expect(await sees(gateway, 'viewer', hindi.number)).toBe(false);
});

test('a submission of unknown place is seen by the whole state’s people and by who holds it', async ({
	gateway
}) => {
	const { number } = await held(gateway, 'agent', 'Nobody knows where');
	await limit(gateway, 'agent', { districts: [OWN] });
	await limit(gateway, 'agent2', { districts: [OWN] });
	expect(await sees(gateway, 'supervisor', number)).toBe(true);
	expect(await sees(gateway, 'agent', number)).toBe(true);
	expect(await sees(gateway, 'agent2', number)).toBe(false);
	const foreign = registration({ district: FOREIGN });
	expect((await act(gateway, 'agent', number, 'register', foreign)).status).toBe(200);
	// Decided by them: theirs to see, though the case lies elsewhere.
	expect(await sees(gateway, 'agent', number)).toBe(true);
	await limit(gateway, 'agent', {});
	await limit(gateway, 'agent2', {});
});

test('a case that moves to another district takes along what was linked to it', async ({ gateway }) => {
	const first = await held(gateway, 'supervisor', 'Moves away');
	await act(gateway, 'supervisor', first.number, 'register', registration({ district: OWN }));
	const second = await held(gateway, 'supervisor', 'Moves along');
	await act(gateway, 'supervisor', second.number, 'link', { grievance: first.number });
	await limit(gateway, 'viewer', { districts: [OWN] });
	expect(await sees(gateway, 'viewer', second.number)).toBe(true);
	await gateway.query('update grievance set district = $2 where number = $1', first.number, FOREIGN);
	expect(await sees(gateway, 'viewer', first.number)).toBe(false);
	expect(await sees(gateway, 'viewer', second.number)).toBe(false);
});

test('nothing is linked to, named by or related to a case out of sight', async ({ gateway }) => {
	const phone = newPhone();
	const abroad = await held(gateway, 'supervisor', 'A case abroad', phone);
	const citizen = { name: 'Kept Apart', phone, language: 'pa' as const };
	const registered = await act<{ citizen: { id: string } }>(
		gateway,
		'supervisor',
		abroad.number,
		'register',
		registration({ district: FOREIGN, citizen })
	);
	const here = await submitIn(gateway, OWN, 'A matter here');
	await limit(gateway, 'agent', { districts: [OWN] });
	await act(gateway, 'agent', here.number, 'claim');
	const linked = await act(gateway, 'agent', here.number, 'link', { grievance: abroad.number });
	expect(linked).toMatchObject({ status: 400, json: { code: 'no_grievance' } });
	const named = await act(
		gateway,
		'agent',
		here.number,
		'register',
		registration({ citizen: { id: registered.json.citizen.id, name: 'Somebody else', language: 'pa' } })
	);
	expect(named).toMatchObject({ status: 400, json: { faults: [{ field: 'citizen.id', code: 'unknown' }] } });
	await gateway.query('update submission set sender = $2 where number = $1', here.number, phone);
	const detail = async (person: Person) =>
		(await get<{ related: { number: string }[] }>(gateway, person, `/api/submissions/${here.number}`)).json;
	expect((await detail('supervisor')).related.map(({ number }) => number)).toContain(abroad.number);
	expect((await detail('agent')).related).toEqual([]);
	await limit(gateway, 'agent', {});
});

test('the next one is of the person’s own jurisdiction', async ({ gateway }) => {
	await gateway.query(`update submission set state = 'dismissed', claimed_by = null where state = 'waiting'`);
	await submitIn(gateway, FOREIGN, 'Older, elsewhere');
	const { number } = await submitIn(gateway, OWN, 'Younger, here');
	await limit(gateway, 'agent', { districts: [OWN] });
	const next = async () =>
		gateway.call<{ number: string }>('POST', '/api/submissions/next', {
			cookie: await gateway.signIn('agent'),
			body: {}
		});
	expect((await next()).json.number).toBe(number);
	expect((await next()).status).toBe(404);
	await limit(gateway, 'agent', {});
});

test('an operator keeps in sight what they took in for another district', async ({ gateway }) => {
	const body = new FormData();
	body.set('data', JSON.stringify({ key: crypto.randomUUID(), channel: 'walk_in', text: 'Of somewhere' }));
	const cookie = await gateway.signIn('operator');
	const { json } = await gateway.call<{ number: string }>('POST', '/api/register', { cookie, body });
	expect(await sees(gateway, 'operator', json.number)).toBe(true);
	await limit(gateway, 'viewer', { districts: [OWN] });
	expect(await sees(gateway, 'viewer', json.number)).toBe(false);
});

test('what is parked is of no known place', async ({ gateway }) => {
	const fields = { MessageSid: 'SM0', From: '+919876501000', To: '+911725550100', Body: 'x', NumMedia: '0' };
	expect((await postSigned(gateway, fields, { signature: 'forged' })).status).toBe(403);
	const parked = async () =>
		(await get<{ rows: unknown[]; counts: unknown[] }>(gateway, 'auditor', '/api/parked')).json;
	expect((await parked()).rows).toHaveLength(1);
	await limit(gateway, 'auditor', { districts: [OWN] });
	expect(await parked()).toMatchObject({ rows: [], counts: [] });
});

test('the room of a submission out of sight is closed, like that of one that is not there', async ({
	gateway
}) => {
	const [here, abroad] = [
		await submitIn(gateway, OWN, 'Room here'),
		await submitIn(gateway, FOREIGN, 'Room elsewhere')
	];
	const screen = await openScreen(gateway, 'operator');
	expect((await screen.join(`submission:${here.number}`)).ok).toBe(true);
	const refused = { ok: false, code: 'forbidden' };
	expect(await screen.join(`submission:${abroad.number}`)).toEqual(refused);
	expect(await screen.join('submission:9999999999')).toEqual(refused);
	screen.close();
});

test('who is limited while looking is put out of the rooms that are not theirs any more', async ({
	gateway
}) => {
	const { number } = await submitIn(gateway, FOREIGN, 'Watched till now');
	const [screen, witness] = [await openScreen(gateway, 'feedback'), await openScreen(gateway, 'supervisor')];
	for (const one of [screen, witness]) expect((await one.join(`submission:${number}`)).ok).toBe(true);
	/** Whether a change is still told to the limited person's screen, once it was told to the other. */
	const told = async () => {
		const [before, known] = [screen.changes.length, witness.changes.length];
		await gateway.query('update submission set reason = md5(random()::text) where number = $1', number);
		await until(() => witness.changes.length > known);
		await screen.join('lab');
		return screen.changes.length > before;
	};
	expect(await told()).toBe(true);
	await limit(gateway, 'feedback', { districts: [OWN] });
	await until(async () => !(await told()));
	for (const one of [screen, witness]) one.close();
});

test('who has no session any more is cut off', async ({ gateway }) => {
	const screen = await openScreen(gateway, 'viewer');
	const cut = heard(screen.socket, 'disconnect');
	await gateway.query(`delete from access."session" where "userId" = 'demo-viewer'`);
	await cut;
	expect(screen.socket.connected).toBe(false);
});
