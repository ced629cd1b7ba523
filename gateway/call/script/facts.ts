import { parseNumber } from '#contracts/number.ts';
import { standingOf, type Call } from '#db/call.ts';
import { callFacts } from '#db/call-facts.ts';
import type { Db } from '#db/sql.ts';
import type { CallInput, Facts } from './state.ts';

/** Looks up what the script may go by: the hours, the caller's past, and the number that was just typed. */
export async function factsOf(
	db: Db,
	call: Pick<Call, 'from'>,
	input: CallInput,
	line: Facts['line']
): Promise<Facts> {
	const digits = input.event === 'input' ? input.digits : undefined;
	const asked = digits === undefined ? null : parseNumber(digits);
	return {
		...(await callFacts(db, call.from)),
		caller: call.from === null ? 'withheld' : 'known',
		line,
		typed: asked === null ? 'unknown' : await standingOf(db, asked)
	};
}
