import { lateReminders, tellDue } from '#db/reminder.ts';
import type { Services } from '../services.ts';

/** Tells the people whose reminders are due; one that was put off or done meanwhile is passed over. */
export async function remind({ pool }: Pick<Services, 'pool'>, ids: string[]): Promise<void> {
	await tellDue(pool, ids);
}

/** The same for those whose job was lost. */
export async function remindLate({ pool }: Pick<Services, 'pool'>, seconds: number): Promise<void> {
	const ids = await lateReminders(pool, seconds);
	if (ids.length) await tellDue(pool, ids);
}
