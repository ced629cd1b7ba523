import {
	finishReminder,
	markAlertsRead,
	readAlerts,
	snoozeReminder,
	type Alert,
	type Alerts
} from '#contracts/alert.ts';
import { formatNumber } from '#contracts/number.ts';
import { call } from './call.ts';
import { live } from './live.svelte.ts';
import { m } from './paraglide/messages.js';
import { soonTimes, type Soon } from './remind.ts';
import { toast } from './toast.svelte.ts';
import { tryTo } from './verbs.ts';

let known = $state.raw<Alerts>({ rows: [], unread: 0, reminders: [] });
/** Ids rise: what is above this has come since the list was first read. */
let newest: number | null = null;

/** The first reading, which the page may not wait for. */
let first: Promise<void> | null = null;

const isUnread = ({ readAt }: Alert) => readAt === null;

/** What an alert says, in one line. */
const lineOf = ({ kind, number, byName, text }: Alert) => {
	if (!number) return `${byName}: ${text}`;
	return kind === 'reminder'
		? m.alert_reminder({ number: formatNumber(number), text: text ?? '' })
		: m.alert_mention({ name: byName ?? '', number: formatNumber(number), text: text ?? m.note_withdrawn() });
};

function take(reply: Alerts) {
	known = reply;
	const before = newest;
	newest = Math.max(before ?? 0, ...reply.rows.map(({ id }) => Number(id)));
	if (before === null) return;
	for (const row of reply.rows) if (isUnread(row) && Number(row.id) > before) toast.say(lineOf(row));
}

async function load() {
	// Without an answer the list stays as it is; the next news asks again.
	await call(readAlerts, {}).then(take, () => undefined);
}

async function mark(ids?: string[]) {
	await call(markAlertsRead, { body: ids ? { ids } : {} }).then(take, () => undefined);
}

/** News for the person who is signed in: read at once, and again whenever the gateway says so. */
export const alerts = {
	get rows() {
		return known.rows;
	},
	get unread() {
		return known.unread;
	},
	/** Those that are not due yet. */
	get reminders() {
		return known.reminders;
	},
	load,
	mark,
	/** The matters of these numbers are on screen: what was told of them is read. */
	async seen(numbers: string[]) {
		await first;
		const ids = known.rows
			.filter((row) => isUnread(row) && row.kind === 'mention' && row.number && numbers.includes(row.number))
			.map(({ id }) => id);
		if (ids.length) await mark(ids);
	},
	async done(id: string) {
		if (await tryTo(() => call(finishReminder, { params: { id } }))) await load();
	},
	async snooze(id: string, soon: Soon) {
		const at = soonTimes(Date.now())[soon];
		if (await tryTo(() => call(snoozeReminder, { params: { id }, body: { at } }))) await load();
	},
	hear() {
		const again = () => void load();
		first = load();
		const connection = live.connection();
		// Something may have been told while the connection was away.
		void connection.then((socket) => socket.on('alert', again).on('connect', again));
		return () => void connection.then((socket) => socket.off('alert', again).off('connect', again));
	}
};
