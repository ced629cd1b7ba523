import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import type { Recording } from '#adapters/inbound.ts';
import { SendError } from '#adapters/outgoing.ts';
import { twilioVoice } from '#adapters/ivr/twilio-voice.ts';
import { vonageVoice } from '#adapters/ivr/vonage-voice.ts';
import { labVoiceAccounts } from '#adapters/lab/accounts-voice.ts';
import { readNcco } from '#adapters/lab/ncco-reader.ts';
import { labServer, type LabServer } from '#adapters/lab/server.ts';
import { telephone, type LiveCall, type Telephone } from '#adapters/lab/telephone.ts';
import { toneWav, wavSeconds } from '#adapters/lab/tone.ts';
import { readTwiml } from '#adapters/lab/twiml-reader.ts';
import { number, smallGateway, type SmallGateway } from './gateway.ts';

const publicOrigin = 'https://sunwai.example.gov.in';
const from = '+919876543210';
let server: LabServer;
let gateway: SmallGateway;
let exchange: Telephone;
let adapters: ChannelAdapter[];

beforeAll(async () => {
	server = await labServer(0);
	const accounts = labVoiceAccounts({ labUrl: server.url, publicOrigin });
	adapters = [twilioVoice(accounts[0]), vonageVoice(accounts[1])];
	gateway = await smallGateway(publicOrigin, () => adapters);
	exchange = telephone({ server, accounts, gatewayUrl: gateway.url });
});
afterAll(async () => {
	await exchange.close();
	await gateway.close();
	await server.close();
});

const heard = (call: LiveCall) =>
	call.heard
		.map((url) => /\/prompts\/(.+)\.mp3$/.exec(url)?.[1] ?? 'recording')
		.map((path) => path.replace('/', ' '));
const spoken = (language: string) => [...number].map((digit) => `${language} digit-${digit}`);
const toRecord = ['press 2', 'press 1', 'press 1', 'press 12'] as const;
const recordingsOf = (call: LiveCall) => gateway.recordings.filter(({ callId }) => callId === call.id);
const voiceOf = (via: string) => {
	const voice = adapters.find(({ account }) => account === `ivr-${via}`)?.voice;
	if (!voice) throw new Error(via);
	return voice;
};

describe.each(['twilio', 'vonage'])('a call through %s', (via) => {
	test('a grievance is left, and its number is heard twice', async () => {
		const call = await exchange.scriptedCall({ via, from }, [...toRecord, 'record 3', 'press 1']);
		expect(call).toMatchObject({ state: 'ended', ending: 'helpline' });
		const words = heard(call);
		const numbers = words.filter((word) => word.startsWith('hi digit-'));
		expect(numbers).toEqual([...spoken('hi'), ...spoken('hi')]);
		expect(words).toContain('hi consent');
		expect(words.at(-1)).toBe('hi goodbye');
		expect(gateway.outcomes.get(call.id)).toEqual(['recording', 'left']);
		expect(recordingsOf(call)).toHaveLength(1);
	});
	test('the recording can be fetched', async () => {
		const call = await exchange.scriptedCall({ via, from }, [...toRecord, 'record 2', 'hang up']);
		const [{ recording } = { recording: undefined }] = recordingsOf(call);
		if (!recording) throw new Error('no recording');
		const { content, mediaType } = await voiceOf(via).fetchRecording(recording);
		expect(mediaType).toMatch(/^audio\//);
		expect(content.equals(toneWav(2))).toBe(true);
	});
	test('one that is not there yet may be tried again', async () => {
		const faults = { notReady: 1 };
		const call = await exchange.scriptedCall({ via, from, faults }, [...toRecord, 'record 2']);
		const [{ recording } = { recording: undefined }] = recordingsOf(call);
		if (!recording) throw new Error('no recording');
		await expect(voiceOf(via).fetchRecording(recording)).rejects.toMatchObject({ retryable: true });
		expect((await voiceOf(via).fetchRecording(recording)).content.length).toBeGreaterThan(1000);
	});
	test('hanging up while speaking still leaves the recording', async () => {
		const call = await exchange.scriptedCall({ via, from }, [...toRecord, 'hang up']);
		expect(call).toMatchObject({ state: 'ended', ending: 'caller' });
		expect(gateway.outcomes.get(call.id)?.[0]).toBe('recording');
		expect(recordingsOf(call)).toHaveLength(1);
	});
	test('a caller who says nothing hears Punjabi and then help', async () => {
		const call = await exchange.scriptedCall(
			{ via, from },
			Array.from({ length: 7 }, () => 'wait' as const)
		);
		expect(call.ending).toBe('helpline');
		expect(heard(call).at(-1)).toBe('pa help');
		expect(gateway.outcomes.get(call.id)).toEqual(['ended']);
	});
	test.each(['before', 'repeated', 'never'] as const)(
		'the word of a recording comes %s',
		async (recording) => {
			const call = await exchange.scriptedCall({ via, from, faults: { recording } }, [
				...toRecord,
				'record 1',
				'wait'
			]);
			expect(call.ending).toBe('helpline');
			expect(recordingsOf(call)).toHaveLength({ before: 1, repeated: 3, never: 0 }[recording]);
		}
	);
	test.each(['reversed', 'repeated'] as const)('states of the call come %s', async (status) => {
		const call = await exchange.scriptedCall({ via, from, faults: { status } }, ['press 3', 'hang up']);
		expect(call).toMatchObject({ state: 'ended', ending: 'caller' });
		const states = call.exchanges
			.filter(({ url }) => url.endsWith('/status'))
			.flatMap(({ answers }) => answers);
		expect(states.length).toBeGreaterThan(2);
		for (const { status: code } of states) expect(code).toBe(204);
	});
	test('an unsigned call is not answered', async () => {
		const call = await exchange.scriptedCall({ via, from, faults: { unsigned: true } }, ['press 1']);
		expect(call).toMatchObject({ state: 'ended', ending: 'answer 403' });
		expect(call.heard).toHaveLength(0);
		expect(gateway.refused).toContain('signature');
	});
	test('a withheld caller can leave a grievance', async () => {
		const call = await exchange.scriptedCall({ via, from: 'anonymous' }, [
			...toRecord,
			'record 1',
			'press 1'
		]);
		expect(gateway.outcomes.get(call.id)).toEqual(['recording', 'left']);
	});
});

test('Twilio plays the recording back, and another one can be made', async () => {
	const call = await exchange.scriptedCall({ via: 'twilio', from }, [
		...toRecord,
		'record 1',
		'press 2',
		'record 2',
		'press 1'
	]);
	expect(heard(call).filter((word) => word === 'recording')).toHaveLength(2);
	expect(recordingsOf(call)).toHaveLength(2);
});
test('Twilio goes past a recording without sound; the caller is asked again', async () => {
	const call = await exchange.scriptedCall({ via: 'twilio', from }, [...toRecord, 'record 0']);
	expect(heard(call).at(-1)).toBe('hi not-heard');
	expect(call.state).toBe('recording');
	await call.hangUp();
});

test.each([
	['twilio', 1],
	['vonage', 3]
])('%s gives up on an answer that does not come, after %i tries', async (via, tries) => {
	const asked: string[] = [];
	const mute = createServer((request, response) => {
		const path = new URL(request.url ?? '/', 'http://mute').pathname;
		asked.push(path);
		if (path.endsWith('/status')) response.writeHead(204).end();
	});
	await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
	const { port } = mute.address() as AddressInfo;
	const lab = await labServer(0);
	const impatient = telephone({
		server: lab,
		accounts: labVoiceAccounts({ labUrl: lab.url, publicOrigin }),
		gatewayUrl: `http://127.0.0.1:${port}`,
		limit_ms: 50
	});
	const call = impatient.placeCall({ via, from });
	await call.settled();
	expect(call).toMatchObject({ state: 'ended', ending: 'no answer in time' });
	expect(asked.filter((path) => path === `/hooks/ivr-${via}`)).toHaveLength(tries);
	mute.closeAllConnections();
	mute.close();
	await lab.close();
});

describe('fetching', () => {
	const recording = (url: string): Recording => ({ externalId: 'x', url });
	test.each(['twilio', 'vonage'])('%s asks no other host', async (via) => {
		for (const url of ['https://evil.example/RE1', 'file:///etc/passwd', 'http://127.0.0.1:1/x', 'nonsense'])
			await expect(voiceOf(via).fetchRecording(recording(url))).rejects.toMatchObject({ retryable: false });
	});
	test('a redirect to a strange host is not followed', async () => {
		const path = new URL('/v1/redirected', server.url);
		server.route('GET', '/v1/redirected', () => ({
			status: 302,
			headers: { location: 'https://evil.example/' }
		}));
		const fetched = voiceOf('vonage').fetchRecording(recording(path.href));
		await expect(fetched).rejects.toMatchObject({ code: 'host', retryable: false });
	});
	test('what is no audio is refused, a busy provider is tried again', async () => {
		server.route('GET', '/v1/page', () => ({ status: 200, type: 'text/html', body: '<p>' }));
		server.route('GET', '/v1/busy', () => ({ status: 429, headers: { 'retry-after': '7' } }));
		const fetched = (path: string) => voiceOf('vonage').fetchRecording(recording(server.url + path));
		await expect(fetched('/v1/page')).rejects.toMatchObject({ code: 'media_type', retryable: false });
		await expect(fetched('/v1/busy')).rejects.toMatchObject({ retryable: true, retryAfter_ms: 7000 });
		await expect(fetched('/v1/busy')).rejects.toBeInstanceOf(SendError);
	});
	test('more than the limit is refused', async () => {
		server.route('GET', '/v1/huge', () => ({
			status: 200,
			type: 'audio/wav',
			body: Buffer.alloc(17 * 1024 * 1024)
		}));
		const fetched = voiceOf('vonage').fetchRecording(recording(`${server.url}/v1/huge`));
		await expect(fetched).rejects.toMatchObject({ code: 'too_large', retryable: false });
	});
});

describe('the exchange is strict', () => {
	test.each([
		'<Response><Say></Say></Response>',
		'<Response><Say volume="2">x</Say></Response>',
		'<Response><Enqueue>x</Enqueue></Response>',
		'<Response><Conference>x</Conference></Response>',
		'<Response><Dial><Conference></Conference></Dial></Response>',
		'<Response><Dial><Conference muted="yes">x</Conference></Dial></Response>',
		'<Response><Dial><Conference statusCallbackEvent="come go">x</Conference></Dial></Response>',
		'<Response><Gather input="dtmf" numDigits="1" timeout="5" action="https://x/"><Hangup/></Gather></Response>',
		'<Response><Play>x</Response>',
		'<Response><Gather input="dtmf" numDigits="0" timeout="5" action="https://x/"/></Response>',
		'<Response><Play volume="1">https://x/a.mp3</Play></Response>',
		'<Nothing/>'
	])('TwiML %s', (xml) => {
		expect(() => readTwiml(xml)).toThrow();
	});
	test.each([
		'{}',
		'[{"action":"talk","text":""}]',
		'[{"action":"conversation"}]',
		'[{"action":"conversation","name":"x","mute":"true"}]',
		'[{"action":"conversation","name":"x","moderator":true}]',
		'[{"action":"conversation","name":"x"},{"action":"talk","text":"never"}]',
		'[{"action":"stream","streamUrl":["https://x/a"],"bargeIn":true}]',
		'[{"action":"input","type":["dtmf"],"dtmf":{"timeOut":11,"maxDigits":1},"eventUrl":["https://x/"]}]'
	])('NCCO %s', (text) => {
		expect(() => readNcco(text)).toThrow();
	});
	test('its sound is a real WAV', () => {
		const wav = toneWav(1.5);
		expect(wav.toString('latin1', 0, 4)).toBe('RIFF');
		expect(wav.readUInt32LE(4)).toBe(wav.length - 8);
		expect(wavSeconds(wav)).toBe(1.5);
	});
});
