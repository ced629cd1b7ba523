import { expect } from 'vitest';
import type { TelephoneNews } from '#contracts/telephone.ts';
import { hangUp, newCaller, post, setState, telephoneOf, waitingCall } from '../../support/floor.ts';
import { gatewayTest, until, type TestGateway } from '../../support/gateway.ts';
import { heard, openScreen } from '../../support/live.ts';

const test = gatewayTest();

const callRow = async (gateway: TestGateway, id: string) =>
	(
		await gateway.query('select stage, ending, agent, disposition, disposed_by from call where id = $1', id)
	)[0];
/** Waits till the call is held out to the person; gives the offer. */
const offered = (gateway: TestGateway, call: string) =>
	until(async () => {
		const { offer } = await telephoneOf(gateway, 'agent');
		return offer?.call === call ? offer : null;
	});
const inState = (gateway: TestGateway, state: string) =>
	until(async () => (await telephoneOf(gateway, 'agent')).me.state === state);
/** The agent talks to a caller; gives the call. */
async function talking(gateway: TestGateway, from = newCaller()) {
	await setState(gateway, 'agent', 'available');
	const call = await waitingCall(gateway.services, { from });
	const { id } = await offered(gateway, call);
	expect((await post(gateway, 'agent', `/api/offers/${id}/accept`)).status).toBe(200);
	await inState(gateway, 'on_call');
	return call;
}
/** The agent is free of calls, with this screen open. */
async function seated(gateway: TestGateway) {
	const screen = await openScreen(gateway, 'agent');
	await until(async () => !(await telephoneOf(gateway, 'agent')).me.away);
	return screen;
}

test('a call goes from the queue to its agent and is wound up, each step told at once', async ({
	gateway
}) => {
	const screen = await seated(gateway);
	await setState(gateway, 'agent', 'available');
	const told = heard<TelephoneNews>(screen.socket, 'call:offered');
	const call = await waitingCall(gateway.services);
	expect(await told).toEqual({ call });
	const shown = await telephoneOf(gateway, 'agent');
	expect(shown).toMatchObject({
		me: { state: 'reserved' },
		offer: { call },
		call: { id: call, stage: 'offered' }
	});
	const changed = heard<TelephoneNews>(screen.socket, 'call:changed');
	const accepted = await post(gateway, 'agent', `/api/offers/${shown.offer!.id}/accept`);
	expect(accepted.json).toEqual({ call });
	expect(await changed).toEqual({ call });
	await inState(gateway, 'on_call');
	expect(await telephoneOf(gateway, 'agent')).toMatchObject({
		offer: null,
		call: { id: call, stage: 'connected' }
	});
	for (const state of ['available', 'paused', 'offline'])
		expect((await setState(gateway, 'agent', state, { reason: 'meal' })).status).toBe(409);
	await hangUp(gateway.services, call);
	expect(await telephoneOf(gateway, 'agent')).toMatchObject({
		me: { state: 'wrap_up' },
		call: { id: call, stage: 'ended', ending: 'completed' }
	});
	const url = `/api/calls/${call}/wrap-up`;
	expect((await post(gateway, 'agent2', url, { disposition: 'silent' })).status).toBe(409);
	expect((await post(gateway, 'agent', url, { disposition: 'no-such' })).status).toBe(400);
	expect((await post(gateway, 'agent', url, { disposition: 'information_given' })).json).toEqual({
		callback: false
	});
	expect(await telephoneOf(gateway, 'agent')).toMatchObject({ me: { state: 'available' }, call: null });
	expect(await callRow(gateway, call)).toMatchObject({
		ending: 'completed',
		disposition: 'information_given',
		disposed_by: 'demo-agent'
	});
	screen.close();
});

test('what the call was may be said while it goes on; then its end frees the agent', async ({ gateway }) => {
	const screen = await seated(gateway);
	const call = await talking(gateway);
	await post(gateway, 'agent', `/api/calls/${call}/wrap-up`, { disposition: 'status_given' });
	expect((await telephoneOf(gateway, 'agent')).me.state).toBe('on_call');
	await hangUp(gateway.services, call);
	expect((await telephoneOf(gateway, 'agent')).me.state).toBe('available');
	screen.close();
});

test('several tabs are one agent, who is away when the last is gone, and keeps a call all the same', async ({
	gateway
}) => {
	const [one, other] = [await seated(gateway), await openScreen(gateway, 'agent')];
	const call = await talking(gateway);
	one.close();
	other.close();
	await until(async () => (await telephoneOf(gateway, 'agent')).me.away);
	expect((await telephoneOf(gateway, 'agent')).me.state).toBe('on_call');
	await hangUp(gateway.services, call);
	await post(gateway, 'agent', `/api/calls/${call}/wrap-up`, { disposition: 'silent' });
	const missed = await waitingCall(gateway.services);
	expect(await telephoneOf(gateway, 'agent')).toMatchObject({
		me: { state: 'available', away: true },
		offer: null
	});
	// The first screen of theirs brings the call.
	const back = await openScreen(gateway, 'agent');
	await offered(gateway, missed);
	await hangUp(gateway.services, missed);
	back.close();
});

test('one tab of two that closes changes nothing', async ({ gateway }) => {
	const [one, other] = [await seated(gateway), await openScreen(gateway, 'agent')];
	await until(
		async () => (await gateway.query(`select from presence where person = 'demo-agent'`)).length === 2
	);
	one.close();
	await until(
		async () => (await gateway.query(`select from presence where person = 'demo-agent'`)).length === 1
	);
	expect((await telephoneOf(gateway, 'agent')).me.away).toBe(false);
	other.close();
});

test('who is gone for long is offline', async ({ gateway }) => {
	await setState(gateway, 'agent2', 'paused', { reason: 'meal' });
	await until(
		async () =>
			(
				await gateway.query(
					`select from agent_state where person = 'demo-agent-2' and away_since is not null`
				)
			).length
	);
	expect((await telephoneOf(gateway, 'agent2')).me).toMatchObject({ state: 'paused', reason: 'meal' });
	await gateway.query(
		`update agent_state set away_since = now() - interval '301 seconds' where person = 'demo-agent-2'`
	);
	await until(async () => (await telephoneOf(gateway, 'agent2')).me.state === 'offline');
});

test('a pause has one of the reasons, a telephone a number that can be rung', async ({ gateway }) => {
	expect((await setState(gateway, 'agent2', 'paused')).status).toBe(400);
	expect((await setState(gateway, 'agent2', 'paused', { reason: 'bored' })).status).toBe(400);
	expect((await setState(gateway, 'agent2', 'paused', { reason: 'meal' })).json).toMatchObject({
		state: 'paused',
		reason: 'meal'
	});
	const by = (endpoint: string, address?: string) =>
		setState(gateway, 'agent2', 'offline', { endpoint, ...(address === undefined ? {} : { address }) });
	expect((await by('phone', '01')).status).toBe(400);
	expect((await by('sip', 'not an address')).status).toBe(400);
	expect((await by('phone', '98765 43210')).json).toMatchObject({
		endpoint: 'phone',
		address: '+919876543210'
	});
	expect((await by('sip', 'sip:desk4@pbx.example')).json).toMatchObject({ address: 'sip:desk4@pbx.example' });
	// Without a word of it everything stays as it was.
	expect((await setState(gateway, 'agent2', 'offline')).json).toMatchObject({
		address: 'sip:desk4@pbx.example'
	});
	expect((await by('none')).json).toMatchObject({ endpoint: 'none', address: null });
});

test('the screen says who calls, as far as a number tells', async ({ gateway }) => {
	const screen = await seated(gateway);
	await setState(gateway, 'agent', 'available');
	const citizen = async (name: string, ...phones: string[]) => {
		const [{ id }] = (await gateway.query<{ id: string }>(
			'insert into citizen (name, language) values ($1, $2) returning id',
			name,
			'pa'
		)) as [{ id: string }];
		for (const phone of phones)
			await gateway.query(
				`insert into citizen_contact (citizen, kind, value) values ($1, 'phone', $2)`,
				id,
				phone
			);
	};
	await citizen('Jaswinder Kaur', '+919814100001', '+919814100002');
	await citizen('Jaspal Singh', '+919814100002');
	await citizen('Kiran Bala', '+449814100003');
	const pop = async (from: string | null) => {
		const id = await waitingCall(gateway.services, { from });
		await offered(gateway, id);
		const { call } = await telephoneOf(gateway, 'agent');
		await hangUp(gateway.services, id);
		return call!.caller;
	};
	expect(await pop('+919814100001')).toMatchObject({
		match: 'known',
		citizens: [{ name: 'Jaswinder Kaur' }]
	});
	const several = await pop('+919814100002');
	expect(several.match).toBe('several');
	expect(several.citizens.map(({ name }) => name).toSorted()).toEqual(['Jaspal Singh', 'Jaswinder Kaur']);
	expect(await pop('+919814100003')).toMatchObject({ match: 'maybe', citizens: [{ name: 'Kiran Bala' }] });
	expect(await pop('+919814100004')).toEqual({ match: 'new', phone: '+919814100004', citizens: [] });
	expect(await pop(null)).toEqual({ match: 'hidden', phone: null, citizens: [] });
	screen.close();
});

test('another gateway tells, shows and accepts the same', async ({ gateway }) => {
	const second = await gateway.second({ role: 'web' });
	const screen = await openScreen(second, 'agent');
	await until(async () => !(await telephoneOf(second, 'agent')).me.away);
	await setState(second, 'agent', 'available');
	const told = heard<TelephoneNews>(screen.socket, 'call:offered');
	const call = await waitingCall(second.services);
	expect(await told).toEqual({ call });
	const { id } = await offered(second, call);
	const accepts = [gateway, second, gateway, second].map((one) =>
		post(one, 'agent', `/api/offers/${id}/accept`)
	);
	for (const { status } of await Promise.all(accepts)) expect(status).toBe(200);
	await until(async () => (await telephoneOf(gateway, 'agent')).me.state === 'on_call');
	await hangUp(gateway.services, call);
	await post(second, 'agent', `/api/calls/${call}/wrap-up`, { disposition: 'silent' });
	screen.close();
});

test('the lists name everything in three languages, dispositions with their keys', async ({ gateway }) => {
	const { json } = await gateway.call<{
		pauses: { names: Record<string, string> }[];
		dispositions: { code: string; hotKey: number | null; names: Record<string, string> }[];
	}>('GET', '/api/telephone/lists', { cookie: await gateway.signIn('agent') });
	for (const { names } of [...json.pauses, ...json.dispositions])
		expect(Object.keys(names).toSorted()).toEqual(['en', 'hi', 'pa']);
	expect(json.dispositions.flatMap(({ hotKey }) => hotKey ?? [])).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
});
