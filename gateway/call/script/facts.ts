import { parseNumber } from '#contracts/number.ts';
import type { Script } from '#contracts/script.ts';
import { standingOf, type Call } from '#db/call.ts';
import { callFacts } from '#db/call-facts.ts';
import { fullLines } from '#db/call-line.ts';
import type { Db } from '#db/sql.ts';
import { rolesThat } from '../../access/actor.ts';
import { nextStep } from './next-step.ts';
import type { CallInput, CallState, Facts, Next } from './state.ts';

/** A number that can be called. */
const callable = /^\+[0-9]{8,15}$/;

/** What a walk goes by as long as nobody has looked up how it is: the step that it leads to is not taken. */
const unknown: Facts = {
	hours: 'open',
	notice: null,
	remembered: null,
	openCase: null,
	caller: 'known',
	full: [],
	typed: 'unknown'
};

/** Walks by what is known; gives what the walk asked for beside it. Pure. */
export function walkBy(script: Script, state: CallState, input: CallInput, known: Partial<Facts>) {
	const missing = new Set<keyof Facts>();
	const facts = new Proxy(unknown, {
		get(target, name: keyof Facts) {
			if (Object.hasOwn(known, name)) return known[name];
			missing.add(name);
			return target[name];
		}
	});
	return { next: nextStep(script, state, input, facts), missing };
}

const told = ['hours', 'notice', 'remembered', 'openCase'] as const;

/** Looks up what a walk asked for: hours, notice and the caller's past, the queue, the number that was just typed. */
async function lookUp(
	db: Db,
	from: string | null,
	input: CallInput,
	wanted: Set<keyof Facts>
): Promise<Partial<Facts>> {
	const number = input.event === 'input' && input.digits !== undefined ? parseNumber(input.digits) : null;
	return {
		caller: from !== null && callable.test(from) ? 'known' : 'withheld',
		...(told.some((name) => wanted.has(name)) ? await callFacts(db, from) : {}),
		...(wanted.has('full') ? { full: await fullLines(db, rolesThat('call')) } : {}),
		...(wanted.has('typed') ? { typed: number === null ? 'unknown' : await standingOf(db, number) } : {})
	};
}

/** What the telephone does next; only what the way there depends on is looked up. Throws `ScriptFault`. */
export async function stepOf(
	db: Db,
	script: Script,
	{ from }: Pick<Call, 'from'>,
	state: CallState,
	input: CallInput
): Promise<Next> {
	let known: Partial<Facts> = {};
	for (;;) {
		const { next, missing } = walkBy(script, state, input, known);
		if (missing.size === 0) return next;
		known = { ...known, ...(await lookUp(db, from, input, missing)) };
	}
}
