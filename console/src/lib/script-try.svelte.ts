import {
	tryScript,
	type Heard,
	type TriedFacts,
	type TriedInput,
	type TriedState
} from '#contracts/script-desk.ts';
import type { Reply } from '#contracts/endpoint.ts';
import { call } from './call.ts';
import { refusalText } from './faults.ts';
import { m } from './paraglide/messages.js';
import { asRefusal } from './refusal.ts';

/** One turn of a call that is tried out: what the caller did, and what they heard then. */
export interface Tried {
	did: string;
	heard: Heard[];
	/** What the gateway would have done besides. */
	outcomes: string[];
}

/** A call that nobody makes, walked step by step at the gateway. */
export class ScriptTry {
	turns = $state.raw<Tried[]>([]);
	then = $state.raw<Reply<typeof tryScript>['then'] | null>(null);
	busy = $state(false);
	fault = $state('');
	facts = $state<TriedFacts>({
		...{ hours: 'open', notice: false, remembered: 'none', case: false, withheld: false, full: false },
		standing: 'registered'
	});
	#state: TriedState | undefined;

	async act(version: number, input: TriedInput, did: string): Promise<void> {
		const rings = input.do === 'ring';
		this.busy = true;
		this.fault = '';
		try {
			const body = { input, facts: this.facts, ...(rings || !this.#state ? {} : { state: this.#state }) };
			const { state, heard, then, outcomes } = await call(tryScript, { params: { version }, body });
			this.#state = state;
			this.then = then;
			this.turns = [...(rings ? [] : this.turns), { did, heard, outcomes }];
		} catch (thrown) {
			const refusal = asRefusal(thrown);
			this.fault = refusal.code === 'circle' ? m.script_try_circle() : refusalText(refusal);
		}
		this.busy = false;
	}
}
