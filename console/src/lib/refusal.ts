import type { Refused } from '#contracts/words.ts';

/** What the gateway would not do, and why; `status` 0 means that it did not answer. */
export class Refusal extends Error {
	readonly code: string;
	readonly status: number;
	readonly faults: { field: string; code: string }[];
	/** How long to wait before asking the same again; 0 when that is not said. */
	readonly wait_seconds: number;
	constructor(status: number, { code, message, field, faults, wait_seconds }: Refused) {
		super(message);
		this.code = code;
		this.status = status;
		this.wait_seconds = wait_seconds ?? 0;
		this.faults = faults ?? (field ? [{ field, code }] : []);
	}
}

const isRefused = (reply: unknown): reply is Refused =>
	typeof reply === 'object' && reply !== null && 'code' in reply && typeof reply.code === 'string';

const codes: Record<number, string> = {
	0: 'offline',
	401: 'signed_out',
	403: 'forbidden',
	404: 'not_found',
	413: 'too_large',
	429: 'too_many'
};

/** A refusal out of whatever came back. */
export const reading = (status: number, reply: unknown) =>
	new Refusal(status, isRefused(reply) ? reply : { code: codes[status] ?? 'fault', message: '' });

/** Any thrown thing as a refusal, so that a screen has one kind of bad news. */
export const asRefusal = (thrown: unknown) => (thrown instanceof Refusal ? thrown : reading(-1, null));
