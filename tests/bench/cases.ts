import { escalation } from './case-clocks.ts';
import { machine } from './case-machine.ts';
import { dashboard } from './cases-dashboard.ts';
import type { Figure } from './support/figure.ts';

/**
 * What becomes of cases: time limits that pass all at once, a machine that nothing breaks, the dashboard's questions and
 * whether its counts are right.
 */
export const cases = async (wish: { commands?: number; cases?: number }): Promise<Figure[]> => [
	...(await escalation()),
	...(await machine(wish)),
	...(await dashboard(wish))
];
