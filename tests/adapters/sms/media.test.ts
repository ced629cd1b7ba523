import { afterAll, beforeAll, expect, test } from 'vitest';
import { fetchMedia, type MediaSource } from '#adapters/sms/media.ts';
import { twilioSms } from '#adapters/sms/twilio-sms.ts';
import { labServer, type LabRequest, type LabServer } from '#adapters/lab/server.ts';

let api: LabServer;
let cdn: LabServer;
let other: LabServer;
const asked: { server: string; request: LabRequest }[] = [];
const authorization = 'Basic c2VjcmV0';
const limit_bytes = 1000;

const source = (): MediaSource => ({
	hosts: [api.url, cdn.url],
	credentials: { origin: api.url, authorization },
	limit_bytes,
	timeout_ms: 300
});
const redirect = (to: () => string) => () => ({ status: 302, headers: { location: to() } });

beforeAll(async () => {
	[api, cdn, other] = await Promise.all([labServer(0), labServer(0), labServer(0)]);
	for (const [server, name] of [
		[api, 'api'],
		[cdn, 'cdn'],
		[other, 'other']
	] as const)
		server.route('GET', '/file', (request) => {
			asked.push({ server: name, request });
			return { status: 200, type: 'image/jpeg; charset=binary', body: 'photo' };
		});
	api.route(
		'GET',
		'/to-cdn',
		redirect(() => `${cdn.url}/file`)
	);
	api.route(
		'GET',
		'/same',
		redirect(() => '/file')
	);
	api.route(
		'GET',
		'/there-and-back',
		redirect(() => `${cdn.url}/back`)
	);
	cdn.route(
		'GET',
		'/back',
		redirect(() => `${api.url}/file`)
	);
	api.route(
		'GET',
		'/to-other',
		redirect(() => `${other.url}/file`)
	);
	api.route(
		'GET',
		'/to-metadata',
		redirect(() => 'http://169.254.169.254/latest/meta-data/')
	);
	api.route(
		'GET',
		'/to-file',
		redirect(() => 'file:///etc/passwd')
	);
	api.route(
		'GET',
		'/loop',
		redirect(() => '/loop')
	);
	api.route('GET', '/large', () => ({
		status: 200,
		type: 'image/jpeg',
		body: Buffer.alloc(limit_bytes + 1)
	}));
	api.route('GET', '/large-unsaid', () => ({
		status: 200,
		type: 'image/jpeg',
		headers: { 'transfer-encoding': 'chunked' },
		body: Buffer.alloc(limit_bytes + 1)
	}));
	api.route('GET', '/page', () => ({ status: 200, type: 'text/html', body: '<script>' }));
	api.route('GET', '/svg', () => ({ status: 200, type: 'image/svg+xml', body: '<svg/>' }));
	api.route('GET', '/busy', () => ({ status: 503 }));
	api.route('GET', '/forbidden', () => ({ status: 403 }));
	api.route('GET', '/never', () => new Promise(() => {}));
});
afterAll(() => Promise.all([api.close(), cdn.close(), other.close()]));

const lastAsked = () => asked.at(-1)!;

test('the password goes to the provider', async () => {
	expect(await fetchMedia(`${api.url}/same`, source())).toEqual({
		content: Buffer.from('photo'),
		mediaType: 'image/jpeg'
	});
	expect(lastAsked().request.headers['authorization']).toBe(authorization);
});
test.each([
	['/to-cdn', 'cdn'],
	['/there-and-back', 'api']
])('%s: the password does not follow to another host', async (path, server) => {
	await fetchMedia(`${api.url}${path}`, source());
	expect(lastAsked().server).toBe(server);
	expect(lastAsked().request.headers['authorization']).toBeUndefined();
});
test.each(['/to-other', '/to-metadata', '/to-file'])('%s is not followed', async (path) => {
	const before = asked.length;
	await expect(fetchMedia(`${api.url}${path}`, source())).rejects.toMatchObject({
		code: 'media_host',
		retryable: false
	});
	expect(asked).toHaveLength(before);
});
test.each([
	['/loop', 'media_redirects', false],
	['/large', 'media_size', false],
	['/large-unsaid', 'media_size', false],
	['/page', 'media_type', false],
	['/svg', 'media_type', false],
	['/busy', 'media_503', true],
	['/absent', 'media_404', true],
	['/forbidden', 'media_403', false],
	['/never', 'timeout', true]
])('%s is refused as %s', async (path, code, retryable) => {
	await expect(fetchMedia(`${api.url}${path}`, source())).rejects.toMatchObject({ code, retryable });
});
test.each([
	'http://api.twilio.com/a',
	'https://api.twilio.com:8443/a',
	'https://user:pass@api.twilio.com/a',
	'https://api.twilio.com.evil.example/a',
	'https://eviltwiliocdn.com/a',
	'https://127.0.0.1/a',
	'https://[::1]/a',
	'file:///etc/passwd',
	'not an address'
])('%s is no place of the provider', async (url) => {
	const adapter = twilioSms({
		provider: 'twilio-sms',
		id: 'sms-twilio',
		accountSid: `AC${'0'.repeat(32)}`,
		authTokens: ['12345'],
		number: '+911725550100',
		publicOrigin: 'https://gw.example.gov.in'
	});
	await expect(adapter.fetchMedia!(url)).rejects.toMatchObject({ code: 'media_host', retryable: false });
});
