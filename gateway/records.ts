import type { ImportFault } from '#contracts/people.ts';
import { parseLines, type Line } from '#db/seed/csv.ts';
import { Refusal } from './refusal.ts';
import type { Fault } from './triage/citizen.ts';

/** Records of an imported CSV file with the lines on which they begin. Refuses what is none, or holds too many. */
export function readRecords(csv: string, limit: number): Line[] {
	const lines = read(csv);
	if (!lines.length || lines.length > limit)
		throw new Refusal('invalid', 400, `Between 1 and ${limit} can be imported at a time.`, { field: 'csv' });
	return lines;
}

function read(csv: string): Line[] {
	try {
		return parseLines(csv.replace(/^\uFEFF/, ''));
	} catch {
		throw new Refusal('invalid', 400, 'This is not a CSV file.', { field: 'csv' });
	}
}

/** Faults of records as faults of lines, the first of each field. */
export const faultsByLine = (lines: Line[], faults: Fault[][]): ImportFault[] =>
	lines.flatMap(({ line }, at) =>
		faults[at]!.filter(({ field }, place, all) => all.findIndex((one) => one.field === field) === place).map(
			(fault) => ({ line, ...fault })
		)
	);
