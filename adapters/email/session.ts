import type { ImapFlow } from 'imapflow';
import type { Sink } from '../adapter.ts';
import { loopback, type ImapConfig } from './config.ts';
import { newFolder, openFolder, readFolder, type Folder, type Reading } from './folder.ts';
import { COMPARE_MS, MAIL_LIMIT, RETRY_LIMIT_MS, STOP_MS } from './limits.ts';
import { backoff, bell, within } from './wait.ts';

type Settings = Required<Pick<ImapConfig, 'sweep_ms' | 'answer_ms' | 'retry_ms'>>;
/** Waits of an account: those of the configuration, else the usual ones. */
export const settings = ({
	sweep_ms = 60_000,
	answer_ms = 20_000,
	retry_ms = 1_000
}: ImapConfig): Settings => ({
	sweep_ms,
	answer_ms,
	retry_ms
});

async function connect(config: ImapConfig, signal: AbortSignal): Promise<ImapFlow> {
	const { ImapFlow } = await import('imapflow');
	const { answer_ms } = settings(config);
	const local = loopback(config.host);
	const client = new ImapFlow({
		host: config.host,
		port: config.port,
		secure: config.secure,
		...(config.secure ? {} : { doSTARTTLS: !local }),
		auth: { user: config.user, pass: config.password },
		tls: { rejectUnauthorized: !(local && config.allowSelfSigned === true) },
		logger: false,
		disableAutoIdle: true,
		connectionTimeout: answer_ms,
		greetingTimeout: answer_ms,
		// Longer than a commit may take, during which we ask nothing and the server says nothing.
		socketTimeout: 3 * answer_ms,
		// A server that lies about RFC822.SIZE must not fill the memory.
		maxLiteralSize: 2 * MAIL_LIMIT
	});
	client.on('error', () => undefined);
	const giveUp = () => client.close();
	signal.addEventListener('abort', giveUp, { once: true });
	try {
		signal.throwIfAborted();
		await client.connect();
	} finally {
		signal.removeEventListener('abort', giveUp);
	}
	return client;
}

const message = (fault: unknown) => (fault instanceof Error ? fault.message : String(fault));

/** One look at a folder. Returns the fault that the connection survived, throws one that it did not. */
async function look(reading: Reading, folder: Folder, reopen: boolean): Promise<string | undefined> {
	const { client } = reading;
	try {
		const current = client.mailbox && client.mailbox.path === folder.path;
		if (reopen || !current) await openFolder(client, folder, !reading.seenAfterCommit);
		if (folder.comparedAt !== undefined && Date.now() - folder.comparedAt > COMPARE_MS)
			delete folder.comparedAt;
		await readFolder(reading, folder);
		return undefined;
	} catch (fault) {
		if (!client.usable) throw fault;
		return `${folder.path}: ${message(fault)}`;
	}
}

/** Where the folders stand: what the next start compares with. */
const cursorOf = (folders: Folder[]) =>
	Object.fromEntries(
		folders
			.filter(({ uidValidity }) => uidValidity !== undefined)
			.map(({ path, uidValidity, highest, waiting }) => [
				path,
				{ uidvalidity: uidValidity, uid: Math.min(highest, ...[...waiting].map((uid) => uid - 1)) }
			])
	);

/** The folders of the account with the UIDVALIDITY that the cursor remembers. The first one is watched live. */
export async function rememberedFolders(config: ImapConfig, sink: Sink): Promise<[Folder, ...Folder[]]> {
	const cursor = (await sink.cursor.read()) as Record<string, { uidvalidity?: string }> | null | undefined;
	const [first = 'INBOX', ...rest] = config.folders ?? [];
	const folder = (path: string) => newFolder(path, cursor?.[path]?.uidvalidity);
	return [folder(first), ...rest.map(folder)];
}

/** Says goodbye, but waits for the answer only so long. */
async function leave(client: ImapFlow): Promise<void> {
	await within(client.logout(), STOP_MS, 'LOGOUT').catch(() => undefined);
	client.close();
}

/**
 * One connection: reads every folder, then waits for news by IDLE and sweeps now and then.
 * Resolves when aborted, rejects when the connection is lost. `healthy` is called after each good pass.
 */
export async function session(
	config: ImapConfig,
	sink: Sink,
	folders: [Folder, ...Folder[]],
	signal: AbortSignal,
	healthy: () => void
): Promise<void> {
	const { sweep_ms, answer_ms, retry_ms } = settings(config);
	const [live, ...others] = folders;
	const client = await connect(config, signal);
	const news = bell();
	client.on('exists', news.ring);
	client.on('close', news.ring);
	const hurry = () => void setTimeout(() => client.close(), STOP_MS).unref();
	signal.addEventListener('abort', hurry, { once: true });
	const reading: Reading = { client, sink, signal, seenAfterCommit: config.seenAfterCommit === true };
	for (const folder of folders) delete folder.comparedAt;
	let stored = '';
	let failures = 0;
	let sweep = true;
	try {
		while (!signal.aborted) {
			const faults: string[] = [];
			for (const folder of sweep ? [...others, live] : [live]) {
				const fault = await look(reading, folder, sweep);
				if (fault) faults.push(fault);
			}
			const cursor = JSON.stringify(cursorOf(folders));
			if (cursor !== stored) await sink.cursor.write(JSON.parse(cursor));
			stored = cursor;
			if (faults.length > 0) sink.health({ ok: false, error: faults.join('; ') });
			else healthy();
			failures = faults.length > 0 ? failures + 1 : 0;
			if (signal.aborted) break;
			if (client.usable) client.idle().catch(() => undefined);
			const wait = failures > 0 ? Math.min(sweep_ms, backoff(failures, retry_ms, RETRY_LIMIT_MS)) : sweep_ms;
			sweep = !(await news.wait(wait, signal));
			if (signal.aborted) break;
			// IDLE may have died without a word: the server has to answer before anything else is asked of it.
			await within(client.noop(), answer_ms, 'NOOP');
			if (!client.usable) throw new Error('connection lost');
		}
	} finally {
		if (signal.aborted && client.usable) await leave(client);
		else client.close();
		signal.removeEventListener('abort', hurry);
	}
}
