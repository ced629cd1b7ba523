/** A value of an EXIF directory. */
type Entry = { tag: number; type: 2 | 4 | 5 | 1; count: number; value: Buffer };

const text = (tag: number, said: string): Entry => {
	const value = Buffer.from(`${said}\0`);
	return { tag, type: 2, count: value.length, value };
};
const long = (tag: number, said: number): Entry => {
	const value = Buffer.alloc(4);
	value.writeUInt32BE(said);
	return { tag, type: 4, count: 1, value };
};
/** Degrees as a camera writes them: degrees, minutes and hundredths of seconds. */
function angle(tag: number, degrees: number): Entry {
	const whole = Math.abs(degrees);
	const minutes = (whole % 1) * 60;
	const parts = [Math.trunc(whole), Math.trunc(minutes), Math.round((minutes % 1) * 6000)];
	const value = Buffer.alloc(24);
	for (const [at, part] of parts.entries()) {
		value.writeUInt32BE(part, at * 8);
		value.writeUInt32BE(at === 2 ? 100 : 1, at * 8 + 4);
	}
	return { tag, type: 5, count: 3, value };
}

/** A directory at `at`, its long values behind it. */
function directory(entries: Entry[], at: number): Buffer {
	const head = Buffer.alloc(2 + entries.length * 12 + 4);
	head.writeUInt16BE(entries.length);
	const tail: Buffer[] = [];
	let next = at + head.length;
	for (const [nth, { tag, type, count, value }] of entries.entries()) {
		const place = 2 + nth * 12;
		head.writeUInt16BE(tag, place);
		head.writeUInt16BE(type, place + 2);
		head.writeUInt32BE(count, place + 4);
		if (value.length <= 4) value.copy(head, place + 8);
		else {
			head.writeUInt32BE(next, place + 8);
			tail.push(value);
			next += value.length;
		}
	}
	return Buffer.concat([head, ...tail]);
}

/** What a camera writes into a picture. */
export interface Shot {
	latitude?: number;
	longitude?: number;
	/** `2026:11:27 14:03:59` */
	at?: string;
	zone?: string;
}

/** The bytes behind `Exif\0\0`. */
function tiff({ latitude, longitude, at, zone }: Shot): Buffer {
	const exif = [...(at ? [text(0x9003, at)] : []), ...(zone ? [text(0x9011, zone)] : [])];
	const gps =
		latitude === undefined || longitude === undefined
			? []
			: [
					text(1, latitude < 0 ? 'S' : 'N'),
					angle(2, latitude),
					text(3, longitude < 0 ? 'W' : 'E'),
					angle(4, longitude)
				];
	const root = 8 + 2 + 2 * 12 + 4;
	const exifPart = directory(exif, root);
	const gpsPart = directory(gps, root + exifPart.length);
	const ifd = directory([long(0x8769, root), long(0x8825, root + exifPart.length)], 8);
	return Buffer.concat([Buffer.from('MM\0*\0\0\0\x08', 'latin1'), ifd, exifPart, gpsPart]);
}

/** A JPEG of one grey square with these bytes as its EXIF. */
export function jpegWith(exif: Buffer): Buffer {
	const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif]);
	const mark = Buffer.from([0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 0xff]);
	const ones = (count: number) => '01'.repeat(count);
	const zeros = (count: number) => '00'.repeat(count);
	const square = Buffer.from(
		[
			`ffdb004300${ones(64)}`,
			'ffc0000b080008000801011100',
			`ffc400140001${zeros(16)}`,
			`ffc400141001${zeros(16)}`,
			'ffda0008010100003f003f',
			'ffd9'
		].join(''),
		'hex'
	);
	return Buffer.concat([Buffer.from([0xff, 0xd8]), mark, body, square]);
}

/** A JPEG as a telephone's camera makes it. */
export const jpeg = (shot: Shot) => jpegWith(tiff(shot));
