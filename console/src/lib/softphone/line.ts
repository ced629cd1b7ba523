import type { SoftphoneLine } from '#contracts/softphone.ts';
import type { MicrophoneFault } from '#lib/sound/microphone.ts';

/** What is told of a line while it is open. */
export interface LineEvents {
	/** Whether it can be rung just now. A line that was lost tries again by itself. */
	reached(reached: boolean): void;
	/** The carrier does not take the token. */
	refused(): void;
	/** Another window of the same person has it now. */
	replaced(): void;
	/** It is rung, by the carrier's id of that: true where it is to be answered. */
	rings(id: string): Promise<boolean>;
	talks(talks: boolean): void;
	/** From 0 to 1. */
	levels(spoken: number, heard: number): void;
	fault(fault: MicrophoneFault): void;
	asleep(asleep: boolean): void;
	/** A fresh token, before the one that it has runs out or where it has. */
	renew(): Promise<string>;
}

/** A line on which this browser can be rung. */
export interface Line {
	close(): void;
}

/** Opens a line; each carrier has its own way, which is loaded when it is used. */
export type OpenLine = (line: SoftphoneLine, events: LineEvents) => Promise<Line>;
