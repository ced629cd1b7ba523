import { readCallReport } from '#contracts/call-report.ts';
import type { Reply } from '#contracts/endpoint.ts';
import { Asked } from './asked.svelte.ts';
import { call } from './call.ts';
import { today, type ReportQuery } from './call-report.ts';

/** A day that goes on is read again so often. */
const refresh_ms = 60_000;

/** A report; what was asked before stays in sight till it is there. */
export class CallReport extends Asked<Reply<typeof readCallReport>> {
	/** Reads what `query` asks for, and again while its day goes on. To be called while a component is set up. */
	constructor(query: () => ReportQuery) {
		super(() => call(readCallReport, { query: query() }));
		$effect(() => {
			const { from, to = from } = query();
			void this.load();
			const again = setInterval(() => to >= today(Date.now()) && void this.load(), refresh_ms);
			return () => clearInterval(again);
		});
	}
}
