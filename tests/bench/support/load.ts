import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Order, Result } from './load-worker.ts';

/** Sends `count` distinct signed webhooks as fast as they are answered; resolves with the last answer. */
export async function load(order: Order): Promise<Result> {
	const worker = fork(join(import.meta.dirname, 'load-worker.ts'), { stdio: ['ignore', 2, 2, 'ipc'] });
	const failed = once(worker, 'exit').then(() => Promise.reject(new Error('the load generator failed')));
	const answered = once(worker, 'message').then(([result]) => result as Result);
	worker.send(order);
	failed.catch(() => undefined);
	return Promise.race([answered, failed]);
}

/** Answers that were an acknowledgement. */
export const acknowledged = ({ statuses }: Result): number =>
	Object.entries(statuses).reduce((sum, [status, count]) => sum + (status.startsWith('2') ? count : 0), 0);
