import fc from 'fast-check';
import { expect } from 'vitest';
import type { LabHeard, LabListens, SoftphoneCall } from '#contracts/lab-sound.ts';
import type { openSoftphone } from '#contracts/softphone.ts';
import type { Reply } from '#contracts/endpoint.ts';
import { newTape } from '#adapters/lab/tape.ts';
import { momentOf } from '#adapters/lab/talk.ts';
import { newCaller, post, setState, telephoneOf } from '../../support/floor.ts';
import { gatewayTest, until, type Person, type TestGateway } from '../../support/gateway.ts';
import { openScreen } from '../../support/live.ts';

const test = gatewayTest({ lab: 'whole' });

/** A twentieth of a second of one value: whose it is can be told at every ear. */
const piece = (value: number) => {
	const samples = Buffer.alloc(800);
	for (let at = 0; at < samples.length; at += 2) samples.writeInt16LE(value, at);
	return samples;
};

/** A window that listens and speaks. */
async function openWindow(gateway: TestGateway, person: Person) {
	const { socket, close } = await openScreen(gateway, person);
	const heard: { call: string; value: number }[] = [];
	const rung: SoftphoneCall[] = [];
	const replaced: string[] = [];
	socket.on('lab:heard', ({ call, sound }: LabHeard) =>
		heard.push({ call, value: Buffer.from(sound as never).readInt16LE(0) })
	);
	socket.on('softphone:call', (call: SoftphoneCall) => rung.push(call));
	socket.on('softphone:replaced', (account: string) => replaced.push(account));
	const ask = async (event: string, ...more: unknown[]) =>
		((await socket.emitWithAck(event, ...more)) as LabListens).ok;
	return {
		heard,
		rung,
		replaced,
		close,
		listen: (call: string) => ask('lab:listen', call),
		say: (call: string, sound: unknown) => void socket.emit('lab:say', call, sound),
		open: (account: string, token: string) => ask('softphone:open', account, token),
		answer: (call: string) => void socket.emit('softphone:answer', call),
		/** Everything said to the gateway before is done, everything told to this window before is here. */
		settled: () => ask('lab:listen', '')
	};
}
type Window = Awaited<ReturnType<typeof openWindow>>;

/** Speaks till it is heard. */
const isHeard = (mouth: Window, from: string, value: number, ear: Window) => {
	ear.heard.length = 0;
	return until(() => {
		mouth.say(from, piece(value));
		return ear.heard.some((one) => one.value === value);
	});
};
/** What is said is heard by nobody there. */
const isNotHeard = async (mouth: Window, from: string, value: number, ear: Window) => {
	ear.heard.length = 0;
	mouth.say(from, piece(value));
	await mouth.settled();
	await ear.settled();
	expect(ear.heard.filter((one) => one.value === value)).toEqual([]);
};

const openLines = async (gateway: TestGateway, person: Person) =>
	(await post<Reply<typeof openSoftphone>>(gateway, person, '/api/telephone/softphone')).json.lines;
const supervising = async (gateway: TestGateway) => (await telephoneOf(gateway, 'supervisor')).supervising;

/** The agent's browser is their telephone: it is there, and they are available. */
async function atSoftphone(gateway: TestGateway, person: Person) {
	const window = await openWindow(gateway, person);
	const [line] = await openLines(gateway, person);
	expect(line).toMatchObject({ account: 'ivr-twilio', by: 'lab' });
	expect(await window.open(line!.account, line!.token)).toBe(true);
	await until(async () => !(await telephoneOf(gateway, person)).me.away);
	return window;
}

test('caller and agent hear each other, a supervisor hears both, and all of it is recorded', async ({
	gateway
}) => {
	const { telephone } = gateway.lab!;
	const agent = await atSoftphone(gateway, 'agent');
	const caller = await openWindow(gateway, 'operator');
	await setState(gateway, 'agent', 'available', { endpoint: 'client' });
	const call = await telephone.scriptedCall({ via: 'twilio', from: newCaller() }, [
		'press 2',
		'press 7',
		'press 7',
		'press 7',
		'wait'
	]);
	expect(await caller.listen(call.id)).toBe(true);
	const { offer } = await until(async () => {
		const shown = await telephoneOf(gateway, 'agent');
		return shown.offer ? shown : null;
	});
	await post(gateway, 'agent', `/api/offers/${offer!.id}/accept`);
	const ring = (await until(() => agent.rung.find(({ state }) => state === 'ringing')))!;
	const ask = async (line: string) =>
		(
			await gateway.call<{ mine: boolean }>('GET', `/api/telephone/softphone/${line}`, {
				cookie: await gateway.signIn('agent')
			})
		).json.mine;
	expect([await ask(ring.call), await ask('CA0'.padEnd(34, '0'))]).toEqual([true, false]);
	// Nobody else listens at their line.
	expect(await caller.listen(ring.call)).toBe(false);
	agent.answer(ring.call);
	await until(() => agent.rung.some(({ state }) => state === 'talking'));
	expect(await agent.listen(ring.call)).toBe(true);
	await until(() => call.talks);
	await isHeard(caller, call.id, 1000, agent);
	await isHeard(agent, ring.call, 2000, caller);
	await isNotHeard(caller, call.id, 1000, caller);

	const verb = (name: string, on: boolean) =>
		post(gateway, 'agent', `/api/calls/${offer!.call}/${name}`, { on });
	await verb('hold', true);
	await until(() => !call.talks);
	expect(call.heard.at(-1)).toMatch(/music\.mp3$/);
	await isNotHeard(agent, ring.call, 2000, caller);
	await isNotHeard(caller, call.id, 1000, agent);
	await verb('hold', false);
	await until(() => call.talks);
	await isHeard(agent, ring.call, 2000, caller);
	await verb('mute', true);
	await until(() => !telephone.hears(call.id, ring.call));
	await isNotHeard(agent, ring.call, 2000, caller);
	await isHeard(caller, call.id, 1000, agent);
	await verb('mute', false);

	const boss = await atSoftphone(gateway, 'supervisor');
	const take = (part: string) =>
		post(gateway, 'supervisor', `/api/calls/${offer!.call}/supervise`, { part, reason: 'To help' });
	expect((await setState(gateway, 'supervisor', 'offline', { endpoint: 'client' })).status).toBe(200);
	expect((await take('listen')).status).toBe(200);
	const third = (await until(() => boss.rung.find(({ state }) => state === 'ringing')))!;
	boss.answer(third.call);
	await until(async () => (await supervising(gateway))?.there);
	expect(await boss.listen(third.call)).toBe(true);
	await isHeard(caller, call.id, 1000, boss);
	await isHeard(agent, ring.call, 2000, boss);
	await isNotHeard(boss, third.call, 3000, agent);
	await take('whisper');
	await until(() => telephone.hears(ring.call, third.call));
	await isHeard(boss, third.call, 3000, agent);
	await isNotHeard(boss, third.call, 3000, caller);

	await call.hangUp();
	const kept = await until(async () => {
		const [row] = await gateway.query<{ content: Buffer }>(
			`select b.content from recording r join blob b on b.sha256 = r.blob where r.call = $1`,
			offer!.call
		);
		return row;
	});
	const samples = new Set<number>();
	for (let at = 44; at < kept!.content.length; at += 2) samples.add(kept!.content.readInt16LE(at));
	expect([samples.has(1000) || samples.has(3000), samples.has(2000)]).toEqual([true, true]);
	await post(gateway, 'agent', `/api/calls/${offer!.call}/wrap-up`, { disposition: 'status_given' });
	for (const window of [agent, caller, boss]) window.close();
});

test('a softphone is its person’s alone, in one window, and the sound is for who may have it', async ({
	gateway
}) => {
	const { telephone } = gateway.lab!;
	const first = await atSoftphone(gateway, 'agent');
	const [line] = await openLines(gateway, 'agent');
	const stranger = await openWindow(gateway, 'agent2');
	expect(await stranger.open(line!.account, line!.token)).toBe(false);
	const viewer = await openWindow(gateway, 'viewer');
	expect(await viewer.open(line!.account, line!.token)).toBe(false);
	expect(await first.open(line!.account, `${line!.token}x`)).toBe(false);
	expect(await first.open('ivr-vonage', line!.token)).toBe(false);
	const second = await openWindow(gateway, 'agent');
	expect(await second.open(line!.account, line!.token)).toBe(true);
	await until(() => first.replaced.length);

	const call = telephone.placeCall({ via: 'twilio', from: newCaller() });
	expect(await viewer.listen(call.id)).toBe(false);
	expect(await stranger.listen(call.id)).toBe(true);
	// Neither too much at once, nor half a sample, nor something else.
	for (const wrong of [Buffer.alloc(4002), Buffer.alloc(3), 'sound', null]) stranger.say(call.id, wrong);
	expect(await stranger.settled()).toBe(false);
	await call.hangUp();
	expect(await stranger.listen(call.id)).toBe(false);
	for (const window of [first, second, stranger, viewer]) window.close();
});

test('a call of a carrier that rings no browser is held out to who has a telephone', async ({ gateway }) => {
	const [browser, desk] = [await atSoftphone(gateway, 'agent'), await openScreen(gateway, 'agent2')];
	await setState(gateway, 'agent', 'available', { endpoint: 'client' });
	await setState(gateway, 'agent2', 'available', { endpoint: 'phone', address: '+911722700009' });
	const keys = ['press 2', 'press 7', 'press 7', 'press 7', 'wait'] as const;
	const call = await gateway.lab!.telephone.scriptedCall({ via: 'vonage', from: newCaller() }, [...keys]);
	await until(async () => (await telephoneOf(gateway, 'agent2')).offer);
	expect((await telephoneOf(gateway, 'agent')).me.state).toBe('available');
	await call.hangUp();
	browser.close();
	desk.close();
});

test('whatever the network does, nobody is recorded faster than they speak, and no piece twice', () => {
	fc.assert(
		fc.property(fc.array(fc.integer({ min: 0, max: 900 }), { maxLength: 200 }), (pauses) => {
			const length_ms = 40;
			let [now, until_ms] = [1_000_000, 0];
			for (const pause of pauses) {
				now += pause;
				const at = momentOf(until_ms, length_ms, now);
				if (at === null) continue;
				expect(at).toBeGreaterThanOrEqual(until_ms);
				expect(Math.abs(at - now)).toBeLessThanOrEqual(440);
				until_ms = at + length_ms;
			}
		})
	);
	const tape = newTape();
	tape.add(100, piece(20_000));
	tape.add(100, piece(20_000));
	tape.add(10_000_000, piece(1));
	const wav = tape.wav(2000);
	expect(wav.length).toBe(44 + 32_000);
	expect([wav.readInt16LE(44 + 1600), wav.readInt16LE(44 + 1600 + 800)]).toEqual([32_767, 0]);
});
