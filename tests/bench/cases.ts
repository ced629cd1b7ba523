import { dashboard } from './cases-dashboard.ts';
import type { Figure } from './support/figure.ts';

/** What cases come to: the dashboard's questions, and whether its counts are right. */
export const cases = async (wish: { cases?: number }): Promise<Figure[]> => [...(await dashboard(wish))];
