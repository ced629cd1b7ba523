import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { ImapConfig } from '#adapters/email/config.ts';
import { imapServer } from '#adapters/lab/imap-server.ts';
import { labSmtp } from '#adapters/lab/smtp.ts';
import { withDatabase, type Bench } from './support/database.ts';
import { atLeast, told, type Figure } from './support/figure.ts';
import { startGatewayProcess } from './support/gateway.ts';
import { citizenMail } from './support/mails.ts';
import { say } from './support/say.ts';
import { until } from './support/until.ts';

const MAILS = 2_000;
const ADDRESS = 'grievance@sunwai.example';
const PASSWORD = 'lab';

/** When the gateway took the account in hand: its lease is the connection that it makes for it. */
const openedAt = ({ ask }: Bench) =>
	ask<Date | undefined>(`select backend_start from pg_stat_activity where application_name = 'sunwai-lease'`);

/** An inbox that a night or an outage has filled: how fast it comes into the queue over IMAP. */
export const mail = (): Promise<Figure[]> =>
	withDatabase('mail', async (bench) => {
		const folder = join(bench.folder, 'inbox');
		const server = await imapServer({ folder, port: 0, password: PASSWORD });
		const smtp = await labSmtp(0, async () => undefined);
		try {
			await server.addUser(ADDRESS);
			for (let at = 0; at < MAILS; at++) await server.deliver(ADDRESS, citizenMail(at, ADDRESS));
			say(`  ${MAILS} mails lie in an inbox of ${server.kind}`);
			const account: ImapConfig = {
				provider: 'imap',
				id: 'email',
				host: '127.0.0.1',
				port: server.port(ADDRESS),
				secure: false,
				user: ADDRESS,
				password: PASSWORD,
				folders: ['INBOX'],
				ownAddresses: [ADDRESS],
				smtp: { host: '127.0.0.1', port: smtp.port, secure: false, from: ADDRESS }
			};
			const gateway = await startGatewayProcess(bench, { name: 'gateway', role: 'all', accounts: [account] });
			try {
				let opened: Date | undefined;
				await until('the account', async () => (opened = await openedAt(bench)) !== undefined);
				const begun = opened!.getTime();
				const seen = () => bench.ask<number>('select count(*)::int from submission');
				await until('the last mail', async () => (await seen()) === MAILS, { limit_ms: 120_000 });
				const seconds = (Date.now() - begun) / 1000;
				say(`  visible after ${seconds.toFixed(2)} s`);
				return [
					atLeast('mail.per_second', MAILS / seconds, 'mails/s', 400),
					told('mail.rss_mb', gateway.child().peak_mb(), 'MB')
				];
			} finally {
				await gateway.stop();
			}
		} finally {
			await server.close();
			await smtp.close();
			const kept = server.mailFolder(ADDRESS);
			if (kept) rmSync(kept, { recursive: true, force: true });
		}
	});
