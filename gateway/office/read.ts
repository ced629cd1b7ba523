import { findOffice } from '#db/office.ts';
import { Refusal } from '../refusal.ts';
import type { Services } from '../services.ts';

/** An office by its code, retired ones too. */
export async function readOffice({ pool }: Services, code: string) {
	const found = await findOffice(pool, code);
	if (!found) throw new Refusal('not_found', 404, 'There is no such office.');
	return found;
}
