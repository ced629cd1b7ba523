import { setTimeout as wait } from 'node:timers/promises';
import { HOOK, signedSms, type SignedSms } from './sms.ts';

const TIMEOUT_MS = 15_000;
const AGAIN_AFTER_MS = 100;
/** Every this many-th message is sent once more although it was acknowledged, to whichever gateway. */
const REPEAT_EVERY = 15;

/** Sends each message until it is acknowledged, as a provider does, to whichever gateway it meets. */
export function startProvider(urls: string[], { lanes, perSecond, random }: ProviderWish) {
	/** Sender by message id, of all that were acknowledged. */
	const acknowledged = new Map<string, string>();
	const refused: Record<string, number> = {};
	const stopping = new AbortController();
	let next = 0;

	const post = async ({ body, headers }: SignedSms): Promise<boolean> => {
		const url = urls[Math.floor(random() * urls.length)]! + HOOK;
		const signal = AbortSignal.timeout(TIMEOUT_MS);
		const status = await fetch(url, { method: 'POST', body, headers, signal }).then(
			async (response) => (await response.arrayBuffer().catch(() => null)) && response.status,
			() => 'connection'
		);
		const ok = typeof status === 'number' && status < 300;
		if (!ok) refused[String(status)] = (refused[String(status)] ?? 0) + 1;
		return ok;
	};
	const lane = async () => {
		for (let index = next++; !stopping.signal.aborted; index = next++) {
			const sms = signedSms(index);
			const due = wait((lanes * 1000) / perSecond);
			while (!(await post(sms))) await wait(AGAIN_AFTER_MS);
			acknowledged.set(sms.sid, sms.from);
			if (index % REPEAT_EVERY === 0) await Promise.all([post(sms), post(sms)]);
			await due;
		}
	};
	const running = Promise.all(Array.from({ length: lanes }, lane));
	return {
		acknowledged,
		refused,
		/** Resolves when every message that was begun has been acknowledged. */
		async stop() {
			stopping.abort();
			await running;
		}
	};
}
export interface ProviderWish {
	lanes: number;
	perSecond: number;
	/** 0 … 1 */
	random(): number;
}
