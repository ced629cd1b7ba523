import { faultsByField, refusalText } from './faults.ts';
import { asRefusal } from './refusal.ts';
import { toast } from './toast.svelte.ts';

/** A form that is sent whole: whether it is on its way, and what was wrong with it by field. */
export class Keeping {
	busy = $state(false);
	faults = $state.raw<Record<string, string>>({});

	/** Runs the verb, then what follows it; a refusal is told and its faults stand at their fields. */
	async act<T>(verb: () => Promise<T>, done: (result: T) => void): Promise<void> {
		this.busy = true;
		try {
			const result = await verb();
			this.faults = {};
			done(result);
		} catch (thrown) {
			const refusal = asRefusal(thrown);
			this.faults = faultsByField(refusal.faults);
			toast.say(refusalText(refusal), 'bad');
		}
		this.busy = false;
	}
}
