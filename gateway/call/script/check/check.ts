import type { Script } from '#contracts/script.ts';
import type { Finding } from '#contracts/script-finding.ts';
import { circles, endless, waiting } from './ends.ts';
import { keys, targets, unreachable } from './targets.ts';
import { words } from './words.ts';

/** Everything that speaks against putting the script in force; empty when calls may walk it. */
export const check = (script: Script): Finding[] =>
	[targets, unreachable, keys, words, circles, waiting, endless].flatMap((look) => look(script));
