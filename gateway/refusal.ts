import type { Refused } from '#contracts/words.ts';

/** What a caller may learn: a short code, what was wrong, with which field. Anything else is a fault and answered 500. */
export class Refusal extends Error {
	readonly code: string;
	readonly status: number;
	readonly field?: string;
	readonly faults?: { field: string; code: string }[];
	readonly wait_seconds?: number;
	constructor(
		code: string,
		status: number,
		message?: string,
		more: { field?: string; faults?: { field: string; code: string }[]; wait_seconds?: number } = {}
	) {
		super(message ?? code);
		this.code = code;
		this.status = status;
		if (more.field) this.field = more.field;
		if (more.faults) this.faults = more.faults;
		if (more.wait_seconds) this.wait_seconds = more.wait_seconds;
	}
	toJSON(): Refused {
		const { code, message, field, faults, wait_seconds } = this;
		return {
			code,
			message,
			...(field ? { field } : {}),
			...(faults ? { faults } : {}),
			...(wait_seconds ? { wait_seconds } : {})
		};
	}
}
