import type { DismissReason } from '#contracts/desk.ts';
import { formatNumber } from '#contracts/number.ts';
import type { Matter } from './matter.svelte.ts';
import { m } from './paraglide/messages.js';
import { toast } from './toast.svelte.ts';
import { leave, undo } from './undo.ts';
import { claim } from './verbs.ts';

/** What the news of a decision offers, wherever the reader is by then: it waits again, with who decided. */
const takeBack =
	(matter: Matter, back = undo) =>
	async () => {
		if (!matter.detail || !(await back(matter.detail.submission, m.undone_at_once()))) return;
		matter.take(await claim(matter.number));
		await matter.load();
	};

/** Registers what stands in the form and says so; false where it has faults or was refused. */
export async function register(matter: Matter): Promise<boolean> {
	const done = await matter.register();
	if (done) toast.say(m.said_registered({ number: formatNumber(matter.number) }));
	return done;
}

/** Links to a grievance and says so; false where it was refused. */
export async function link(matter: Matter, grievance: string): Promise<boolean> {
	const done = await matter.link(grievance);
	if (done) toast.say(m.said_linked({ number: formatNumber(grievance) }), 'good', takeBack(matter));
	return done;
}

/** Joins a campaign and says so; false where it was refused. */
export async function join(matter: Matter, grievance: string): Promise<boolean> {
	const done = await matter.join(grievance);
	if (done) toast.say(m.said_joined({ number: formatNumber(grievance) }), 'good', takeBack(matter, leave));
	return done;
}

/** Dismisses with a reason and says so; false where it was refused. */
export async function dismiss(matter: Matter, reason: DismissReason, note?: string): Promise<boolean> {
	const done = await matter.dismiss(reason, note);
	if (done) toast.say(m.said_dismissed(), 'good', takeBack(matter));
	return done;
}
