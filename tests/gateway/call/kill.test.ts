import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { labPbxAccount, labVoiceAccounts } from '#adapters/lab/accounts-voice.ts';
import { pbx } from '#adapters/lab/pbx.ts';
import { labServer } from '#adapters/lab/server.ts';
import { telephone } from '#adapters/lab/telephone.ts';
import { wishState } from '#db/agent-state.ts';
import { sitDown } from '#db/pbx.ts';
import { keepScreens } from '#db/presence.ts';
import { createPool } from '#db/sql.ts';
import { gatewayFlags, startChild } from '../../bench/support/child.ts';
import { test } from '../../support/database.ts';
import { newCaller } from '../../support/floor.ts';
import { publicOrigin } from '../../support/far-side.ts';
import { until } from '../../support/gateway.ts';
import { freePort } from '../../support/port.ts';

test(
	'a gateway that is killed takes no call with it: the script goes on, and who waits keeps the place',
	{ timeout: 120_000 },
	async ({ database }) => {
		const folder = await mkdtemp(join(tmpdir(), 'sunwai-kill-'));
		const [port, server] = [await freePort(), await labServer(0)];
		const gatewayUrl = `http://127.0.0.1:${port}`;
		const accounts = labVoiceAccounts({ labUrl: server.url, publicOrigin });
		const switchboard = labPbxAccount({ publicOrigin });
		const channels = join(folder, 'channels.json');
		await writeFile(channels, JSON.stringify([...accounts, switchboard]));
		const start = async () => {
			const environment = {
				PATH: process.env.PATH,
				DATABASE_URL: database.url,
				SUNWAI_PORT: String(port),
				SUNWAI_PUBLIC_ORIGIN: publicOrigin,
				SUNWAI_DATA: folder,
				SUNWAI_SECRET: 'a secret that only the tests know, long enough',
				SUNWAI_CHANNELS: channels,
				SUNWAI_LAB: 'off',
				SUNWAI_DEMO: 'on',
				SUNWAI_LOG: 'warn'
			};
			const log = join(folder, 'gateway.log');
			const child = startChild([...gatewayFlags, 'gateway/main.ts'], environment, log);
			await child.said(/ready after/);
			return child;
		};
		const pool = createPool(database.url, 2, () => undefined);
		const rows = async <T>(text: string) => (await pool.query(text)).rows as T[];
		const first = await start();
		const exchange = telephone({ server, accounts, gatewayUrl });

		// Somebody is there, so that waiting makes sense; they talk, so that nothing is held out before the kill.
		const agent = 'demo-agent';
		await keepScreens(pool, [{ screen: 'desk', person: agent, number: null, doing: 'looking' }]);
		await pool.query(`update presence set at = now() + interval '1 hour'`);
		await sitDown(pool, agent, '204');
		await wishState(pool, agent, { state: 'available', reason: null, address: null });
		const busy = pbx(switchboard, gatewayUrl).ring({ from: '09814099001' });
		await busy.rung;
		await busy.answer('204');

		const inScript = await exchange.scriptedCall({ via: 'twilio', from: newCaller() }, [
			'press 2',
			'press 1'
		]);
		const lost = ['press 2', 'press 7', 'press 7', 'press 7', 'wait'] as const;
		const waiting = await exchange.scriptedCall({ via: 'vonage', from: newCaller() }, [...lost]);
		const ringing = pbx(switchboard, gatewayUrl).ring({ from: '09814099002' });
		await ringing.rung;
		const later = await exchange.scriptedCall({ via: 'twilio', from: newCaller() }, [...lost]);
		const queue = () =>
			rows<{ external: string; at: string }>(
				`select c.external_id as external, q.queued_at as at from queue_entry q join call c on c.id = q.call
				where q.state in ('waiting', 'offered') order by q.queued_at`
			);
		const before = await queue();
		expect(before.map(({ external }) => external)).toEqual([waiting.id, ringing.id, later.id]);

		await first.kill();
		const second = await start();
		expect(await queue()).toEqual(before);
		// The next step of the script is answered as if nothing had been.
		const heard = inScript.heard.length;
		await inScript.press('1');
		expect(inScript.state).toBe('gathering');
		expect(inScript.heard.slice(heard).join(' ')).toMatch(/hi\/district/);
		// Who came first is held out first, by the gateway that came after.
		await busy.hangUp();
		await pool.query(`update agent_state set state = 'available', call = null where person = '${agent}'`);
		const offered = () =>
			rows<{ external: string }>(
				`select c.external_id as external from offer o join call c on c.id = o.call where o.state = 'pending'`
			);
		await until(async () => (await offered()).length === 1);
		expect(await offered()).toEqual([{ external: waiting.id }]);
		await exchange.close();
		await ringing.hangUp();
		await until(async () => (await rows(`select from call where stage <> 'ended'`)).length === 0);

		await second.stop();
		await pool.end();
		await server.close();
		await rm(folder, { recursive: true, force: true });
	}
);
