import { untrack } from 'svelte';
import {
	readBulks,
	startBulk,
	startBulkAssign,
	undoBulk,
	type AnyBulkAct,
	type Bulk,
	type BulkRow
} from '#contracts/bulk.ts';
import { call } from './call.ts';
import { faultText } from './faults.ts';
import { count } from './format.ts';
import { m } from './paraglide/messages.js';
import { poll } from './poll.ts';
import { asRefusal, type Refusal } from './refusal.ts';
import { tryTo } from './verbs.ts';

const watch_ms = 700;
const running = ({ state }: Bulk) => state === 'running' || state === 'undoing';

/** The person's acts on many, wherever they were begun: read often while one of them runs. */
class Bulks {
	rows = $state.raw<Bulk[] | null>(null);
	refusal = $state.raw<Refusal | null>(null);

	async load() {
		try {
			this.rows = (await call(readBulks, {})).rows;
			this.refusal = null;
		} catch (thrown) {
			this.refusal = asRefusal(thrown);
		}
	}

	/** Follows until the returned function is called. */
	follow() {
		void this.load();
		// Whoever follows is not to begin anew with each answer.
		return untrack(() =>
			poll(async () => {
				if (this.rows?.some(running)) await this.load();
			}, watch_ms)
		);
	}

	/** Sets an act going; true when it was taken. */
	async start(numbers: string[], act: AnyBulkAct) {
		const body = { key: crypto.randomUUID(), numbers };
		const started = await tryTo(() =>
			act.verb === 'assign'
				? call(startBulkAssign, { body: { ...body, act } })
				: call(startBulk, { body: { ...body, act } })
		);
		if (started) await this.load();
		return started !== null;
	}

	async undo({ id }: Bulk) {
		await tryTo(() => call(undoBulk, { params: { id }, body: { reason: m.undone_at_once() } }));
		await this.load();
	}
}
export const bulks = new Bulks();

const verbName = {
	dismiss: m.dismiss,
	spam: m.spam,
	link: m.link,
	join: m.campaign_together,
	release: m.release,
	assign: m.assign
} as const;
export const actName = ({ verb }: AnyBulkAct) => verbName[verb]();

/** Rows that have been tried, forth or back. */
export const triedOf = ({ state, total, waiting, done, refused }: Bulk) =>
	state === 'undoing' ? total - done - refused : total - waiting;

/** How an act stands, in one line. */
export function bulkLine(bulk: Bulk): string {
	const said = count;
	switch (bulk.state) {
		case 'running':
			return m.bulk_running({ done: said(triedOf(bulk)), total: said(bulk.total) });
		case 'done':
			return m.bulk_result({ done: said(bulk.done), refused: said(bulk.refused) });
		case 'undoing':
			return m.bulk_undoing({ left: said(bulk.done) });
		case 'undone':
			return m.bulk_undone({ undone: said(bulk.undone), kept: said(bulk.kept) });
	}
}

export const rowStateName = {
	waiting: m.bulk_state_waiting,
	done: m.bulk_state_done,
	refused: m.bulk_state_refused,
	undone: m.bulk_state_undone,
	kept: m.bulk_state_kept
} as const;

/** Why a row was refused or kept; empty where it was not. */
export const rowReason = ({ reason, holder }: BulkRow) => {
	if (!reason) return '';
	return holder ? m.held_by({ name: holder }) : faultText(reason);
};
