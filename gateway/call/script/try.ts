import { checkDigit } from '#contracts/number.ts';
import type { Heard, TriedFacts, TriedInput, TriedState } from '#contracts/script-desk.ts';
import type { Script } from '#contracts/script.ts';
import { languages } from '#contracts/words.ts';
import { Refusal } from '../../refusal.ts';
import { wordsOf } from './check/words.ts';
import { nextStep } from './next-step.ts';
import { newCall, type CallInput, type Facts, type Next } from './state.ts';
import { ScriptFault, type Item, type Then } from './walk.ts';

/** A number as every caller could have it. */
const example = `260001234${checkDigit('260001234')}`;
const flood = {
	en: 'Emergency notice.',
	pa: 'ਐਮਰਜੈਂਸੀ ਸੂਚਨਾ।',
	hi: 'आपात सूचना।'
};

const inputs: Record<Exclude<TriedInput['do'], 'type'>, CallInput> = {
	ring: { event: 'start' },
	wait: { event: 'input' },
	speak: { event: 'recorded', recording: 'recording' },
	hang_up: { event: 'input', hungUp: true },
	queue_over: { event: 'queue', result: 'over' }
};
const inputOf = (tried: TriedInput): CallInput =>
	tried.do === 'type' ? { event: 'input', digits: tried.digits.split('#')[0] ?? '' } : inputs[tried.do];

const factsOf = ({ hours, notice, remembered, withheld, full, standing, ...more }: TriedFacts): Facts => ({
	hours,
	notice: notice ? flood : null,
	remembered: remembered === 'none' ? null : remembered,
	openCase: more.case ? { number: example, standing: 'registered' } : null,
	caller: withheld ? 'withheld' : 'known',
	full: full ? languages : [],
	typed: standing
});

const heardOf = (script: Script, item: Item): Heard => {
	if ('recording' in item) return { prompt: null, language: null, text: '' };
	if ('text' in item) return { prompt: null, language: item.language, text: item.text };
	const text = wordsOf(script, item.prompt)?.[item.language] ?? '';
	return { prompt: item.prompt, language: item.language, text };
};

function walk(script: Script, state: TriedState | undefined, input: TriedInput, facts: TriedFacts): Next {
	try {
		return nextStep(script, state ?? newCall(), inputOf(input), factsOf(facts));
	} catch (fault) {
		if (fault instanceof ScriptFault) throw new Refusal('circle', 409, fault.message);
		throw fault;
	}
}

/** What the telephone does; the script itself leads into no room, so what comes back at once is the queue. */
const thenOf = (then: Then) =>
	then.do === 'gather' || then.do === 'record' || then.do === 'hang_up' ? then.do : ('queue' as const);

/** One step of a call that nobody makes. Pure. Refuses with `circle` where the script leads nowhere. */
export function tryStep(
	script: Script,
	{ state, input, facts }: { state?: TriedState; input: TriedInput; facts: TriedFacts }
) {
	const next = walk(script, state, input, facts);
	const outcomes = next.outcomes.map((outcome) => Object.keys(outcome)[0] ?? '');
	const { then, say } = next.step;
	return {
		state: outcomes.includes('recording')
			? { ...next.state, number: next.state.number ?? example }
			: next.state,
		heard: say.map((item) => heardOf(script, item)),
		then: thenOf(then),
		digits: then.do === 'gather' ? then.digits : null,
		outcomes: outcomes.filter((outcome) => outcome !== 'ended' && outcome !== 'told')
	};
}
