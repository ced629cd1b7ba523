import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import jwt from 'jsonwebtoken';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import type { Delivery, InboundCall, InboundRecording } from '#adapters/inbound.ts';
import { SendError } from '#adapters/outgoing.ts';
import type { VoiceOps, VoiceStep } from '#adapters/voice.ts';
import { twilioVoice } from '#adapters/ivr/twilio-voice.ts';
import { vonageVoice } from '#adapters/ivr/vonage-voice.ts';
import { labVoiceAccounts } from '#adapters/lab/accounts-voice.ts';
import { twilioClient } from '#adapters/sms/twilio-client.ts';
import { labServer, type LabServer } from '#adapters/lab/server.ts';
import { telephone, type Telephone } from '#adapters/lab/telephone.ts';

/* Live calls through the vendors' own SDKs, against the exchange of the lab. */

const publicOrigin = 'https://sunwai.example.gov.in';
const from = '+919876543210';
const desk = '+911724440001';
const promptUrl = (prompt: string, language: string) => `${publicOrigin}/prompts/${language}/${prompt}.mp3`;

const hangUp: VoiceStep = { say: [], then: { do: 'hang_up' }, turn: 99 };
const wait: VoiceStep = {
	say: [{ prompt: 'music', language: 'en' }],
	then: { do: 'gather', digits: 1, timeout: 10, finishOnHash: false },
	turn: 1
};
const accept: VoiceStep = { ...wait, say: [{ prompt: 'accept', language: 'en' }], turn: 2 };
const join = (room: string, more: { waits?: boolean; muted?: boolean } = {}): VoiceStep => ({
	say: [],
	then: { do: 'confer', room, music: 'music', record: true, muted: false, ...more },
	turn: 3
});

let server: LabServer;
let exchange: Telephone;
let adapters: ChannelAdapter[];
let told: (InboundCall | InboundRecording)[];
/** What the gateway says to each request; made by the test. */
let answer: (inbound: InboundCall) => VoiceStep;
let close: () => Promise<void>;

beforeAll(async () => {
	server = await labServer(0);
	const accounts = labVoiceAccounts({ labUrl: server.url, publicOrigin });
	adapters = [twilioVoice(accounts[0]), vonageVoice(accounts[1])];
	const gateway = createServer(async (request, response) => {
		const chunks: Buffer[] = [];
		for await (const chunk of request) chunks.push(chunk as Buffer);
		const path = request.url ?? '/';
		const delivery: Delivery = {
			account: /^\/hooks\/([^/?]+)/.exec(path)?.[1] ?? '',
			method: request.method === 'GET' ? 'GET' : 'POST',
			url: publicOrigin + path,
			headers: Object.fromEntries(
				Object.entries(request.headers).map(([name, value]) => [name, String(value)])
			),
			body: Buffer.concat(chunks),
			receivedAt: new Date().toISOString()
		};
		const adapter = adapters.find(({ account }) => account === delivery.account);
		const verdict = adapter?.verify?.(delivery);
		if (!adapter?.voice || !verdict?.ok) return void response.writeHead(403).end();
		const [inbound] = await adapter.parse(delivery);
		if (inbound?.kind === 'call' || inbound?.kind === 'recording') told.push(inbound);
		const asks = inbound?.kind === 'call' && ['start', 'input', 'left', 'recorded'].includes(inbound.event);
		if (!asks) return void response.writeHead(204).end();
		const { status, type, body } = adapter.voice.render(answer(inbound), {
			callId: inbound.callId,
			promptUrl
		});
		response.writeHead(status, type ? { 'content-type': type } : {}).end(body);
	});
	await new Promise<void>((resolve) => gateway.listen(0, '127.0.0.1', resolve));
	const gatewayUrl = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}`;
	exchange = telephone({ server, accounts, gatewayUrl, second_ms: 20 });
	close = () =>
		new Promise((resolve) => {
			gateway.closeAllConnections();
			gateway.close(() => resolve());
		});
});
afterAll(async () => {
	await exchange.close();
	await close();
	await server.close();
});
beforeEach(() => {
	told = [];
	answer = () => wait;
});
afterEach(async () => {
	for (const { account } of adapters) exchange.faults.setFaults(account, {});
	exchange.phones.set(desk, null);
	await Promise.all(exchange.calls().map((call) => call.hangUp()));
});

const voiceOf = (via: string): VoiceOps => {
	const voice = adapters.find(({ account }) => account === `ivr-${via}`)?.voice;
	if (!voice) throw new Error(via);
	return voice;
};
const eventsOf = (callId: string) =>
	told.filter((one): one is InboundCall => one.kind === 'call' && one.callId === callId);
const waiting = async (via: string) => {
	const call = exchange.placeCall({ via, from });
	await call.settled();
	expect(call.state).toBe('gathering');
	return call;
};
const until = <T>(look: () => T) => vi.waitFor(look, { timeout: 10_000, interval: 10 });
const ranksOf = (callId: string) =>
	eventsOf(callId).flatMap(({ event, rank }) =>
		(event === 'progress' || event === 'ended') && rank !== undefined ? [rank] : []
	);
/** Two who talk in a room: the citizen and an agent whose telephone was rung. */
const connected = async (via: string, room: string) => {
	exchange.phones.set(desk, { does: 'answer', after_s: 1 });
	const citizen = await waiting(via);
	answer = (inbound) => (inbound.key === undefined ? wait : join(room));
	const voice = voiceOf(via);
	await voice.redirect(citizen.id, join(room, { waits: true }), promptUrl);
	const { callId } = await voice.dial({ to: desk, callKey: 'leg-1', timeout: 20 });
	const agent = exchange.find(callId);
	if (!agent) throw new Error(callId);
	await until(() => expect([citizen.room, agent.room]).toEqual([room, room]));
	await Promise.all([citizen.settled(), agent.settled()]);
	return { citizen, agent, voice };
};

describe.each(['twilio', 'vonage'])('%s', (via) => {
	test('a waiting call is taken into a room by REST, hears music, and joins', async () => {
		const call = await waiting(via);
		await voiceOf(via).redirect(call.id, join('call-1', { waits: true }), promptUrl);
		await until(() => expect(call).toMatchObject({ state: 'conferring', room: 'call-1' }));
		expect(call.heard.at(-1)).toBe(promptUrl('music', 'en'));
		await until(() =>
			expect(eventsOf(call.id).filter(({ event }) => event === 'room')).toMatchObject([
				{ room: { what: 'joined', name: 'call-1' } }
			])
		);
	});
	test('a leg that we dial rings, says which it is, asks for its first step and ends', async () => {
		exchange.phones.set(desk, { does: 'answer', after_s: 1, then: ['press 1'] });
		answer = ({ event }) => (event === 'start' ? accept : hangUp);
		const { callId } = await voiceOf(via).dial({ to: desk, callKey: 'leg-7', timeout: 20 });
		await until(() => expect(exchange.find(callId)?.state).toBe('ended'));
		await exchange.find(callId)?.settled();
		const events = eventsOf(callId);
		expect(events.find(({ event }) => event === 'start')).toMatchObject({
			key: 'leg-7',
			direction: 'out',
			to: { address: desk }
		});
		expect(events.find(({ event }) => event === 'input')).toMatchObject({ digits: '1', turn: 2 });
		expect(ranksOf(callId)).toEqual(ranksOf(callId).toSorted((a, b) => a - b));
		expect(events.at(-1)).toMatchObject({ event: 'ended', status: 'completed', rank: 9, key: 'leg-7' });
	});
	test.each([
		['busy', 'busy'],
		['fail', 'failed'],
		['ignore', 'unanswered']
	] as const)('a telephone that does %s ends its leg as %s', async (does, status) => {
		exchange.phones.set(desk, { does, after_s: 1 });
		const { callId } = await voiceOf(via).dial({ to: desk, callKey: 'leg-8', timeout: 2 });
		const first = await until(() => {
			const ended = eventsOf(callId).find(({ event }) => event === 'ended');
			expect(ended).toBeDefined();
			return ended;
		});
		expect(first).toMatchObject({ status, rank: 9, key: 'leg-8' });
		expect(eventsOf(callId).some(({ event }) => event === 'start')).toBe(false);
	});
	test('a telephone rings till a hand lifts it', async () => {
		answer = () => accept;
		const { callId } = await voiceOf(via).dial({ to: desk, callKey: 'leg-9', timeout: 120 });
		const [ringing] = exchange.calls(desk);
		expect(ringing).toMatchObject({ id: callId, direction: 'out', state: 'ringing' });
		await ringing?.answer();
		expect(ringing?.state).toBe('gathering');
	});
	test('two meet in a room; hold and mute reach the one they are meant for', async () => {
		const { citizen, agent, voice } = await connected(via, 'call-2');
		const { hears } = exchange;
		expect([hears(citizen.id, agent.id), hears(agent.id, citizen.id)]).toEqual([true, true]);
		await voice.hold('call-2', citizen.id, true, promptUrl('music', 'en'));
		await until(() =>
			expect([hears(citizen.id, agent.id), hears(agent.id, citizen.id)]).toEqual([false, false])
		);
		await voice.hold('call-2', citizen.id, false);
		await until(() => expect(hears(citizen.id, agent.id)).toBe(true));
		await until(() => expect(hears(agent.id, citizen.id)).toBe(true));
		await voice.mute('call-2', agent.id, true);
		await until(() =>
			expect([hears(citizen.id, agent.id), hears(agent.id, citizen.id)]).toEqual([false, true])
		);
		await voice.mute('call-2', agent.id, false);
		await until(() => expect(hears(citizen.id, agent.id)).toBe(true));
	});
	test('a supervisor listens, whispers to the agent alone, and joins', async () => {
		const { citizen, agent, voice } = await connected(via, 'call-3');
		const { hears } = exchange;
		const boss = '+911724440009';
		exchange.phones.set(boss, { does: 'answer', after_s: 0 });
		answer = () => join('call-3', { waits: true, muted: true });
		const { callId } = await voice.dial({ to: boss, callKey: 'leg-3', timeout: 20 });
		await until(() => expect(exchange.find(callId)?.room).toBe('call-3'));
		const heardBy = () => [hears(agent.id, callId), hears(citizen.id, callId)];
		const listens = () => [hears(callId, agent.id), hears(callId, citizen.id)];
		expect([heardBy(), listens()]).toEqual([
			[false, false],
			[true, true]
		]);
		await voice.coach('call-3', callId, agent.id);
		await until(() =>
			expect([heardBy(), listens()]).toEqual([
				[true, false],
				[true, true]
			])
		);
		await voice.coach('call-3', callId, null);
		await until(() =>
			expect([heardBy(), listens()]).toEqual([
				[false, false],
				[true, true]
			])
		);
		await voice.mute('call-3', callId, false);
		await until(() => expect(heardBy()).toEqual([true, true]));
	});
	test('one leaves and the other stays; the room is recorded, and its recording can be fetched', async () => {
		const { citizen, agent, voice } = await connected(via, 'call-4');
		await voice.hangUp(agent.id);
		await until(() => expect(agent.state).toBe('ended'));
		expect(citizen).toMatchObject({ state: 'conferring', room: 'call-4' });
		await voice.hangUp(citizen.id);
		const recording = await until(() => {
			const found = told.find((one): one is InboundRecording => one.kind === 'recording');
			expect(found).toMatchObject({ room: 'call-4' });
			return found;
		});
		if (!recording) throw new Error('no recording');
		const { content, mediaType } = await voice.fetchRecording(recording.recording);
		expect(mediaType).toMatch(/^audio\//);
		expect(content.length).toBeGreaterThan(1000);
	});
	test('where a call stands, and that nobody knows it', async () => {
		const call = await waiting(via);
		const voice = voiceOf(via);
		expect(await voice.statusOf(call.id)).toMatchObject({ status: 'answered', rank: 2 });
		await call.hangUp();
		expect(await voice.statusOf(call.id)).toMatchObject({ status: 'completed', rank: 9 });
		expect(await voice.statusOf('nothing-of-the-kind')).toBeNull();
	});
	test('hanging up what is over is no fault; a telephone that rings stops', async () => {
		const voice = voiceOf(via);
		const { callId } = await voice.dial({ to: desk, callKey: 'leg-5', timeout: 120 });
		await voice.hangUp(callId);
		await until(() => expect(exchange.find(callId)?.state).toBe('ended'));
		expect((await voice.statusOf(callId))?.rank).toBe(9);
		await voice.hangUp(callId);
	});
	test('refusals come with their code: they are not tried again', async () => {
		const voice = voiceOf(via);
		const wrong = await voice
			.dial({ to: '12', callKey: 'leg-6', timeout: 20 })
			.catch((fault: unknown) => fault);
		expect(wrong).toBeInstanceOf(SendError);
		expect(wrong).toMatchObject({ retryable: false, code: via === 'twilio' ? '21211' : 'BAD_REQUEST' });
		await expect(voice.redirect('nobody', wait, promptUrl)).rejects.toMatchObject({ retryable: false });
	});
	test('a wrong secret is not let in', async () => {
		const strangers = labVoiceAccounts({ labUrl: server.url, publicOrigin });
		const stranger =
			via === 'twilio' ? twilioVoice({ ...strangers[0], authTokens: ['guess'] }) : vonageVoice(strangers[1]);
		const fault = await stranger.voice
			?.dial({ to: desk, callKey: 'leg-0', timeout: 20 })
			.catch((thrown: unknown) => thrown);
		expect(fault).toMatchObject({ retryable: false, code: via === 'twilio' ? '20003' : 'UNAUTHORIZED' });
		expect(exchange.calls(desk)).toHaveLength(0);
	});
	test.each(['throttle', 'fail'] as const)('a provider that does %s may be tried again', async (what) => {
		exchange.faults.setFaults(`ivr-${via}`, { [what]: 1 });
		const fault = await voiceOf(via)
			.dial({ to: desk, callKey: 'leg-0', timeout: 20 })
			.catch((thrown: unknown) => thrown);
		expect(fault).toBeInstanceOf(SendError);
		expect(fault).toMatchObject({ retryable: true, ...(what === 'throttle' ? { retryAfter_ms: 1000 } : {}) });
		expect(exchange.calls(desk)).toHaveLength(0);
	});
	test('under every fault of its webhooks a call goes its way, and nothing forged gets in', async () => {
		exchange.faults.setFaults(`ivr-${via}`, { repeat: 0.5, reorder: 0.5, late: 0.3, drop: 0.3, forge: 1 });
		const { citizen, agent } = await connected(via, 'call-5');
		await agent.hangUp();
		await citizen.hangUp();
		expect([citizen.ending, agent.ending]).toEqual(['caller', 'caller']);
		expect(citizen.refused.length).toBeGreaterThan(1);
		expect(new Set([...citizen.refused, ...agent.refused])).toEqual(new Set([403]));
	});
});

test('when Twilio’s room is over, whoever was in it is asked on', async () => {
	const { citizen, agent } = await connected('twilio', 'call-6');
	answer = ({ event }) => (event === 'left' ? { ...wait, turn: 4 } : hangUp);
	const [account] = labVoiceAccounts({ labUrl: server.url, publicOrigin });
	const client = await twilioClient(account);
	const [room] = await client.conferences.list({ friendlyName: 'call-6' });
	const participants = await client.conferences(room?.sid ?? '').participants.list();
	expect(participants.map(({ callSid }) => callSid)).toEqual([citizen.id, agent.id]);
	expect((await client.calls(citizen.id).fetch()).direction).toBe('inbound');
	await client.conferences(room?.sid ?? '').update({ status: 'completed' });
	await until(() => expect(citizen).toMatchObject({ state: 'gathering', room: undefined }));
	await until(() => expect(agent).toMatchObject({ state: 'gathering', room: undefined }));
	expect(eventsOf(citizen.id).filter(({ event }) => event === 'left')).toMatchObject([{ turn: 3 }]);
	const [over] = await client.conferences.list({ friendlyName: 'call-6' });
	expect(over?.status).toBe('completed');
	const recordings = await until(async () => {
		const found = await client.recordings.list({ conferenceSid: room?.sid ?? '' });
		expect(found).toHaveLength(1);
		return found;
	});
	expect(recordings[0]?.source).toBe('Conference');
});

test('a gather on a running clock gives up by itself', async () => {
	answer = ({ event, digits }) => (event === 'start' ? wait : digits ? wait : hangUp);
	const call = exchange.placeCall({ via: 'twilio', from, clock: 'running' });
	await until(() => expect(call).toMatchObject({ state: 'ended', ending: 'helpline' }));
	expect(eventsOf(call.id).filter(({ event }) => event === 'input')).toHaveLength(1);
});

test('a softphone of Twilio gets a token that lets it be rung, and Vonage has none', async () => {
	const token = await voiceOf('twilio').softphoneToken?.('agent_7f', 600);
	const claims = jwt.verify(token ?? '', 'lab-twilio-softphone-secret', { algorithms: ['HS256'] });
	expect(claims).toMatchObject({
		iss: expect.stringMatching(/^SK/),
		grants: { identity: 'agent_7f', voice: { incoming: { allow: true } } }
	});
	const { exp = 0, iat = 0 } = claims as jwt.JwtPayload;
	expect(exp - iat).toBe(600);
	expect(voiceOf('twilio').dials).toContain('client');
	expect(voiceOf('vonage').softphoneToken).toBeUndefined();
	expect(voiceOf('vonage').dials).not.toContain('client');
});
