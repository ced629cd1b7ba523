import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Pdu } from 'smpp';
import type { Connection, Sink } from '#adapters/adapter.ts';
import { Unreadable } from '#adapters/inbound.ts';
import type { SmppConfig } from './smpp.ts';
import { bind, type Link, type Receiver } from './smpp-link.ts';
import { keep, read } from './smpp-kept.ts';
import { identity, kindOf } from './smpp-pdu.ts';
import { esme } from './smpp-wire.ts';

const firstWait_default_ms = 500;
const longestWait_default_ms = 60_000;

/**
 * For how long the same content from the same sender counts as the SMSC's repetition. An SMSC that got no answer
 * comes back within seconds or a few minutes; a citizen who repeats himself an hour later is heard again.
 */
const repetition_ms = 5 * 60_000;

/** Half to all of a wait that doubles, so that many gateways do not come back at the same moment. */
const backoff_ms = (failures: number, { firstWait_ms, longestWait_ms }: SmppConfig) => {
	const full = (firstWait_ms ?? firstWait_default_ms) * 2 ** Math.min(failures, 20);
	return Math.min(full, longestWait_ms ?? longestWait_default_ms) * (0.5 + Math.random() / 2);
};

/**
 * A PDU with a lasting id is known by it. Any other is known by its content and a window of time; a repetition
 * that crosses the edge of its window is still found, because the window before is looked up too.
 */
const externalIdOf = async (body: Buffer, sink: Sink): Promise<string> => {
	const { key, lasting } = identity(read(body));
	if (lasting) return key;
	const window = Math.floor(Date.now() / repetition_ms);
	const before = `${key}|${window - 1}`;
	return (await sink.known([before])).has(before) ? before : `${key}|${window}`;
};

const receiveInto =
	(sink: Sink): Receiver =>
	async (pdu: Pdu) => {
		const body = keep(pdu);
		const arriving = await externalIdOf(body, sink).then(
			(externalId) => ({ kind: kindOf(read(body)), externalId }),
			(fault: unknown) => {
				if (!(fault instanceof Unreadable)) throw fault;
				// Kept all the same: `parse` refuses it and the gateway parks it.
				return {
					kind: 'message' as const,
					externalId: `unreadable|${createHash('sha256').update(body).digest('hex')}`
				};
			}
		);
		await sink.receive([{ ...arriving, body, headers: { 'external-id': arriving.externalId } }]);
		return esme.ok;
	};

/** Binds again and again until stopped; tells of every link that is bound and of its end. */
export function keepBound(config: SmppConfig, sink: Sink, use: (link: Link | undefined) => void): Connection {
	const stopping = new AbortController();
	const { signal } = stopping;
	const aborted = new Promise<void>((resolve) =>
		signal.addEventListener('abort', () => resolve(), { once: true })
	);
	const hold = async () => {
		const link = await bind(config, 'transceiver', receiveInto(sink), signal);
		sink.health({ ok: true });
		use(link);
		await Promise.race([link.closed, aborted]);
		use(undefined);
		if (signal.aborted) await link.unbind();
	};
	const run = async () => {
		let failures = 0;
		while (!signal.aborted) {
			let error = 'the SMSC closed the connection';
			await hold().then(
				() => (failures = 0),
				(fault: Error) => ((error = fault.message), failures++)
			);
			if (signal.aborted) return;
			sink.health({ ok: false, error });
			await wait(backoff_ms(failures, config), undefined, { signal }).catch(() => undefined);
		}
	};
	const running = run();
	return {
		stop: async () => {
			stopping.abort();
			await running;
		}
	};
}
