import type { Who } from '#contracts/case-table.ts';
import { permissionOfWho } from '#contracts/case-table.ts';
import type { Case } from '#db/case.ts';
import { towards } from '#db/seat.ts';
import type { Db } from '#db/sql.ts';
import { may } from '../access/actor.ts';
import type { By } from './by.ts';

/**
 * Everything that somebody is towards this case. Where nobody sits at the highest level, or only who made the proposal
 * that is to be decided, a supervisor decides for it.
 */
export async function whoIs(
	db: Db,
	by: By,
	of: Pick<Case, 'number' | 'track' | 'office' | 'department' | 'district'>
): Promise<Who[]> {
	if (by.role === 'citizen') return ['citizen'];
	if (by.role === 'clock') return ['clock'];
	const who: Who[] = [];
	for (const one of ['screener', 'feedback', 'speaker'] as const)
		if (may(by, permissionOfWho[one])) who.push(one);
	const redresses = may(by, permissionOfWho.office);
	if (!redresses && !who.includes('screener')) return who;
	const seat = await towards(db, by.id, of);
	if (redresses && seat.office) who.push('office');
	if ((redresses && seat.final) || (who.includes('screener') && seat.finalVacant)) who.push('final');
	return who;
}
