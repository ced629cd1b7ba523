import type { RegisterInput } from '#contracts/desk.ts';
import { parseNumber } from '#contracts/number.ts';
import { checkPlace } from '#db/citizen.ts';
import type { Checked } from '#db/grievance.ts';
import { readRow } from '#db/queue.ts';
import type { Db } from '#db/sql.ts';
import type { Actor } from '../access/actor.ts';
import { Refusal } from '../refusal.ts';
import { citizenFaults, phoneOf, type Fault } from './citizen.ts';

/** Written as we write ours, so that a wrong digit is no other office's reference. */
const likeOurs = /^\d{2}-\d{7}-\d$/;

const placeFaults = (place: Awaited<ReturnType<typeof checkPlace>>): Fault[] => {
	const faults: Fault[] = [];
	if (!place.department) faults.push({ field: 'category', code: 'unknown' });
	if (!place.district) faults.push({ field: 'district', code: 'unknown' });
	else if (!place.tehsil) faults.push({ field: 'tehsil', code: 'unknown' });
	return faults;
};

function aggrievedFaults(aggrieved: RegisterInput['aggrieved'], phone: string | null): Fault[] {
	if (!aggrieved) return [];
	const faults: Fault[] = [];
	if (!aggrieved.name.trim()) faults.push({ field: 'aggrieved.name', code: 'required' });
	if (aggrieved.phone?.trim() && !phone) faults.push({ field: 'aggrieved.phone', code: 'invalid_phone' });
	else if (aggrieved.told !== 'applicant' && !phone)
		faults.push({ field: 'aggrieved.phone', code: 'required' });
	return faults;
}

/** What of an earlier reference is ours; that it is one of ours is checked by who sees it. */
async function checkEarlier(db: Db, actor: Actor, number: string, text: string) {
	const ours = parseNumber(text);
	const fault = (code: string) => ({ earlier: null, elsewhere: null, faults: [{ field: 'earlier', code }] });
	if (ours === number) return fault('same');
	if (ours && !(await readRow(db, actor, ours))) return fault('unknown_number');
	if (!ours && likeOurs.test(text)) return fault('invalid_number');
	return { earlier: ours, elsewhere: ours || !text ? null : text, faults: [] };
}

/** Checks a registration against what is known. Refuses with every fault by field. */
export async function checkRegistration(
	db: Db,
	actor: Actor,
	number: string,
	input: RegisterInput
): Promise<Checked> {
	const place = await checkPlace(db, { ...input, tehsil: input.tehsil || null });
	const phone = input.aggrieved?.phone ? phoneOf(input.aggrieved.phone) : null;
	const { earlier, elsewhere, faults } = await checkEarlier(db, actor, number, input.earlier?.trim() ?? '');
	const all = [
		...citizenFaults(input.citizen),
		...placeFaults(place),
		...(input.summary.trim().length < 3 ? [{ field: 'summary', code: 'required' }] : []),
		...aggrievedFaults(input.aggrieved, phone),
		...faults
	];
	if (all.length || !place.department)
		throw new Refusal('invalid', 400, 'Some fields need attention.', { faults: all });
	return {
		department: place.department,
		earlier,
		earlierElsewhere: elsewhere,
		aggrievedPhone: phone
	};
}
