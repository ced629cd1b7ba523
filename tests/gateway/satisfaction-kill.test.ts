import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, vi } from 'vitest';
import { done, registered, reply, travelTo } from '../support/case.ts';
import { gatewayTest, type TestGateway } from '../support/gateway.ts';
import { newMobile, textsTo } from '../support/track.ts';
import { startWorker } from '../support/worker.ts';

/** A dead worker's jobs are another's after a minute. */
const until = (condition: () => Promise<boolean> | boolean) =>
	vi.waitUntil(condition, { timeout: 150_000, interval: 50 });
// What works is a process of its own, so that it can be killed.
const test = gatewayTest({ lab: 'whole', config: { role: 'web' } });

const count = async (gateway: TestGateway, text: string, value: string) =>
	Number((await gateway.query<{ count: string }>(text, value))[0]!.count);
const triesOf = (gateway: TestGateway, number: string) =>
	count(gateway, 'select count(*) from feedback_attempt where number = $1', number);
const remindersOf = (gateway: TestGateway, number: string) =>
	count(
		gateway,
		`select count(*) from notice where number = $1 and template like 'feedback_reminder%'`,
		number
	);

/** Where a worker is killed: the call is noted, it rings, it is over, its reminder is written. */
const moments: [string, (gateway: TestGateway, number: string, phone: string) => Promise<boolean>][] = [
	[
		'noted',
		async (gateway, number) =>
			(await count(gateway, 'select count(call) from satisfaction where grievance = $1', number)) > 0
	],
	['rings', async (gateway, _number, phone) => gateway.lab!.telephone.calls(phone).length > 0],
	['over', async (gateway, number) => (await triesOf(gateway, number)) > 0],
	['reminded', async (gateway, number) => (await remindersOf(gateway, number)) > 0]
];

test(
	'a worker that is killed while a citizen is asked loses no try and makes none twice',
	{ timeout: 420_000 },
	async ({ gateway }) => {
		const folder = await mkdtemp(join(tmpdir(), 'sunwai-asked-'));
		const channels = join(folder, 'lab.json');
		await writeFile(channels, JSON.stringify(gateway.lab!.accounts));
		const start = () => startWorker(gateway.databaseUrl, folder, { SUNWAI_CHANNELS: channels });
		let worker = await start();
		await travelTo(gateway, '2027-03-01T05:00:00Z');
		const asked: { number: string; phone: string }[] = [];
		for (const [name] of moments) {
			const phone = newMobile();
			const number = await registered(gateway, `Killed while it is ${name}`, {}, phone);
			await done(gateway, 'officer', number, 'acknowledge');
			await done(gateway, 'officer', number, 'resolve', { grade: 'full', reply: reply.pa });
			gateway.lab!.telephone.phones.set(phone, { does: 'busy', after_s: 0.2 });
			await gateway.query(
				`update satisfaction set due_at = due_at + interval '1 year' where grievance = $1`,
				number
			);
			asked.push({ number, phone });
		}
		await travelTo(gateway, '2027-03-01T06:31:00Z');
		for (const [at, [, reached]] of moments.entries()) {
			const { number, phone } = asked[at]!;
			await gateway.query(
				`update satisfaction set due_at = due_at - interval '1 year' where grievance = $1`,
				number
			);
			await until(() => reached(gateway, number, phone));
			await worker.kill();
			worker = await start();
		}
		for (const { number, phone } of asked) {
			await until(async () => (await remindersOf(gateway, number)) === 1);
			await until(() => textsTo(gateway, phone).some((text) => text.includes('-03-2027')));
			expect(await count(gateway, 'select count(*) from call where to_address = $1', phone)).toBe(1);
			expect(await triesOf(gateway, number)).toBe(1);
		}
		await worker.kill();
		// A month later all four are asked for the second time by people, once each.
		expect(
			await gateway.query(
				`select mode, count(*)::int as count from satisfaction where state = 'open' group by mode`
			)
		).toEqual([{ mode: 'agent', count: moments.length }]);
		await rm(folder, { recursive: true, force: true });
	}
);
