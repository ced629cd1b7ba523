import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test as base, describe, expect } from 'vitest';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import { SendError, type Outgoing } from '#adapters/outgoing.ts';
import type { SmtpConfig } from '#adapters/email/config.ts';
import { imapMailbox } from '#adapters/email/imap.ts';
import { parseMail } from '#adapters/email/parse.ts';
import { labMailAccounts, labMailAddresses } from '#adapters/lab/accounts-mail.ts';
import { labMailbox, type LabMailbox } from '#adapters/lab/mailbox.ts';

const outgoing: Outgoing = {
	key: 'notice-1',
	to: 'g@citizen.example',
	subject: 'ਸੁਣਵਾਈ: ਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ 26-0000012-3',
	text: 'ਤੁਹਾਡੀ ਸ਼ਿਕਾਇਤ ਮਿਲ ਗਈ ਹੈ।\n',
	language: 'pa',
	inReplyTo: 'm2@citizen.example',
	references: ['m1@citizen.example']
};
interface World {
	lab: LabMailbox;
	send(change?: Partial<Outgoing>, smtp?: Partial<SmtpConfig>): Promise<string>;
}
async function withLab(use: (world: World) => Promise<void>): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'sunwai-test-mail-'));
	await chmod(folder, 0o711);
	const lab = await labMailbox({ folder, imapPort: 0, smtpPort: 0, addresses: labMailAddresses });
	const [config] = labMailAccounts(lab);
	const adapters: ChannelAdapter[] = [];
	const send: World['send'] = async (change, smtp) => {
		const adapter = imapMailbox({ ...config, smtp: { ...config.smtp, ...smtp } });
		adapters.push(adapter);
		return (await adapter.send?.({ ...outgoing, ...change }))?.providerId ?? '';
	};
	try {
		await use({ lab, send });
	} finally {
		for (const adapter of adapters) await adapter.close?.();
		await lab.close();
		await rm(folder, { recursive: true, force: true });
	}
}
const test = base.extend<{ world: World }>({
	world: async ({}, use) => withLab(use)
});

describe('a notice by mail', () => {
	test('arrives in its language, in the thread, marked as a machine’s', async ({ world: { lab, send } }) => {
		const id = await send();
		const [mail] = lab.citizenInbox('G@citizen.example');
		expect(mail).toMatchObject({ direction: 'received', from: labMailAddresses[0], text: outgoing.text });
		expect(mail?.subject).toBe(outgoing.subject?.normalize('NFC'));
		const raw = mail?.raw ?? Buffer.alloc(0);
		const { thread, automatic } = await parseMail(raw, { ownAddresses: [] });
		expect(thread).toEqual({
			messageId: id,
			inReplyTo: ['m2@citizen.example'],
			references: ['m1@citizen.example', 'm2@citizen.example']
		});
		expect(automatic).toBe('own');
		for (const line of ['Auto-Submitted: auto-replied', 'X-Auto-Response-Suppress: All', 'Precedence: bulk'])
			expect(raw.toString()).toContain(line);
	});

	test('bears the same Message-ID when sent again, another for another notice', async ({
		world: { send }
	}) => {
		const first = await send();
		expect(await send()).toBe(first);
		expect(await send({ key: 'notice-2' })).not.toBe(first);
	});

	test('may leave with a null return path', async ({ world: { lab, send } }) => {
		await send({}, { returnPath: 'null' });
		expect(lab.citizenInbox('g@citizen.example')[0]?.from).toBe('');
	});

	test.each([
		['refused for now', { to: 'defer@citizen.example' }, {}, true, '451'],
		['refused for good', { to: 'reject@citizen.example' }, {}, false, '550'],
		['to no address', { to: 'one@x.example, two@x.example' }, {}, false, 'address'],
		['to a server that is not there', {}, { port: 1 }, true, 'esocket']
	])('%s says whether to try again', async (_, change, smtp, retryable, code) => {
		await withLab(async ({ send }) => {
			const fault = await send(change, smtp).catch((error: unknown) => error);
			expect(fault).toBeInstanceOf(SendError);
			expect(fault).toMatchObject({ retryable, code });
		});
	});

	test('cannot be made to carry headers of a stranger', async ({ world: { lab, send } }) => {
		await send({ subject: 'Hello\r\nBcc: spy@x.example', inReplyTo: 'a@b\r\nX-Evil: 1' });
		const head = lab.citizenInbox('g@citizen.example')[0]?.raw.toString().split('\r\n\r\n')[0] ?? '';
		expect(head).not.toMatch(/^(bcc|x-evil):/im);
		expect(lab.citizenInbox('spy@x.example')).toEqual([]);
	});
});
