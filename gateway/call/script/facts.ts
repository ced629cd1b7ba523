import { parseNumber } from '#contracts/number.ts';
import { standingOf, type Call } from '#db/call.ts';
import { callFacts } from '#db/call-facts.ts';
import { fullLines } from '#db/call-line.ts';
import type { Db } from '#db/sql.ts';
import { rolesThat } from '../../access/actor.ts';
import type { CallInput, Facts } from './state.ts';

/** A number that can be called. */
const callable = /^\+[0-9]{8,15}$/;

/** Looks up what the script may go by: the hours, the queue, the caller's past, and the number that was just typed. */
export async function factsOf(
	db: Db,
	{ from, asks, language }: Pick<Call, 'from' | 'asks' | 'language'>,
	input: CallInput
): Promise<Facts> {
	const digits = input.event === 'input' ? input.digits : undefined;
	const number = digits === undefined ? null : parseNumber(digits);
	return {
		...(await callFacts(db, from)),
		// A machine that asks speaks the citizen's language, of their case.
		...(asks === null
			? {}
			: { remembered: language, openCase: { number: asks, standing: 'resolved' as const } }),
		caller: from !== null && callable.test(from) ? 'known' : 'withheld',
		full: await fullLines(db, rolesThat('call')),
		typed: number === null ? 'unknown' : await standingOf(db, number, from)
	};
}
