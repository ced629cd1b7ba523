import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';

/** The port itself where it is free on 127.0.0.1, or any free one for 0. Rejects with `EADDRINUSE` otherwise. */
export const choosePort = (port: number): Promise<number> =>
	new Promise((resolve, reject) => {
		const probe = createServer();
		probe.once('error', reject);
		probe.listen(port, '127.0.0.1', () => {
			const chosen = (probe.address() as AddressInfo).port;
			probe.close(() => resolve(chosen));
		});
	});
