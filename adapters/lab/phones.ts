import type { World } from './world.ts';

/** What somebody does with a telephone, in words: `press 2`, `record 3` (seconds), `say …`, `wait`, `hang up`. */
export type Action = `press ${string}` | `record ${number}` | `say ${string}` | 'wait' | 'hang up';

/** What the owner of a telephone does when it rings. */
export interface PhoneHabit {
	does: 'answer' | 'ignore' | 'busy' | 'reject' | 'fail';
	/** Seconds till then, or from which to which. */
	after_s: number | [number, number];
	/** After picking up. */
	then?: Action[];
}

/** The telephones that the gateway can ring, by number; one without a habit rings till somebody lifts it by hand. */
export interface Phones {
	set(number: string, habit: PhoneHabit | null): void;
	habit(number: string): PhoneHabit | undefined;
}

/** Seconds that a habit takes this time. */
export const delayOf = ({ after_s }: PhoneHabit, { chance }: Pick<World, 'chance'>): number => {
	if (typeof after_s === 'number') return after_s;
	const [least, most] = after_s;
	return least + (most - least) * chance();
};

const keyOf = (number: string) => (/^\d{8,15}$/.test(number) ? `+${number}` : number);

/** A street of telephones, all without a habit. */
export function phones(): Phones {
	const habits = new Map<string, PhoneHabit>();
	return {
		set: (number, habit) =>
			void (habit === null ? habits.delete(keyOf(number)) : habits.set(keyOf(number), habit)),
		habit: (number) => habits.get(keyOf(number))
	};
}
