import type { ChannelAdapter, Connection, Sink } from '../adapter.ts';
import { loopback, type ImapConfig } from './config.ts';
import { RETRY_LIMIT_MS } from './limits.ts';
import { mailSender } from './send.ts';
import { rememberedFolders, session, settings } from './session.ts';
import { backoff, pause } from './wait.ts';

export { ImapConfig } from './config.ts';

/** Keeps a connection to the inbox until aborted, however often it is lost. Never rejects. */
async function follow(config: ImapConfig, sink: Sink, signal: AbortSignal): Promise<void> {
	const { retry_ms } = settings(config);
	let failures = 0;
	const healthy = () => {
		failures = 0;
		sink.health({ ok: true });
	};
	let folders: Awaited<ReturnType<typeof rememberedFolders>> | undefined;
	while (!signal.aborted) {
		try {
			folders ??= await rememberedFolders(config, sink);
			await session(config, sink, folders, signal, healthy);
		} catch (fault) {
			if (signal.aborted) return;
			sink.health({ ok: false, error: fault instanceof Error ? fault.message : String(fault) });
			await pause(backoff(++failures, retry_ms, RETRY_LIMIT_MS), signal);
		}
	}
}

/**
 * One inbox over IMAP, and the SMTP server by which its notices leave. A mail is delivered with the external id
 * `<folder>;<UIDVALIDITY>;<UID>` and its raw source; nothing on the server changes before `receive` resolved.
 */
export function imapMailbox(config: ImapConfig): ChannelAdapter {
	if (config.allowSelfSigned && !loopback(config.host))
		throw new Error(`account ${config.id}: allowSelfSigned is for hosts of this machine only`);
	const sender = mailSender(config);
	return {
		account: config.id,
		channel: 'email',
		provider: 'imap',
		async parse({ body }) {
			const { parseMail } = await import('./parse.ts');
			return [await parseMail(body, { ownAddresses: config.ownAddresses })];
		},
		send: sender.send,
		open(sink): Connection {
			const stopping = new AbortController();
			const life = follow(config, sink, stopping.signal);
			return {
				async stop() {
					stopping.abort();
					await life;
				}
			};
		},
		close: sender.close
	};
}
