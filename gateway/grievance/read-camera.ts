import exif from 'exifreader';

/** What a picture says of itself. Anybody can write it there: it is shown, and proves nothing. */
export interface Camera {
	latitude: number | null;
	longitude: number | null;
	/** ISO time; of a camera that knows no zone, as a clock in India shows it. */
	takenAt: string | null;
}

const INDIA = '+05:30';
/** Before there were cameras in telephones nobody took a picture of a case. */
const EARLIEST = Date.parse('2000-01-01T00:00:00Z');

/** An instant of `2026:11:27 14:03:59` and a zone; null where it is none, or of a clock that was never set. */
function instantOf(stamp: string | undefined, zone: string | undefined): string | null {
	const parts = /^(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)/.exec(stamp ?? '');
	if (!parts) return null;
	const [, year, month, day, hour, minute, second] = parts;
	const offset = /^[+-]\d\d:\d\d$/.test(zone ?? '') ? zone! : INDIA;
	const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
	return at >= EARLIEST ? new Date(at).toISOString() : null;
}

const within = (value: unknown, limit: number) =>
	typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= limit ? value : null;

/** What stands in the picture; null where nothing does. Throws on what is no picture, or a broken one. */
export function readCamera(picture: Buffer): Camera | null {
	const { exif: tags, gps } = exif.load(picture, {
		expanded: true,
		includeTags: {
			exif: ['DateTimeOriginal', 'OffsetTimeOriginal'],
			gps: true
		}
	});
	const latitude = within(gps?.Latitude, 90);
	const longitude = within(gps?.Longitude, 180);
	// Without satellites some cameras write a place off Africa.
	const placed = latitude !== null && longitude !== null && (latitude !== 0 || longitude !== 0);
	const takenAt = instantOf(tags?.DateTimeOriginal?.description, tags?.OffsetTimeOriginal?.description);
	if (!placed && takenAt === null) return null;
	return { latitude: placed ? latitude : null, longitude: placed ? longitude : null, takenAt };
}
