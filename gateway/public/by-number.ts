import { WINDOW_MS } from './complain.ts';

/** Look-ups of numbers from one address in the window: people share addresses, but nobody reads out thousands. */
const LOOKUPS_PER_WINDOW = 300;
export const unhurried = { config: { rateLimit: { max: LOOKUPS_PER_WINDOW, timeWindow: WINDOW_MS } } };

export type ByNumber = { Params: { number: string } };
