import { describe, expect, test } from 'vitest';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import type { Delivery, InboundCall } from '#adapters/inbound.ts';
import type { VoiceStep } from '#adapters/voice.ts';
import { caller } from '#adapters/ivr/caller.ts';
import { leftMessageId } from '#adapters/ivr/left-message.ts';
import { twilioVoice } from '#adapters/ivr/twilio-voice.ts';
import { vonageVoice } from '#adapters/ivr/vonage-voice.ts';
import { labVoiceAccounts } from '#adapters/lab/accounts-voice.ts';
import type { CallFaults, Face, Instruction, Outgoing } from '#adapters/lab/exchange.ts';
import type { LabServer } from '#adapters/lab/server.ts';
import { twilioVoiceFace } from '#adapters/lab/twilio-voice.ts';
import { vonageVoiceFace } from '#adapters/lab/vonage-voice.ts';

const publicOrigin = 'https://sunwai.example.gov.in';
const [twilio, vonage] = labVoiceAccounts({ labUrl: 'http://127.0.0.1:4100', publicOrigin });
/** Nothing is fetched here; the faces only need a place for their recordings. */
const server: LabServer = {
	url: 'http://127.0.0.1:4100',
	route: () => undefined,
	close: async () => undefined
};

const sides: { name: string; adapter: ChannelAdapter; face: Face }[] = [
	{ name: 'twilio', adapter: twilioVoice(twilio), face: twilioVoiceFace(server, twilio) },
	{ name: 'vonage', adapter: vonageVoice(vonage), face: vonageVoiceFace(server, vonage) }
];
const deliveryOf = ({ url, method, headers, body }: Outgoing, account: string): Delivery => ({
	account,
	method,
	url,
	headers,
	body: Buffer.from(body ?? ''),
	receivedAt: new Date().toISOString()
});
const promptUrl = (prompt: string, language: string) => `${publicOrigin}/prompts/${language}/${prompt}.mp3`;
const steps: Record<string, VoiceStep> = {
	gather: {
		say: [
			{ prompt: 'greeting', language: 'pa' },
			{ prompt: 'language', language: 'hi' }
		],
		then: { do: 'gather', digits: 1, timeout: 6, finishOnHash: false },
		turn: 1
	},
	gatherMany: {
		say: [{ prompt: 'status-ask', language: 'en' }],
		then: { do: 'gather', digits: 10, timeout: 10, finishOnHash: true },
		turn: 4
	},
	record: {
		say: [{ prompt: 'consent', language: 'pa' }],
		then: { do: 'record', limit: 180, silence: 8 },
		turn: 5
	},
	review: {
		say: [{ prompt: 'review-intro', language: 'en' }, { recording: 'https://api.example/RE1' }],
		then: { do: 'gather', digits: 1, timeout: 8, finishOnHash: false },
		turn: 6
	},
	spoken: {
		say: [
			{ text: 'ਅੱਜ <ਦਫ਼ਤਰ> & ਫ਼ੋਨ ਬੰਦ ਹਨ।', language: 'pa' },
			{ prompt: 'menu', language: 'pa' },
			{ text: 'आज अवकाश है।', language: 'hi' }
		],
		then: { do: 'gather', digits: 1, timeout: 8, finishOnHash: false },
		turn: 9
	},
	redirect: { say: [], then: { do: 'redirect' }, turn: 7 },
	confer: {
		say: [{ prompt: 'goodbye', language: 'pa' }],
		then: { do: 'confer', room: 'call-42', music: 'music', waits: true, record: true, muted: false },
		turn: 9
	},
	listen: {
		say: [],
		then: { do: 'confer', room: 'call-42', music: 'music', waits: true, record: false, muted: true },
		turn: 10
	},
	hangUp: { say: [{ prompt: 'goodbye', language: 'hi' }], then: { do: 'hang_up' }, turn: 8 }
};

const none: CallFaults = {};
const gatherIn = (instructions: Instruction[]) => {
	const found = instructions.find((one) => one.do === 'gather');
	if (found?.do !== 'gather') throw new Error('no gather');
	return found;
};
const recordIn = (instructions: Instruction[]) => {
	const found = instructions.find((one) => one.do === 'record');
	if (found?.do !== 'record') throw new Error('no record');
	return found;
};

describe.each(sides)('$name', ({ adapter, face }) => {
	const line = face.newLine('+919876543210', face.number);
	const render = (name: string) => {
		const step = steps[name];
		if (!step || !adapter.voice) throw new Error(name);
		return adapter.voice.render(step, { callId: 'CALL', promptUrl });
	};
	const program = (name: string) => face.read(render(name).body ?? '');
	/** The steps are rendered for a call named CALL, so that they can be compared. */
	const ofLine = (outgoing: Outgoing) => ({
		...outgoing,
		url: outgoing.url.replace('call=CALL', `call=${line.id}`)
	});
	const statusOf = (state: string, at: number, seconds: number, faults: CallFaults) => {
		const outgoing = face.status(line, state, at, seconds, faults);
		if (!outgoing) throw new Error(state);
		return outgoing;
	};
	const requests = (faults: CallFaults): Record<string, Outgoing> => {
		const kept = face.keep(Buffer.from('sound'), 3, none);
		const ends = face.recorded(line, recordIn(program('record')), kept, false, faults);
		return {
			start: face.start(line, faults),
			key1: face.keys(line, gatherIn(program('gather')), '1', faults),
			key2: face.keys(line, gatherIn(program('gather')), '2', faults),
			later: face.keys(line, gatherIn(program('review')), '1', faults),
			...(ends ? { recorded: ends } : {}),
			...Object.fromEntries(
				face.states.map((state, at) => [`status-${state}`, statusOf(state, at, 12, faults)])
			),
			ready: ofLine(face.ready(line, recordIn(program('record')), kept, faults))
		};
	};
	const verify = (outgoing: Outgoing) => adapter.verify?.(deliveryOf(outgoing, adapter.account));
	const read = async (outgoing: Outgoing) => (await adapter.parse(deliveryOf(outgoing, adapter.account)))[0];

	test.each(Object.keys(steps))('renders %s as its provider reads it', (name) => {
		expect(render(name)).toMatchSnapshot();
		expect(program(name)).toMatchSnapshot();
	});

	test('accepts every signed request, with a key that is its own and stays the same', () => {
		const keys = Object.entries(requests(none)).map(([name, outgoing]) => {
			const verdict = verify(outgoing);
			expect(verdict, name).toMatchObject({ ok: true, kind: name === 'ready' ? 'recording' : 'call' });
			expect(verify(outgoing)).toEqual(verdict);
			return verdict?.ok ? verdict.externalId : '';
		});
		expect(new Set(keys).size).toBe(keys.length);
		for (const key of keys) expect(key.startsWith(`${line.id}|`)).toBe(true);
	});
	test('accepts fields that it does not know', () => {
		for (const outgoing of Object.values(requests({ extraFields: true })))
			expect(verify(outgoing)).toMatchObject({ ok: true });
	});
	test.each([{ unsigned: true }, { wrongHost: true }])('refuses %o with 403', (faults) => {
		for (const outgoing of Object.values(requests(faults)))
			expect(verify(outgoing)).toMatchObject({ ok: false, status: 403 });
	});
	test('refuses a changed body', () => {
		const { key1 } = requests(none);
		if (!key1) throw new Error('no request');
		expect(verify({ ...key1, body: (key1.body ?? '').replace('1', '2') })).toMatchObject({
			ok: false,
			status: 403
		});
	});
	test('an address that is none of its own is unreadable, not accepted', () => {
		const delivery = {
			...deliveryOf(face.start(line, none), adapter.account),
			url: `${publicOrigin}/hooks/other`
		};
		expect(adapter.verify?.(delivery)).toMatchObject({ ok: false });
		expect(() => adapter.parse(delivery)).toThrow();
	});

	test('reads the start, keys and the end of a recording', async () => {
		const { start, key1, recorded } = requests(none);
		if (!start || !key1) throw new Error('no request');
		expect(await read(start)).toMatchObject({
			kind: 'call',
			callId: line.id,
			event: 'start',
			from: { address: '+919876543210' },
			to: { address: face.number },
			rank: 2
		});
		expect(await read(key1)).toMatchObject({ kind: 'call', event: 'input', turn: 1, digits: '1' });
		if (recorded) expect(await read(recorded)).toMatchObject({ event: 'recorded', turn: 5, hungUp: false });
	});
	test('silence comes without digits or with none', async () => {
		const silent = (await read(face.keys(line, gatherIn(program('gather')), '', none))) as InboundCall;
		expect(silent.event).toBe('input');
		expect(silent.digits ?? '').toBe('');
	});
	test('nobody speaking after the beep is a recording without sound, or one that nobody can tell', async () => {
		const go = program('record').find((one) => one.do === 'go');
		if (go?.do !== 'go') throw new Error('no way on');
		const filled = { ...go, ...(go.body ? { body: { ...(go.body as object), uuid: line.id } } : {}) };
		expect(await read(face.go(line, filled, none))).toMatchObject({ event: 'recorded', turn: 5 });
	});
	test('reads states in their rank, the last one with its length', async () => {
		const read_ = await Promise.all(
			face.states.map((state, at) => read(statusOf(state, at, 42, none)) as Promise<InboundCall>)
		);
		const ranks = read_.map(({ rank }) => rank ?? -1);
		expect(ranks).toEqual(ranks.toSorted((a, b) => a - b));
		expect(read_.at(-1)).toMatchObject({ event: 'ended', status: 'completed', rank: 9, duration: 42 });
		expect(read_[0]).toMatchObject({ event: 'progress' });
	});
	test('reads a recording', async () => {
		const { ready } = requests(none);
		if (!ready) throw new Error('no request');
		expect(await read(ready)).toMatchObject({
			kind: 'recording',
			callId: line.id,
			recording: { duration: 3 }
		});
	});
	test('a withheld caller has no address', async () => {
		const withheld = face.newLine('anonymous', face.number);
		expect(await read(face.start(withheld, none))).toMatchObject({ from: { address: null } });
	});
	test('reads what the gateway wrote for a call', async () => {
		const delivery: Delivery = {
			account: adapter.account,
			method: 'POST',
			url: leftMessageId('CA1'),
			headers: {},
			body: Buffer.from(
				JSON.stringify({ callId: 'CA1', from: '+919876543210', to: null, language: 'hi', department: '411' })
			),
			receivedAt: new Date().toISOString()
		};
		expect(await adapter.parse(delivery)).toMatchObject([
			{ kind: 'message', externalId: 'call:CA1', language: 'hi', matter: { department: '411' } }
		]);
	});
});

describe('caller', () => {
	test.each([
		['+919876543210', '+919876543210'],
		['919876543210', '+919876543210'],
		['09876543210', '+919876543210'],
		['9876543210', '+919876543210'],
		['anonymous', null],
		['+266696687', null],
		['', null],
		[undefined, null],
		['sip:agent@desk', 'sip:agent@desk']
	])('%s is %s', (raw, address) => {
		expect(caller(raw).address).toBe(address);
	});
});
