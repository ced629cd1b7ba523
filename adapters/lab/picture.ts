import { deflateSync, crc32 } from 'node:zlib';

const SIDE = 160;

function chunk(type: string, data: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from(type), data]);
	const length = Buffer.alloc(4);
	length.writeUInt32BE(data.length);
	const check = Buffer.alloc(4);
	check.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, check]);
}

/** A small true PNG: a road with a hole in it, near enough. */
function draw(): Buffer {
	const rows: Buffer[] = [];
	for (let y = 0; y < SIDE; y++) {
		const row = Buffer.alloc(1 + SIDE * 3);
		for (let x = 0; x < SIDE; x++) {
			const hole = (x - 80) ** 2 / 900 + (y - 100) ** 2 / 250 < 1;
			const line = Math.abs(x - 80) < 3 && y % 40 < 22 && !hole;
			const shade = hole ? 25 : line ? 235 : 110 + ((x * 7 + y * 13) % 17);
			row.fill(shade, 1 + x * 3, 4 + x * 3);
		}
		rows.push(row);
	}
	const header = Buffer.alloc(13);
	header.writeUInt32BE(SIDE, 0);
	header.writeUInt32BE(SIDE, 4);
	header.set([8, 2, 0, 0, 0], 8);
	return Buffer.concat([
		Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
		chunk('IHDR', header),
		chunk('IDAT', deflateSync(Buffer.concat(rows))),
		chunk('IEND', Buffer.alloc(0))
	]);
}

/** What a citizen of the lab attaches. */
export const samplePicture = draw();
