import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { LookupAddress } from 'node:dns';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { labReceiver, type Receiver } from '#adapters/lab/receiver.ts';
import { labServer, type LabServer } from '#adapters/lab/server.ts';
import { allowAddresses, faultOfUrl, guardedLookup } from '#adapters/webhook/address.ts';
import { postJson } from '#adapters/webhook/post.ts';
import { secretOf, signedHeaders } from '#adapters/webhook/sign.ts';

let server: LabServer;
let receiver: Receiver;
beforeAll(async () => {
	server = await labServer(0);
	receiver = labReceiver(server);
});
afterAll(() => server.close());

const here = allowAddresses(['127.0.0.0/8']);
const nowhere = allowAddresses([]);

test.each([
	['500', 500, 'status'],
	['404', 404, 'status'],
	['redirect', 307, 'redirect'],
	['garbage', null, 'garbage'],
	['hang', null, 'timeout']
] as const)('%s is no delivery', async (fault, status, told) => {
	receiver.fail([fault]);
	const posted = await postJson(receiver.url, '{}', {}, { allowed: here, timeout_ms: 500 });
	expect(posted).toMatchObject({ status, fault: told });
});

test('a redirect is not followed', async () => {
	const before = receiver.received.length;
	receiver.fail(['redirect']);
	await postJson(receiver.url, '{}', {}, { allowed: here });
	expect(receiver.received).toHaveLength(before + 1);
});

test('nobody listening is no delivery', async () => {
	expect(await postJson('http://127.0.0.1:1/', '{}', {}, { allowed: here })).toMatchObject({
		status: null,
		fault: 'refused'
	});
});

test('an endless answer is read to 64 KB, and its status counts', async () => {
	let sent = 0;
	const endless = createServer((socket) => {
		socket.on('error', () => undefined);
		socket.write('HTTP/1.1 200 OK\r\ncontent-type: text/plain\r\n\r\n');
		const more = () => {
			while (!socket.destroyed && sent < 64 * 1024 * 1024 && socket.write('x'.repeat(16_384))) sent += 16_384;
		};
		socket.on('drain', more);
		more();
	}).listen(0, '127.0.0.1');
	await once(endless, 'listening');
	const url = `http://127.0.0.1:${(endless.address() as AddressInfo).port}/`;
	expect(await postJson(url, '{}', {}, { allowed: here })).toMatchObject({ status: 200, fault: null });
	expect(sent).toBeLessThan(64 * 1024 * 1024);
	endless.close();
});

test.each([
	'127.0.0.1',
	'10.1.2.3',
	'100.64.0.1',
	'169.254.169.254',
	'172.16.0.1',
	'192.168.1.1',
	'0.0.0.0',
	'255.255.255.255',
	'224.0.0.1',
	'::1',
	'::',
	'fe80::1',
	'fd00::1',
	'ff02::1',
	'::ffff:10.0.0.1',
	'64:ff9b::a00:1',
	'2002:a00:1::'
])('%s is closed', (address) => expect(nowhere(address)).toBe(false));

test('public addresses are open, and of the closed ones those that were named', () => {
	for (const address of ['8.8.8.8', '172.32.0.1', '2606:4700::1111']) expect(nowhere(address)).toBe(true);
	const own = allowAddresses(['10.4.0.0/16', 'fd12::/16']);
	expect(['10.4.200.1', 'fd12::9', '10.5.0.1'].map(own)).toEqual([true, true, false]);
});

test.each([
	['http://department.example/', 'https'],
	['ftp://department.example/', 'https'],
	['https://name:word@department.example/', 'address'],
	['https://department.example/#part', 'address'],
	['https://localhost/', 'closed_address'],
	['https://127.1/', 'closed_address'],
	['https://0x7f000001/', 'closed_address'],
	['https://2130706433/', 'closed_address'],
	['https://[::ffff:127.0.0.1]/', 'closed_address'],
	['https://169.254.169.254/latest', 'closed_address'],
	['no address', 'address'],
	['https://department.example/hooks?of=sunwai', null]
] as const)('%s: %s', (url, fault) => {
	expect(faultOfUrl(url, { allowed: nowhere, plain: false })).toBe(fault);
});

/** What a name leads to when the network says so. */
const looked = (found: LookupAddress[], all: boolean) =>
	new Promise<unknown>((resolve) => {
		const look = ((_host: string, _options: unknown, done: (fault: null, found: LookupAddress[]) => void) =>
			done(null, found)) as unknown as Parameters<typeof guardedLookup>[1];
		guardedLookup(nowhere, look)('department.example', { all }, (fault, address) =>
			resolve(fault ? (fault as NodeJS.ErrnoException).code : address)
		);
	});

test('a name is resolved once, and not connected to where any of its addresses is closed', async () => {
	const open = { address: '8.8.8.8', family: 4 };
	expect(await looked([open], false)).toBe('8.8.8.8');
	expect(await looked([open], true)).toEqual([open]);
	expect(await looked([open, { address: '10.0.0.1', family: 4 }], true)).toBe('blocked');
	expect(await looked([], true)).toBe('blocked');
	const posted = await postJson('http://localhost:1/', '{}', {}, { allowed: nowhere });
	expect(posted).toMatchObject({ status: null, fault: 'blocked' });
});

test('each secret signs, in the writing of Standard Webhooks, and a changed body is not signed', async () => {
	const [first, second] = [1, 2].map((generation) => secretOf('x'.repeat(40), 'id', generation)) as [
		string,
		string
	];
	expect(first).not.toBe(second);
	const body = '{"a":"ਪਾਣੀ"}';
	const headers = signedHeaders('message-1', body, [second, first], new Date());
	for (const secret of [first, second, secretOf('x'.repeat(40), 'id', 3)]) {
		receiver.trust(secret);
		await postJson(receiver.url, body, headers, { allowed: here });
	}
	await postJson(receiver.url, `${body} `, headers, { allowed: here });
	expect(receiver.received.slice(-4).map(({ verified }) => verified)).toEqual([true, true, false, false]);
});
