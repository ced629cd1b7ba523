import fc from 'fast-check';
import { expect, test as plain } from 'vitest';
import { askPictures } from '#gateway/grievance/camera.ts';
import { doubted, metresBetween } from '#gateway/grievance/doubt.ts';
import { look, registered, reply, verb } from '../../support/case.ts';
import { gatewayTest } from '../../support/gateway.ts';
import { jpeg, jpegWith, type Shot } from '../../support/jpeg.ts';

const test = gatewayTest();
const pump = { latitude: 30.9, longitude: 75.85 };
/** As a camera in India dates it, so many minutes from now. */
const stamp = (minutes: number) =>
	new Date(Date.now() + (minutes + 330) * 60_000)
		.toISOString()
		.slice(0, 19)
		.replaceAll('-', ':')
		.replace('T', ' ');

plain('pictures say where and when they were taken, and what is broken says nothing', async () => {
	const shot: Shot = { ...pump, at: '2026:11:27 14:03:59', zone: '+05:30' };
	const whole = jpeg(shot);
	const south = jpeg({ latitude: -33.5, longitude: -70.25 });
	const said = await askPictures([
		whole,
		south,
		jpeg({ at: '2026:11:27 14:03:59' }),
		jpeg({ at: '0000:00:00 00:00:00', latitude: 0, longitude: 0 }),
		whole.subarray(0, 60),
		Buffer.from('no picture'),
		Buffer.alloc(0)
	]);
	expect(said[0]).toMatchObject({ takenAt: '2026-11-27T08:33:59.000Z' });
	expect(metresBetween(pump, said[0] as typeof pump)).toBeLessThan(5);
	expect(said[1]).toMatchObject({ latitude: -33.5, longitude: -70.25, takenAt: null });
	expect(said[2]).toEqual({ latitude: null, longitude: null, takenAt: '2026-11-27T08:33:59.000Z' });
	expect(said.slice(3)).toEqual([null, null, null, null]);
});

plain('no picture keeps anybody waiting', { timeout: 60_000 }, async () => {
	const whole = jpeg({ ...pump, at: '2026:11:27 14:03:59' });
	// Directories that lead to each other, and lists as long as a number can say.
	const loop = Buffer.from(whole);
	loop.writeUInt32BE(8, 12 + 8 + 2 + 8);
	const endless = Buffer.alloc(60_000, 0xff);
	endless.write('MM\0*\0\0\0\x08', 'latin1');
	const entries = Buffer.alloc(59_000);
	for (let at = 0; at + 12 <= entries.length; at += 12) {
		entries.writeUInt16BE(0x0001 + (at % 30), at);
		entries.writeUInt16BE(2, at + 2);
		entries.writeUInt32BE(0xffffffff, at + 4);
		entries.writeUInt32BE(8, at + 8);
	}
	entries.copy(endless, 10);
	const wounds = fc.array(fc.tuple(fc.integer({ min: 2, max: whole.length - 1 }), fc.nat(255)), {
		minLength: 1,
		maxLength: 30
	});
	const hurt = fc.sample(wounds, 200).map((places) => {
		const picture = Buffer.from(whole);
		for (const [at, byte] of places) picture[at] = byte;
		return picture;
	});
	expect((await askPictures([...hurt, whole])).at(-1)).toMatchObject({ takenAt: '2026-11-27T08:33:59.000Z' });
	const began = performance.now();
	expect(await askPictures([loop, jpegWith(endless)])).toHaveLength(2);
	expect(performance.now() - began).toBeLessThan(20_000);
});

plain('what there is to doubt is said, and by the browser where the picture says nothing', () => {
	const file = {
		id: '1',
		name: 'a.jpg',
		mediaType: 'image/jpeg',
		size: 1,
		latitude: null,
		longitude: null,
		takenAt: null,
		camera: null
	};
	const of = { place: pump, since: '2026-11-01T00:00:00Z', until: '2026-11-20T00:00:00Z' };
	const far = { latitude: 31.008, longitude: 75.85, takenAt: '2026-10-30T00:00:00Z' };
	expect(doubted(file, of)).toMatchObject({ distance_m: null, taken: null });
	expect(doubted({ ...file, camera: far }, of)).toMatchObject({
		distance_m: expect.closeTo(12_009, -2),
		taken: 'before'
	});
	expect(doubted({ ...file, ...pump, takenAt: '2026-11-10T00:00:00Z' }, of)).toMatchObject({
		distance_m: 0,
		taken: 'between'
	});
	expect(
		doubted({ ...file, ...pump, takenAt: '2026-11-20T01:00:00Z' }, { ...of, place: null })
	).toMatchObject({
		distance_m: null,
		taken: 'after'
	});
	// The picture's own word goes before the browser's.
	expect(doubted({ ...file, ...pump, camera: far }, of).distance_m).toBeGreaterThan(12_000);
});

test('a resolution shows how far and how early its picture was taken, whatever is sent as one', async ({
	gateway
}) => {
	const number = await registered(gateway, 'Pump with a picture');
	await gateway.query(
		`update submission set matter = matter || '{"latitude": 30.9, "longitude": 75.85}' where number = $1`,
		number
	);
	await verb(gateway, 'officer', number, 'acknowledge');
	const cookie = await gateway.signIn('officer');
	const send = async (name: string, content: Buffer) => {
		const body = new FormData();
		body.append('file', new Blob([new Uint8Array(content)], { type: 'image/jpeg' }), name);
		const sent = await gateway.call<{ id: string }>('POST', `/api/drafts/case:${number}/files`, {
			cookie,
			body
		});
		expect(sent.status, sent.text).toBe(200);
		return sent.json.id;
	};
	const old = await send('old.jpg', jpeg({ latitude: 31.008, longitude: 75.85, at: stamp(-60 * 24 * 9) }));
	const fresh = await send('fresh.jpg', jpeg({ ...pump, at: stamp(0) }));
	const broken = await send('broken.jpg', jpegWith(Buffer.alloc(40, 0xff)));
	const resolved = await verb(gateway, 'officer', number, 'resolve', {
		grade: 'full',
		reply: reply.pa,
		files: [{ id: old }, { id: fresh, latitude: 10, longitude: 10 }, { id: broken, ...pump }]
	});
	expect(resolved.status, resolved.text).toBe(200);
	const { files } = (await look(gateway, 'feedback', number)).resolutions[0]!;
	expect(files.map(({ name, distance_m, taken }) => [name, distance_m, taken])).toEqual([
		['old.jpg', expect.closeTo(12_009, -2), 'before'],
		['fresh.jpg', expect.closeTo(0, -1), 'between'],
		['broken.jpg', 0, null]
	]);
	expect(files[1]).toMatchObject({ latitude: 10, camera: { latitude: expect.closeTo(30.9, 3) } });
	expect(files[2]!.camera).toBeNull();
});
