import { readConfig } from '#gateway/config.ts';
import { seedDemo } from '#gateway/access/demo.ts';
import { theCitizen } from '#gateway/grievance/by.ts';
import { routeRegistered } from '#gateway/grievance/route.ts';
import { withdraw } from '#gateway/grievance/withdraw.ts';
import { Refusal } from '#gateway/refusal.ts';
import type { Services } from '#gateway/services.ts';
import { startServices } from '#gateway/start-services.ts';
import { findViolations, runMachine } from '../support/machine.ts';
import { makeCases } from '../support/many-cases.ts';
import { withDatabase } from './support/database.ts';
import { exactly, told, type Figure } from './support/figure.ts';
import { seeded } from './support/random.ts';
import { say } from './support/say.ts';

/** In minutes; the million by `--commands=1000000`. */
const COMMANDS = 100_000;
/** Of one run: few enough that each gets into every corner. */
const PER_RUN = 1_000;
const CASES = 20;
const SEED = 20_275;

/** Ends what a run left open: later leaps of time would escalate the cases of all runs before, and do little else. */
async function withdrawAll(services: Services, numbers: readonly string[]): Promise<void> {
	for (const number of numbers)
		await withdraw(services, theCitizen, number, { words: '', channel: 'phone', proof: 'call_back' }).catch(
			(fault) => {
				if (!(fault instanceof Refusal)) throw fault;
			}
		);
}

/** Random commands of random people in many short runs: none may break a rule, or get past the code to the database. */
export const machine = ({ commands = COMMANDS }: { commands?: number }): Promise<Figure[]> =>
	withDatabase('case-machine', async ({ url, rows }) => {
		// Rules are proven here, not what a crash leaves: no command waits for the disk.
		await rows(
			`do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$`
		);
		const config = readConfig({ SUNWAI_LOG: 'silent', SUNWAI_PUBLIC_ORIGIN: 'https://sunwai.example' });
		const started = await startServices(config, url, [], 'a secret that only the benchmark knows');
		const { services } = started;
		const done: Record<string, number> = {};
		let [faults, refused] = [0, 0];
		const begun = performance.now();
		try {
			await seedDemo(services);
			for (let sent = 0; sent < commands; sent += PER_RUN) {
				const numbers = await makeCases(services.pool, {
					...{ count: CASES, category: 'rural-water-none', department: '403', districts: ['36'] }
				});
				for (const number of numbers)
					await services.transaction((db) => routeRegistered(services, db, number));
				const run = await runMachine(
					services,
					numbers,
					Math.min(PER_RUN, commands - sent),
					seeded(SEED + sent)
				);
				await withdrawAll(services, numbers);
				for (const [name, count] of Object.entries(run.done)) done[name] = (done[name] ?? 0) + count;
				faults += run.faults.length;
				refused += run.refused;
				for (const fault of run.faults.slice(0, 3)) say(`  seed ${SEED + sent}: ${fault}`);
				if (sent % 50_000 === 0) say(`  ${sent} commands, ${faults} faults`);
			}
			const violations = await findViolations(services);
			for (const violation of violations.slice(0, 10)) say(`  ${violation}`);
			say(`  done: ${JSON.stringify(done)}; refused: ${refused}`);
			return [
				exactly('case.machine_violations', violations.length + faults, 'violations', 0),
				told('case.machine_commands', commands, 'commands'),
				told('case.machine_per_s', commands / ((performance.now() - begun) / 1000), 'commands/s')
			];
		} finally {
			await started.stop();
		}
	});
