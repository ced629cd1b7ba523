import type { Db } from '#db/sql.ts';
import type { NewSubmission } from '#db/submission.ts';
import { optIn } from '#db/suppression.ts';
import { suppressAddress } from './failure.ts';

/** Notes who asked by keyword to be left alone, or to be told again. */
export async function noteWishes(db: Db, rows: NewSubmission[]): Promise<void> {
	for (const { channel, sender, flags } of rows) {
		if (!sender || channel !== 'sms') continue;
		if (flags.includes('opt_out'))
			await suppressAddress(db, { channel, recipient: sender }, 'opted_out', 'keyword of the sender');
		else if (flags.includes('opt_in')) await optIn(db, channel, sender);
	}
}
