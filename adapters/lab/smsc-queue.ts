import { setTimeout as wait } from 'node:timers/promises';
import type { Session } from 'smpp';
import { esme, loadSmpp, wire, type Wire } from '../sms/smpp-wire.ts';

const response_timeout_ms = 5000;

/** What an SMSC holds for its receivers: every PDU is sent again and again until one of them acknowledges it. */
export async function smscQueue(retryWait_ms: number) {
	const smpp = await loadSmpp();
	const receivers = new Map<Session, Wire>();
	const waiting = new Set<() => void>();
	const closing = new AbortController();
	const wake = () => {
		for (const resolve of waiting) resolve();
		waiting.clear();
	};
	const receiver = async () => {
		while (receivers.size === 0 && !closing.signal.aborted)
			await new Promise<void>((resolve) => waiting.add(resolve));
		return [...receivers.values()][0];
	};
	return {
		add: (session: Session) => {
			receivers.set(session, wire(smpp, session, response_timeout_ms));
			wake();
		},
		remove: (session: Session) => void receivers.delete(session),
		/** Resolves with the number of attempts; rejects when the SMSC closes first. */
		deliver: async (fields: Record<string, unknown>): Promise<number> => {
			for (let attempt = 1; ; attempt++) {
				const link = await receiver();
				// The package writes the encoded text back into what it is given.
				const answer = await link?.request('deliver_sm', { ...fields }).catch(() => undefined);
				if (answer?.command_status === esme.ok) return attempt;
				closing.signal.throwIfAborted();
				await wait(retryWait_ms, undefined, { signal: closing.signal });
			}
		},
		/** Waits as long as the SMSC lives; rejects when it closes first. */
		pause: (ms: number) => wait(ms, undefined, { signal: closing.signal }),
		close: () => {
			closing.abort();
			wake();
		}
	};
}
export type SmscQueue = Awaited<ReturnType<typeof smscQueue>>;
