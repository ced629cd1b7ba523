import type { Evidence } from '#contracts/case-desk.ts';

/** A place by latitude and longitude. */
export interface Place {
	latitude: number;
	longitude: number;
}

const EARTH_M = 6_371_000;
const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Metres between two places, on a ball: good to half a percent. */
export function metresBetween(one: Place, other: Place): number {
	const [south, north] = [radians(one.latitude), radians(other.latitude)];
	const up = Math.sin((north - south) / 2) ** 2;
	const along = Math.sin(radians(other.longitude - one.longitude) / 2) ** 2;
	return Math.round(2 * EARTH_M * Math.asin(Math.sqrt(up + Math.cos(south) * Math.cos(north) * along)));
}

/** Clocks of cameras go wrong by some minutes. Milliseconds. */
const CLOCK_SLACK_MS = 10 * 60_000;

const placeOf = (of: { latitude: number | null; longitude: number | null } | null): Place | null =>
	of && of.latitude !== null && of.longitude !== null
		? { latitude: of.latitude, longitude: of.longitude }
		: null;

/**
 * A file of a resolution with what there is to doubt: how far from the case's place it was taken, and whether before the
 * complaint or after the reply. By what the picture says, else the browser; null where nothing can be compared.
 */
export function doubted(
	file: Omit<Evidence, 'distance_m' | 'taken'>,
	of: { place: Place | null; since: string; until: string }
): Evidence {
	const place = placeOf(file.camera) ?? placeOf(file);
	const at = file.camera?.takenAt ?? file.takenAt;
	const time = at === null ? null : Date.parse(at);
	return {
		...file,
		distance_m: of.place && place ? metresBetween(of.place, place) : null,
		taken:
			time === null
				? null
				: time < Date.parse(of.since) - CLOCK_SLACK_MS
					? 'before'
					: time > Date.parse(of.until) + CLOCK_SLACK_MS
						? 'after'
						: 'between'
	};
}
