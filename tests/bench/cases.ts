import { escalation } from './case-clocks.ts';
import { machine } from './case-machine.ts';
import type { Figure } from './support/figure.ts';

/** What becomes of cases: time limits that pass all at once, and a machine that nothing breaks. */
export const cases = async (wish: { commands?: number }): Promise<Figure[]> => [
	...(await escalation()),
	...(await machine(wish))
];
