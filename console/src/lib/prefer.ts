import type { Preferences } from '#contracts/preference.ts';
import { session } from './session.svelte.ts';
import { tryTo } from './verbs.ts';

/** Changes how the person wants the desk; they are told where it could not be kept. */
export const prefer = (preferences: Partial<Preferences>) => tryTo(() => session.prefer(preferences));
