import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { choosePort } from '#adapters/lab/port.ts';
import { root, startChild } from './support/child.ts';
import { benchFolder } from './support/database.ts';
import { atMost, median, type Figure } from './support/figure.ts';
import { say } from './support/say.ts';
import { until } from './support/until.ts';

const STARTS = 3;
const FIRST_LIMIT_MS = 300_000;

const answers = (url: string) =>
	fetch(url).then(
		async (response) => (await response.arrayBuffer()) && response.ok,
		() => false
	);

/** Everything that `npm start` starts, on ports of its own and in the given folder. */
async function environment(folder: string): Promise<NodeJS.ProcessEnv> {
	const names = ['PORT', 'DATABASE_PORT', 'LAB_PORT', 'LAB_SMSC_PORT', 'LAB_IMAP_PORT', 'LAB_SMTP_PORT'];
	const env: NodeJS.ProcessEnv = { ...process.env, SUNWAI_DATA: folder };
	delete env['DATABASE_URL'];
	for (const name of names) env[`SUNWAI_${name}`] = String(await choosePort(0));
	return env;
}

/** Seconds from the command to the first good answer of `/healthz`. */
async function timedStart(program: string, folder: string): Promise<number> {
	const env = await environment(folder);
	const begun = performance.now();
	const child = startChild([program], env, join(folder, 'start.log'));
	const url = `http://127.0.0.1:${env['SUNWAI_PORT']}/healthz`;
	try {
		const ended = child.exited.then(() => Promise.reject(new Error(`it ended: see ${folder}/start.log`)));
		await Promise.race([ended, until('readiness', () => answers(url), { limit_ms: FIRST_LIMIT_MS })]);
		return (performance.now() - begun) / 1000;
	} finally {
		await child.stop();
	}
}

/** How long the second `npm start` takes, database, console and lab included, until the gateway answers. */
export async function start(): Promise<Figure[]> {
	const folder = benchFolder('start');
	const supervised = existsSync(join(root, 'gateway/start.mjs'));
	const program = supervised ? 'gateway/start.mjs' : 'gateway/main.ts';
	rmSync(folder, { recursive: true, force: true });
	try {
		say(`  first start of ${program}: ${(await timedStart(program, folder)).toFixed(1)} s`);
		const seconds: number[] = [];
		for (let at = 0; at < STARTS; at++) seconds.push(await timedStart(program, folder));
		say(`  then: ${seconds.map((value) => value.toFixed(2)).join(', ')} s`);
		return [atMost('start.seconds', median(seconds), 's', 5)];
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
