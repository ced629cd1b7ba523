import { SendError } from '#adapters/outgoing.ts';

/** Faults of a connection that was never made: nothing was handed over. */
const before = new Set([
	'ECONNREFUSED',
	'ENOTFOUND',
	'EAI_AGAIN',
	'EHOSTUNREACH',
	'ENETUNREACH',
	'UND_ERR_CONNECT_TIMEOUT'
]);

const codesOf = (fault: unknown): string[] => {
	if (typeof fault !== 'object' || fault === null) return [];
	const { code, cause, errors } = fault as { code?: unknown; cause?: unknown; errors?: unknown[] };
	return [...(typeof code === 'string' ? [code] : []), ...codesOf(cause), ...(errors ?? []).flatMap(codesOf)];
};

/** What a lost connection leaves of an attempt: `unreachable` where none was made, `network` where nobody knows. */
export const networkFailure = (fault: unknown): SendError =>
	new SendError(
		codesOf(fault).some((code) => before.has(code)) ? 'unreachable' : 'network',
		true,
		String(fault)
	);

/** Wait that a provider is given when it asks for patience without saying how long, milliseconds. */
export const PATIENCE_MS = 3_000;
