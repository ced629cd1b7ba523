import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { DraftFile } from '#contracts/draft-file.ts';
import { samplePicture } from '#adapters/lab/picture.ts';
import { keepHouse } from '#gateway/housekeeping.ts';
import { act, held, registration } from '../../support/desk.ts';
import { gatewayTest, type Person, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();
type Faults = { code: string; faults: { field: string; code: string }[] };

/** A picture whose bytes no other one has. */
const picture = () => Buffer.concat([samplePicture, Buffer.from(randomUUID())]);
async function add(
	gateway: TestGateway,
	subject: string,
	content: Buffer = picture(),
	{ name = 'photo.png', person = 'agent' as Person } = {}
) {
	const body = new FormData();
	body.set('file', new Blob([new Uint8Array(content)]), name);
	const cookie = await gateway.signIn(person);
	return gateway.call<DraftFile & Faults>('POST', `/api/drafts/${subject}/files`, { cookie, body });
}
const ask = async <T = never>(gateway: TestGateway, person: Person, method: string, path: string) =>
	gateway.call<T>(method, `/api/drafts/${path}`, { cookie: await gateway.signIn(person) });
const listed = async (gateway: TestGateway, person: Person, subject: string) =>
	(await ask<{ files: DraftFile[] }>(gateway, person, 'GET', `${subject}/files`)).json.files;

test('a file is stored at once, shown to its own person alone, and can be taken away', async ({
	gateway
}) => {
	const { number } = await held(gateway, 'agent', 'With a photo');
	const subject = `submission:${number}`;
	const { status, json } = await add(gateway, subject, picture(), { name: 'ਫ਼ੋਟੋ.png' });
	expect({ status, json }).toMatchObject({ status: 200, json: { name: 'ਫ਼ੋਟੋ.png', mediaType: 'image/png' } });
	expect(await listed(gateway, 'agent', subject)).toEqual([json]);
	expect(await listed(gateway, 'agent2', subject)).toEqual([]);
	const path = `${subject}/files/${json.id}`;
	const shown = await ask(gateway, 'agent', 'GET', path);
	expect(shown.status).toBe(200);
	expect(shown.headers.get('content-type')).toBe('image/png');
	expect((await ask(gateway, 'agent2', 'GET', path)).status).toBe(404);
	expect((await ask(gateway, 'agent2', 'DELETE', path)).json).toEqual({ removed: false });
	expect((await ask(gateway, 'agent', 'DELETE', path)).json).toEqual({ removed: true });
	expect(await listed(gateway, 'agent', subject)).toEqual([]);
});

test('the limits of a file are named', async ({ gateway }) => {
	const subject = 'submission:2600000018';
	const refused = async (content: Buffer, name?: string) => {
		const { status, json } = await add(gateway, subject, content, name ? { name } : {});
		return [status, json.faults?.[0]?.code ?? json.code];
	};
	expect(await refused(Buffer.alloc(0))).toEqual([400, 'empty']);
	expect(await refused(Buffer.from('MZ\0\0'), 'tool.exe')).toEqual([400, 'type']);
	expect(await refused(Buffer.concat([samplePicture, Buffer.alloc(10 * 1024 * 1024)]))).toEqual([
		413,
		'too_large'
	]);
	for (let count = 0; count < 10; count++) expect((await add(gateway, subject)).status).toBe(200);
	expect(await refused(picture())).toEqual([400, 'many']);
});

test('registering takes the files along, behind what the citizen sent, and the history names them', async ({
	gateway
}) => {
	const { number } = await held(gateway, 'agent', 'Files go along');
	const subject = `submission:${number}`;
	const [first, , third] = [
		await add(gateway, subject, picture(), { name: 'one.png' }),
		await add(gateway, subject, picture(), { name: 'left.png' }),
		await add(gateway, subject, picture(), { name: 'three.png' })
	];
	const files = [first.json.id, third.json.id];
	expect((await act(gateway, 'agent', number, 'register', registration({ files }))).status).toBe(200);
	const attached = await gateway.query(
		`select a.name, a.state, s.attachments from attachment a join submission s on s.id = a.submission
			where s.number = $1 order by a.position`,
		number
	);
	expect(attached).toEqual([
		{ name: 'one.png', state: 'stored', attachments: 2 },
		{ name: 'three.png', state: 'stored', attachments: 2 }
	]);
	const [event] = await gateway.query(
		`select detail from event where number = $1 and type = 'submission:attached'`,
		number
	);
	expect(event).toEqual({ detail: { files: ['one.png', 'three.png'] } });
});

test('another’s file, or one that is gone, is refused and nothing is decided', async ({ gateway }) => {
	const { number } = await held(gateway, 'agent', 'Files of others');
	const other = await add(gateway, `submission:${number}`, picture(), { person: 'agent2' });
	const answer = await act<Faults>(
		gateway,
		'agent',
		number,
		'register',
		registration({ files: [other.json.id] })
	);
	expect(answer).toMatchObject({ status: 400, json: { faults: [{ field: 'files', code: 'gone' }] } });
	expect(await listed(gateway, 'agent2', `submission:${number}`)).toHaveLength(1);
});

test('what is taken in at the desk takes its files along, once', async ({ gateway }) => {
	const { json: file } = await add(gateway, 'register', picture(), { name: 'letter.png' });
	const body = new FormData();
	const key = randomUUID();
	const register = registration({ files: [file.id] });
	body.set('data', JSON.stringify({ key, channel: 'post', text: 'A letter with a photo', register }));
	const cookie = await gateway.signIn('agent');
	const hand = () =>
		gateway.call<{ number: string; repeated: boolean }>('POST', '/api/register', { cookie, body });
	const first = await hand();
	expect(first.status).toBe(200);
	expect((await hand()).json).toEqual({ number: first.json.number, repeated: true });
	expect(
		await gateway.query(
			'select a.name from attachment a join submission s on s.id = a.submission where s.number = $1',
			first.json.number
		)
	).toEqual([{ name: 'letter.png' }]);
	expect(await listed(gateway, 'agent', 'register')).toEqual([]);
});

test('files of a form that was given up are taken away, with their bytes', async ({ gateway }) => {
	const subject = 'submission:2600000026';
	const content = picture();
	const { json } = await add(gateway, subject, content);
	const old = (table: string) =>
		gateway.query(`update ${table} set created_at = created_at - interval '3 days'`);
	const bytes = await gateway.query<{ blob: string }>('select blob from draft_file where id = $1', json.id);
	const left = () => gateway.query('select from blob where sha256 = $1', bytes[0]!.blob);
	await old('upload');
	await keepHouse(gateway.services);
	expect(await left()).toHaveLength(1);
	await old('draft_file');
	await keepHouse(gateway.services);
	expect(await listed(gateway, 'agent', subject)).toEqual([]);
	await old('upload');
	await keepHouse(gateway.services);
	expect(await left()).toHaveLength(0);
});

test('files go with the draft that is forgotten', async ({ gateway }) => {
	const subject = 'submission:2600000034';
	await add(gateway, subject);
	await gateway.call('PUT', `/api/drafts/${subject}`, {
		cookie: await gateway.signIn('agent'),
		body: { body: { summary: 'x' }, after: 0 }
	});
	await ask(gateway, 'agent', 'DELETE', subject);
	expect(await listed(gateway, 'agent', subject)).toEqual([]);
});
