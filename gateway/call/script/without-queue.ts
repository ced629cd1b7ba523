import type { Next } from './state.ts';

const helped = ({ state, step, outcomes }: Next): Next => ({
	state: { ...state, node: 'done' },
	step: { ...step, say: [{ prompt: 'help', language: state.language }], then: { do: 'hang_up' } },
	outcomes: outcomes.filter((outcome) => !('callBack' in outcome))
});

/**
 * The step as it is while there is neither a queue nor a list of callbacks: who wants an agent or a call back hears
 * of the other ways in, and the call ends. A message that was left stays what it is.
 */
export function withoutQueue(next: Next): Next {
	const wanted = next.outcomes.some(
		(outcome) => 'queue' in outcome || ('callBack' in outcome && outcome.callBack.reason !== 'voicemail')
	);
	return wanted ? helped(next) : next;
}
