import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTransport } from 'nodemailer';
import { test as base, expect } from 'vitest';
import { imapMailbox } from '#adapters/email/imap.ts';
import { labMailAccounts, labMailAddresses } from '#adapters/lab/accounts-mail.ts';
import { hasDovecot } from '#adapters/lab/dovecot.ts';
import { labMailbox, type LabMail } from '#adapters/lab/mailbox.ts';
import { ledger } from '../email/ledger.ts';

const test = base.extend<{ folder: string }>({
	folder: async ({}, use) => {
		const folder = await mkdtemp(join(tmpdir(), 'sunwai-test-mail-'));
		await chmod(folder, 0o711);
		await use(folder);
		await rm(folder, { recursive: true, force: true });
	}
});
const start = (folder: string, onMail?: (citizen: string, mail: LabMail) => void, imapPort = 0) =>
	labMailbox({ folder, imapPort, smtpPort: 0, addresses: labMailAddresses, ...(onMail ? { onMail } : {}) });
const letter = {
	from: 'G@citizen.example',
	name: 'Gurpreet',
	to: labMailAddresses[1],
	subject: 'ਪਾਣੀ',
	text: 'ਨਹੀਂ\n'
};

test('a citizen’s mail lands in the inbox it names, and in what the citizen sent', async ({ folder }) => {
	const seen: [string, string][] = [];
	const lab = await start(folder, (citizen, { direction }) => seen.push([citizen, direction]));
	await lab.deliver(letter);
	const into = ledger();
	const adapter = imapMailbox(labMailAccounts(lab)[1]);
	const connection = adapter.open?.(into.sink);
	await into.until(() => into.rows.size === 1);
	const [row] = into.rows.values();
	const read = await adapter.parse({
		account: 'email-cm',
		method: 'POST',
		url: 'imap:',
		headers: {},
		body: row?.body ?? Buffer.alloc(0),
		receivedAt: '2026-11-02T04:45:00.000Z'
	});
	expect(read).toMatchObject([{ from: { address: 'g@citizen.example', name: 'Gurpreet' }, subject: 'ਪਾਣੀ' }]);
	expect(lab.citizenInbox('g@citizen.example')).toMatchObject([{ direction: 'sent', text: 'ਨਹੀਂ\n' }]);
	expect(seen).toEqual([['G@citizen.example', 'sent']]);
	await connection?.stop();
	await lab.close();
});

test('mail by SMTP goes to our inbox or to the citizen, whichever it names', async ({ folder }) => {
	const lab = await start(folder);
	const transport = createTransport({ ...lab.smtp, ignoreTLS: true });
	const to = [labMailAddresses[0], 'g@citizen.example'];
	await transport.sendMail({ from: 'x@y.example', to, subject: 'both', text: 'hello' });
	const into = ledger();
	const connection = imapMailbox(labMailAccounts(lab)[0]).open?.(into.sink);
	await into.until(() => into.rows.size === 1);
	expect(into.subjects()).toEqual(['both']);
	expect(lab.citizenInbox('g@citizen.example').map(({ subject }) => subject)).toEqual(['both']);
	await connection?.stop();
	await lab.close();
});

test.skipIf(!hasDovecot())(
	'the inbox keeps its mail and its UIDs over a restart (needs Dovecot)',
	async ({ folder }) => {
		const into = ledger();
		for (const subject of ['first', 'second']) {
			const lab = await start(folder);
			await lab.deliver(Buffer.from(`Subject: ${subject}\r\n\r\nx\r\n`));
			const connection = imapMailbox(labMailAccounts(lab)[0]).open?.(into.sink);
			await into.until(() => into.subjects().includes(subject));
			await connection?.stop();
			await lab.close();
		}
		expect(into.subjects()).toEqual(['first', 'second']);
		expect([...into.rows.keys()].map((id) => id.split(';')[2])).toEqual(['1', '2']);
	}
);

test('a port that is taken is said, and nothing is left running', async ({ folder }) => {
	const other = createServer().listen(0, '127.0.0.1');
	await once(other, 'listening');
	const taken = (other.address() as AddressInfo).port;
	await expect(start(folder, undefined, taken)).rejects.toMatchObject({ code: 'EADDRINUSE', port: taken });
	other.close();
});
