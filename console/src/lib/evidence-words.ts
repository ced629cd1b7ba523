import type { Evidence } from '#contracts/case-desk.ts';
import { fullTime } from './format.ts';
import { locale } from './locale.svelte.ts';
import { m } from './paraglide/messages.js';

/** Nearer than this is the place: a telephone knows where it is no better. Metres. */
const NEAR_M = 150;
/** From here on whole kilometres say enough. Metres. */
const FAR_M = 10_000;

/** A distance as it is said: `300 m`, `2.4 km`, `12 km`. */
export function distance(metres: number): string {
	const [unit, value] =
		metres < 1000 ? ['meter', Math.round(metres / 10) * 10] : ['kilometer', metres / 1000];
	return new Intl.NumberFormat(`${locale.current}-IN`, {
		style: 'unit',
		unit: unit as string,
		maximumFractionDigits: metres < FAR_M ? 1 : 0
	}).format(value as number);
}

/** How far from the case's place a file was taken; null where that is not known. */
export const whereTaken = ({ distance_m }: Evidence) =>
	distance_m === null
		? null
		: distance_m <= NEAR_M
			? { far: false, said: m.case_evidence_near() }
			: { far: true, said: m.case_evidence_far({ far: distance(distance_m) }) };

/** What is odd about when it was taken; null where nothing is. */
export const whenTaken = ({ taken }: Evidence) =>
	taken === 'before' ? m.case_evidence_before() : taken === 'after' ? m.case_evidence_after() : null;

/** Place and time in one line; null where neither is known. */
export function claim(of: { latitude: number | null; longitude: number | null; takenAt: string | null }) {
	const place =
		of.latitude !== null && of.longitude !== null
			? `${of.latitude.toFixed(4)}, ${of.longitude.toFixed(4)}`
			: null;
	return [place, of.takenAt && fullTime(of.takenAt)].filter(Boolean).join(' · ') || null;
}
