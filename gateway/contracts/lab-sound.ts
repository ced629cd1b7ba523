/*
 * Sound of the lab's telephones over the live socket (`live.ts`), only where the lab runs. A piece of sound is raw
 * samples, 16 bit, little-endian, one channel.
 *
 * Client → server: `lab:listen` (call, reply: LabListens), `lab:say` (call, piece), `lab:leave` (call), of a telephone
 * on `/lab` with the permission `lab`, or of a line of one's own softphone.
 * `softphone:open` (account, token, reply: LabListens), `softphone:answer` (call), `softphone:close` (account).
 * Server → client: `lab:heard` (LabHeard), `softphone:call` (SoftphoneCall), `softphone:replaced` (account): another
 * window of the same person has it now.
 */

/** Samples in a second. */
export const SOUND_RATE_HZ = 8000;
/** Longest piece that is taken: a quarter of a second. */
export const SOUND_LIMIT_BYTES = SOUND_RATE_HZ / 2;

export interface LabListens {
	ok: boolean;
}

export interface LabHeard {
	/** The one that hears. */
	call: string;
	/** The one that is heard. */
	from: string;
	sound: ArrayBuffer;
}

/** What becomes of a call that rings a softphone. */
export interface SoftphoneCall {
	account: string;
	call: string;
	state: 'ringing' | 'talking' | 'ended';
}
