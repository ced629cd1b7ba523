import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';

/** Top folder of the project. */
export const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '../..');
/** The project's own Node 24. */
export const node = join(root, 'node_modules/.bin/node');

/**
 * What the gateway's Node runs with. Without a bound V8 lets the heap grow with the machine's memory: a burst of
 * ten thousand messages then takes twice the space and is no faster.
 */
export const flags = JSON.parse(readFileSync(join(root, 'gateway/start/flags.json'), 'utf8'));

/** Ends the command with a sentence instead of a stack. */
export class Stop extends Error {}

/**
 * Runs a program on our terminal till it ends; gives its exit code. A signal to us reaches it once more than the
 * terminal's own Ctrl-C, which the whole group hears.
 * @param {string} program
 * @param {string[]} args
 * @returns {Promise<number>}
 */
export function run(program, args) {
	return new Promise((resolve, reject) => {
		const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
		const pass = { SIGTERM: () => child.kill('SIGTERM'), SIGHUP: () => child.kill('SIGTERM') };
		const interrupt = () => void (process.stdin.isTTY || child.kill('SIGINT'));
		const handlers = Object.entries({ ...pass, SIGINT: interrupt });
		for (const [signal, handler] of handlers) process.on(signal, handler);
		const settle = () => {
			for (const [signal, handler] of handlers) process.off(signal, handler);
		};
		child.on('error', (fault) => {
			settle();
			reject(new Stop(`${program} could not be started: ${fault.message}`));
		});
		child.on('exit', (code, signal) => {
			settle();
			resolve(code ?? 128 + constants.signals[signal ?? 'SIGTERM']);
		});
	});
}

/**
 * Runs a package's script on the project's Node.
 * @param {string} script path below node_modules
 * @param {string[]} args
 */
export const onNode = (script, args) => run(node, [join(root, 'node_modules', script), ...args]);
