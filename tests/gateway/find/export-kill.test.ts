import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { Export } from '#contracts/export.ts';
import { test } from '../../support/database.ts';
import { openGateway, until } from '../../support/gateway.ts';
import { startWorker } from '../../support/worker.ts';

const ROWS = 20_000;

// A job whose process died comes again when its sign of life has been missing for ten seconds and somebody looked.
test(
	'a file whose gateway is killed in the middle is written by the next one',
	{ timeout: 120_000 },
	async ({ database }) => {
		const folder = await mkdtemp(join(tmpdir(), 'sunwai-export-'));
		const gateway = await openGateway(database.url, { config: { role: 'web' } });
		const cookie = await gateway.signIn('supervisor');
		await gateway.query(
			`insert into submission (number, channel, account, received_at, text)
			select '59' || lpad(n::text, 8, '0'), 'sms', 'sms-twilio', now(), repeat('ਪਾਣੀ ਨਹੀਂ ', 40)
			from generate_series(1, ${ROWS}) n`
		);
		const first = await startWorker(database.url, folder);
		const { json: ordered } = await gateway.call<Export>('POST', '/api/exports', {
			cookie,
			body: { source: 'queue', filters: { state: 'waiting' }, format: 'csv', language: 'en' }
		});
		const now = async () =>
			(await gateway.call<{ rows: Export[] }>('GET', '/api/exports', { cookie })).json.rows.find(
				({ id }) => id === ordered.id
			)!;
		await until(async () => (await now()).rows > 0);
		await first.kill();
		expect(await now()).toMatchObject({ state: 'running' });

		const second = await startWorker(database.url, folder);
		await expect.poll(async () => (await now()).state, { timeout: 90_000, interval: 250 }).toBe('ready');
		const { text } = await gateway.call('GET', `/api/exports/${ordered.id}/file`, { cookie });
		expect(text.split('\r\n')).toHaveLength(ROWS + 2);
		expect((await now()).rows).toBe(ROWS);
		await second.stop();
		await gateway.stop();
		await rm(folder, { recursive: true, force: true });
	}
);
