import { readSeedScript } from '#db/seed.ts';

/** The script that the product brings along. */
export const supplied = readSeedScript();

/** By which a machine asks citizens whether they are satisfied. */
export const satisfactionScript = readSeedScript('satisfaction');
