import { chmod, chown, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, describe, expect } from 'vitest';
import type { ImapConfig } from '#adapters/email/config.ts';
import { imapMailbox } from '#adapters/email/imap.ts';
import { MAIL_HEAD, MAIL_LIMIT } from '#adapters/email/limits.ts';
import { labMailAccounts, labMailAddresses } from '#adapters/lab/accounts-mail.ts';
import { hasDovecot } from '#adapters/lab/dovecot.ts';
import { labMailbox, type LabMailbox } from '#adapters/lab/mailbox.ts';
import { ledger } from './ledger.ts';
import { proxy } from './proxy.ts';

const mail = (subject: string, text = 'The street light is out.') =>
	Buffer.from(
		`From: Gurpreet <g@x.example>\r\nTo: ${labMailAddresses[0]}\r\nSubject: ${subject}\r\n\r\n${text}\r\n`
	);
const subjects = (count: number) => Array.from({ length: count }, (_, i) => `mail ${i}`).sort();

interface World {
	lab: LabMailbox;
	/** Opens the first inbox into this ledger; closed with the test. */
	open(into: ReturnType<typeof ledger>, change?: Partial<ImapConfig>): { stop(): Promise<void> };
}
const test = base.extend<{ world: World }>({
	world: async ({}, use) => {
		const folder = await mkdtemp(join(tmpdir(), 'sunwai-test-mail-'));
		await chmod(folder, 0o711);
		const lab = await labMailbox({ folder, imapPort: 0, smtpPort: 0, addresses: labMailAddresses });
		const open: { stop(): Promise<void> }[] = [];
		await use({
			lab,
			open(into, change) {
				const [config] = labMailAccounts(lab);
				const connection = imapMailbox({ ...config, retry_ms: 50, ...change }).open?.(into.sink);
				if (!connection) throw new Error('the adapter has no connection to open');
				open.push(connection);
				return connection;
			}
		});
		await Promise.all(open.map((connection) => connection.stop()));
		await lab.close();
		await rm(folder, { recursive: true, force: true });
	}
});

describe('an inbox', () => {
	test('hands on what lay there, with the ids of the ledger', async ({ world: { lab, open } }) => {
		await lab.bulkDeliver(230, (i) => mail(`mail ${i}`));
		const into = ledger();
		open(into);
		await into.until(() => into.rows.size === 230 && into.states.at(-1)?.ok === true);
		expect(into.subjects()).toEqual(subjects(230));
		expect([...into.rows.keys()].every((id) => /^INBOX;\d+;\d+$/.test(id))).toBe(true);
		expect(into.cursor()?.['INBOX']?.uid).toBe(230);
	});

	test('hands on a new mail by IDLE, long before the sweep', async ({ world: { lab, open } }) => {
		const into = ledger();
		open(into, { sweep_ms: 600_000 });
		await into.until(() => into.states.at(-1)?.ok === true);
		await lab.deliver(mail('mail 0'));
		await into.until(() => into.rows.size === 1);
		await lab.deliver(mail('mail 1'));
		await into.until(() => into.rows.size === 2);
		expect(into.subjects()).toEqual(subjects(2));
	});

	test('reads all folders, those that IDLE does not watch at the sweep', async ({ world: { lab, open } }) => {
		const into = ledger();
		open(into, { folders: ['INBOX', 'No such folder'], sweep_ms: 200 });
		await lab.deliver(mail('mail 0'));
		await into.until(() => into.rows.size === 1 && into.states.length > 1);
		expect(into.states.at(-1)).toEqual({ ok: false, error: expect.stringContaining('No such folder') });
	});

	test('goes on where it stood after the server was down', async ({ world: { lab, open } }) => {
		const into = ledger();
		open(into);
		await lab.deliver(mail('mail 0'));
		await into.until(() => into.rows.size === 1);
		await lab.server.stop();
		await into.until(() => into.states.at(-1)?.ok === false);
		await lab.server.start();
		await lab.deliver(mail('mail 1'));
		await into.until(() => into.rows.size === 2 && into.states.at(-1)?.ok === true);
		expect(into.subjects()).toEqual(subjects(2));
	});

	test('loses nothing when the server dies in the middle', async ({ world: { lab, open } }) => {
		await lab.bulkDeliver(400, (i) => mail(`mail ${i}`, 'x'.repeat(20_000)));
		const into = ledger();
		let died: Promise<void> | undefined;
		into.beforeCommit(async () => {
			died ??= lab.server.stop().then(() => lab.server.start());
			await died;
		});
		open(into);
		await into.until(() => into.rows.size === 400);
		expect(into.subjects()).toEqual(subjects(400));
		expect(into.states.some(({ ok }) => !ok)).toBe(true);
	});

	test('offers a batch again whose commit failed, and skips none', async ({ world: { lab, open } }) => {
		await lab.bulkDeliver(250, (i) => mail(`mail ${i}`));
		const into = ledger();
		let commits = 0;
		into.beforeCommit(async () => {
			if (++commits === 2) throw new Error('database is gone');
		});
		open(into);
		await into.until(() => into.rows.size === 250);
		expect(into.subjects()).toEqual(subjects(250));
		expect(into.states).toContainEqual({ ok: false, error: expect.stringContaining('database is gone') });
	});

	test('fills the gaps that an outage left in the ledger', async ({ world: { lab, open } }) => {
		await lab.bulkDeliver(20, (i) => mail(`mail ${i}`));
		const into = ledger();
		await open(into).stop();
		const first = open(into);
		await into.until(() => into.rows.size === 20);
		await first.stop();
		for (const id of [...into.rows.keys()].slice(3, 9)) into.rows.delete(id);
		open(into);
		await into.until(() => into.rows.size === 20);
		expect(into.subjects()).toEqual(subjects(20));
	});

	test('keeps an oversized mail on the server and hands on its beginning', async ({
		world: { lab, open }
	}) => {
		await lab.deliver(mail('mail 0', `${'y'.repeat(998)}\r\n`.repeat(MAIL_LIMIT / 1000 + 10)));
		await lab.deliver(mail('mail 1'));
		const into = ledger();
		open(into);
		await into.until(() => into.rows.size === 2);
		const [big, small] = [...into.rows.values()];
		expect(big?.flags).toEqual(['oversized']);
		expect(big?.body.length).toBe(MAIL_HEAD);
		expect(small?.flags).toBeUndefined();
	});

	test('a mail that breaks the connection each time holds up no other', async ({ world: { lab, open } }) => {
		const way = await proxy(lab.imap.port);
		way.cutAt('POISON');
		await lab.bulkDeliver(150, (i) => mail(`mail ${i}`, i === 70 ? 'POISON' : undefined));
		const into = ledger();
		open(into, { port: way.port });
		await into.until(() => into.rows.size === 149);
		expect(into.subjects()).toEqual(subjects(150).filter((subject) => subject !== 'mail 70'));
		way.cutAt(undefined);
		const later = ledger();
		for (const [id, row] of into.rows) later.rows.set(id, row);
		open(later);
		await later.until(() => later.rows.size === 150);
		await way.close();
	});

	test('notices a connection that died without a word', async ({ world: { lab, open } }) => {
		const way = await proxy(lab.imap.port);
		const into = ledger();
		open(into, { port: way.port, sweep_ms: 300, answer_ms: 300 });
		await into.until(() => into.states.at(-1)?.ok === true);
		way.freeze();
		await lab.deliver(mail('mail 0'));
		await into.until(() => into.states.at(-1)?.ok === false);
		expect(into.rows.size).toBe(0);
		way.thaw();
		await into.until(() => into.rows.size === 1 && into.states.at(-1)?.ok === true);
		await way.close();
	});

	test('stops at once while the server does not answer', async ({ world: { lab, open } }) => {
		const way = await proxy(lab.imap.port);
		way.freeze();
		const into = ledger();
		const connection = open(into, { port: way.port });
		await way.connected();
		await connection.stop();
		expect(into.states).toEqual([]);
		await way.close();
	});

	test('two inboxes are two ledgers', async ({ world: { lab } }) => {
		const [one, other] = labMailAccounts(lab);
		await lab.deliver(mail('mail 0'), labMailAddresses[0]);
		await lab.deliver(mail('mail 1'), labMailAddresses[1]);
		const into = [ledger(), ledger()] as const;
		const connections = [imapMailbox(one).open?.(into[0].sink), imapMailbox(other).open?.(into[1].sink)];
		await Promise.all(into.map(({ until, rows }) => until(() => rows.size === 1)));
		expect(into.map((each) => each.subjects())).toEqual([['mail 0'], ['mail 1']]);
		await Promise.all(connections.map((connection) => connection?.stop()));
	});

	test('says so when it cannot sign in', async ({ world: { open } }) => {
		const into = ledger();
		open(into, { password: 'wrong' });
		await into.until(() => into.states.length > 0);
		expect(into.states[0]?.ok).toBe(false);
	});
});

describe.skipIf(!hasDovecot())('with Dovecot installed (not found: hoodiecrow cannot show these)', () => {
	test('compares everything anew when UIDVALIDITY changes', async ({ world: { lab, open } }) => {
		await lab.bulkDeliver(5, (i) => mail(`mail ${i}`));
		const into = ledger();
		const first = open(into);
		await into.until(() => into.rows.size === 5 && into.cursor() !== undefined);
		await first.stop();
		await lab.server.stop();
		const folder = lab.server.mailFolder(labMailAddresses[0]) ?? '';
		const list = join(folder, 'dovecot-uidlist');
		const [text, owner] = await Promise.all([readFile(list, 'utf8'), stat(list)]);
		for (const name of await readdir(folder)) if (name.startsWith('dovecot')) await rm(join(folder, name));
		await writeFile(
			list,
			text.replace(/ V(\d+) /, (_, old) => ` V${Number(old) + 1} `)
		);
		await chown(list, owner.uid, owner.gid);
		await lab.server.start();
		open(into);
		await into.until(() => into.rows.size === 10);
		expect([...into.rows.values()].slice(5).every(({ flags }) => flags?.includes('renumbered'))).toBe(true);
	});

	test('leaves the inbox as it was, or marks as seen when told to and only then', async ({
		world: { lab, open }
	}) => {
		const folder = join(lab.server.mailFolder(labMailAddresses[0]) ?? '', 'cur');
		await lab.deliver(mail('mail 0'));
		const into = ledger();
		const first = open(into);
		await into.until(() => into.rows.size === 1);
		await first.stop();
		expect((await readdir(folder)).filter((name) => /:2,.*S/.test(name))).toEqual([]);
		into.rows.clear();
		const second = open(into, { seenAfterCommit: true });
		await into.until(() => into.rows.size === 1);
		await second.stop();
		expect((await readdir(folder)).filter((name) => /:2,.*S/.test(name))).toHaveLength(1);
	});

	test('goes on when another client expunges during the fetch', async ({ world: { lab, open } }) => {
		await lab.bulkDeliver(300, (i) => mail(`mail ${i}`));
		const folder = lab.server.mailFolder(labMailAddresses[0]) ?? '';
		const into = ledger();
		let expunged: string[] = [];
		into.beforeCommit(async () => {
			if (expunged.length > 0) return;
			for (const part of ['cur', 'new'])
				for (const name of (await readdir(join(folder, part))).filter((file) => /Q\d*5\.lab/.test(file))) {
					expunged.push(name);
					await rm(join(folder, part, name));
				}
		});
		open(into, { sweep_ms: 300 });
		await into.until(() => into.states.some(({ ok }) => ok));
		expect(expunged.length).toBeGreaterThan(20);
		await lab.deliver(mail('mail 300'));
		await into.until(() => into.subjects().includes('mail 300'));
		expect(into.rows.size).toBeGreaterThanOrEqual(301 - expunged.length);
	});
});
