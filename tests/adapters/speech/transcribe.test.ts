import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { LabAnswer } from '#adapters/lab/server.ts';
import { transcribe, type Transcriber } from '#adapters/speech/transcribe.ts';
import { transcriber } from '../../support/transcriber.ts';

let machine: Awaited<ReturnType<typeof transcriber>>;
let at: Transcriber;
beforeAll(async () => {
	machine = await transcriber('a-key');
	at = { baseUrl: `${machine.baseUrl}/`, model: 'listener-1', key: 'a-key', timeout_ms: 10_000 };
});
afterAll(() => machine.close());
beforeEach(() => void (machine.heard.length = machine.first.length = 0));

const spoken = { content: Buffer.from('RIFF of a voice'), mediaType: 'audio/wav', language: 'pa' };
const html = '<html>502 Bad Gateway</html>';

test('a recording is sent with its kind, model and language, and its words come back', async () => {
	machine.says = '  ਗਲੀ ਵਿੱਚ ਪਾਣੀ ਖੜ੍ਹਾ ਹੈ।\n';
	expect(await transcribe(at, spoken)).toBe('ਗਲੀ ਵਿੱਚ ਪਾਣੀ ਖੜ੍ਹਾ ਹੈ।');
	expect(machine.heard).toEqual([
		{
			name: 'recording.wav',
			mediaType: 'audio/wav',
			bytes: spoken.content,
			model: 'listener-1',
			language: 'pa'
		}
	]);
	await transcribe(at, { ...spoken, mediaType: 'audio/mpeg' });
	expect(machine.heard[1]).toMatchObject({ name: 'recording.mp3', mediaType: 'audio/mpeg' });
});

test.for<[string, LabAnswer, object]>([
	[
		'too many requests',
		{ status: 429, headers: { 'retry-after': '7' }, body: '{}' },
		{ code: 'http_429', retryable: true, retryAfter_ms: 7000 }
	],
	['a fault of its own', { status: 500, body: 'oops' }, { code: 'http_500', retryable: true }],
	['what it cannot decode', { status: 400, body: '{}' }, { code: 'http_400', retryable: false }],
	['too much', { status: 413, body: '{}' }, { code: 'http_413', retryable: false }],
	['the page of a proxy', { status: 200, body: html }, { code: 'answer', retryable: true }],
	['no text', { status: 200, body: '{"text":5}' }, { code: 'answer', retryable: true }],
	['nothing', { status: 200, body: '' }, { code: 'answer', retryable: true }],
	[
		'words without end',
		{ status: 200, body: JSON.stringify({ text: 'x'.repeat(1024 * 1024) }) },
		{ code: 'answer_too_large', retryable: false }
	],
	[
		'another address',
		{ status: 302, headers: { location: 'http://127.0.0.1:1/' } },
		{ code: 'network', retryable: true }
	]
])('%s is told as what it is', async ([, answer, expected], { expect }) => {
	machine.first.push(answer);
	await expect(transcribe(at, spoken)).rejects.toMatchObject(expected);
});

test('a machine that never answers, is away or does not know the key', async () => {
	machine.first.push('never');
	await expect(transcribe({ ...at, timeout_ms: 200 }, spoken)).rejects.toMatchObject({
		code: 'network',
		retryable: true
	});
	const away = { ...at, baseUrl: 'http://127.0.0.1:1/v1' };
	await expect(transcribe(away, spoken)).rejects.toMatchObject({ code: 'network', retryable: true });
	await expect(transcribe({ ...at, key: 'another' }, spoken)).rejects.toMatchObject({
		code: 'http_401',
		retryable: false
	});
});
