import { readSeedScript } from '#db/seed.ts';

/** The script that the product brings along. */
export const supplied = readSeedScript();
