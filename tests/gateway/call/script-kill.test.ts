import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { labVoiceAccounts } from '#adapters/lab/accounts-voice.ts';
import { labServer } from '#adapters/lab/server.ts';
import { telephone, type LiveCall } from '#adapters/lab/telephone.ts';
import { noLimit } from '#contracts/access.ts';
import { wishState } from '#db/agent-state.ts';
import { keepScreens } from '#db/presence.ts';
import { createPool } from '#db/sql.ts';
import { ensureStaff } from '#db/staff.ts';
import { gatewayFlags, startChild } from '../../bench/support/child.ts';
import { test } from '../../support/database.ts';
import { heard } from '../../support/helpline.ts';
import { freePort } from '../../support/port.ts';

const publicOrigin = 'https://sunwai.example.gov.in';

/** A gateway process at this port, behind the carriers of the lab. */
async function startGateway(databaseUrl: string, folder: string, port: number) {
	const child = startChild(
		[...gatewayFlags, 'gateway/main.ts'],
		{
			PATH: process.env.PATH,
			DATABASE_URL: databaseUrl,
			SUNWAI_PORT: String(port),
			SUNWAI_PUBLIC_ORIGIN: publicOrigin,
			SUNWAI_DATA: folder,
			SUNWAI_SECRET: 'a secret that only the tests know, long enough',
			SUNWAI_CHANNELS: join(folder, 'channels.json'),
			SUNWAI_LAB: 'off',
			SUNWAI_LOG: 'warn'
		},
		join(folder, 'gateway.log')
	);
	await child.said(/ready after/);
	return child;
}

test(
	'after a gateway is killed, calls go on at the next step, and who waited keeps the place',
	{ timeout: 120_000 },
	async ({ database }) => {
		const folder = await mkdtemp(join(tmpdir(), 'sunwai-script-'));
		const [server, port] = [await labServer(0), await freePort()];
		const accounts = labVoiceAccounts({ labUrl: server.url, publicOrigin });
		await writeFile(join(folder, 'channels.json'), JSON.stringify(accounts));
		const exchange = telephone({ server, accounts, gatewayUrl: `http://127.0.0.1:${port}` });
		const pool = createPool(database.url, 2, () => undefined);
		const query = async (text: string, call: LiveCall) =>
			(await pool.query({ text, values: [call.id] })).rows[0] as Record<string, unknown>;
		const placeOf = (call: LiveCall) =>
			query(
				`select q.state, q.queued_at from queue_entry q join call c on c.id = q.call where c.external_id = $1`,
				call
			);
		const pinned = (call: LiveCall) =>
			query('select script, node, turn from call where external_id = $1', call);
		const person = { id: 'a', name: 'a', email: 'a@x.example', role: 'agent', language: 'pa' } as const;

		const first = await startGateway(database.url, folder, port);
		await ensureStaff(pool, { ...person, scope: noLimit }, 'x');
		await keepScreens(pool, [{ screen: 'a', person: 'a', number: null, doing: 'looking' }]);
		await pool.query(`update presence set at = now() + interval '1 hour'`);
		// At the telephone, and busy with somebody: callers wait.
		await wishState(pool, 'a', { state: 'available', reason: null, address: null });
		const talking = exchange.placeCall({ via: 'twilio', from: '+919876500001' });
		await talking.settled();
		await pool.query(
			`update agent_state set state = 'wrap_up', call = (select min(id) from call) where person = 'a'`
		);
		const calls = await Promise.all(
			(['twilio', 'vonage'] as const).map(async (via, at) => ({
				menu: await exchange.scriptedCall({ via, from: `+91987651000${at}` }, ['press 2', 'press 1']),
				queue: await exchange.scriptedCall({ via, from: `+91987652000${at}` }, [
					'press 3',
					'press 0',
					'wait',
					'wait'
				])
			}))
		);
		const before = await Promise.all(
			calls.map(async ({ menu, queue }) => ({ menu: await pinned(menu), queue: await placeOf(queue) }))
		);
		await first.kill();

		const second = await startGateway(database.url, folder, port);
		for (const [at, { menu, queue }] of calls.entries()) {
			expect(before[at]).toMatchObject({ menu: { node: 'department' }, queue: { state: 'waiting' } });
			await menu.press('4');
			expect(heard(menu).slice(-2)).toEqual(['hi department-1349', 'hi district']);
			expect(await pinned(menu)).toMatchObject({ script: before[at]!.menu['script'], node: 'district' });
			const played = heard(queue).length;
			await queue.press('');
			expect(heard(queue).slice(played).at(-1)).toBe('en music');
			expect(await placeOf(queue)).toEqual(before[at]!.queue);
		}
		await exchange.close();
		await pool.end();
		await second.stop();
		await server.close();
		await rm(folder, { recursive: true, force: true });
	}
);
