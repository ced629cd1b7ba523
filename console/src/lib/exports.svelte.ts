import type { Reply } from '#contracts/endpoint.ts';
import { orderExport, readExports, removeExport, type Export, type ExportInput } from '#contracts/export.ts';
import { call } from './call.ts';
import { poll } from './poll.ts';
import { asRefusal, type Refusal } from './refusal.ts';

const watch_ms = 1000;
const making = ({ state }: Export) => state === 'queued' || state === 'running';

/** The person's own files, watched while any is in the making. */
export class Exports {
	rows = $state.raw<Reply<typeof readExports>['rows']>([]);
	status = $state<'loading' | 'ready' | 'failed'>('loading');
	refusal = $state.raw<Refusal | null>(null);
	#stop: (() => void) | undefined;

	async load() {
		try {
			this.rows = (await call(readExports, {})).rows;
			this.status = 'ready';
			this.refusal = null;
		} catch (thrown) {
			this.refusal = asRefusal(thrown);
			if (this.status === 'loading') this.status = 'failed';
		}
	}

	/** Reads the list, and again while there is something to wait for, until the returned function is called. */
	follow() {
		this.#stop ??= poll(async () => {
			if (this.status !== 'ready' || this.rows.some(making)) await this.load();
		}, watch_ms);
		return () => {
			this.#stop?.();
			this.#stop = undefined;
		};
	}

	/** Stops what is in the making, or removes the file. */
	async remove(id: string) {
		await call(removeExport, { params: { id } });
		await this.load();
	}
}

/** Orders a file of what is on the screen. */
export const order = (input: ExportInput) => call(orderExport, { body: input });
