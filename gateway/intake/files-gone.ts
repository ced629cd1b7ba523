import { Refusal } from '../refusal.ts';

/** What is refused when another screen has taken a file away. */
export const filesGone = () =>
	new Refusal('invalid', 400, 'A file is not there any more.', {
		faults: [{ field: 'files', code: 'gone' }]
	});
