import type { Going } from './call-engine.ts';
import { hears } from './rooms.ts';
import { newTape } from './tape.ts';
import { rate_hz } from './tone.ts';

/* Sound between the participants of a room: 16-bit samples of 8 kHz, a piece at a time. */

/** Gets what a call hears, and from which call it comes. */
export type Ear = (from: string, said: Buffer) => void;

/** What comes so much too late is said now; what comes so much too early is not said at all. */
const slack_ms = 400;

/** When this piece was said, in milliseconds since 1970: right after the one before it. Null: nobody speaks so fast. */
export function momentOf(spokenUntil: number, length_ms: number, now: number): number | null {
	if (spokenUntil > now + slack_ms) return null;
	return spokenUntil < now - length_ms - slack_ms ? now - length_ms : spokenUntil;
}

/** Nobody but the one who is coached hears a coach, and no tape does. */
const isWhispering = ({ leg, waiting }: Going) =>
	leg.coaching !== null || (waiting?.do === 'confer' && waiting.canSpeak !== undefined);

/** Says something in the room of a call: everybody hears it who hears this call, and so does the room's recording. */
export function say(mouth: Going, said: Buffer): void {
	const { room, leg, line } = mouth;
	if (!room || room.startedAt === null || room.over || leg.muted || leg.held) return;
	const length_ms = (said.length / 2 / rate_hz) * 1000;
	const at = momentOf(mouth.spokenUntil, length_ms, Date.now());
	if (at === null) return;
	mouth.spokenUntil = at + length_ms;
	if (room.first.record && !isWhispering(mouth)) {
		room.tape ??= newTape();
		room.tape.add(at - room.startedAt, said);
	}
	for (const seat of room.seats.values())
		if (hears(seat, mouth)) for (const ear of seat.ears) ear(line.id, said);
}
