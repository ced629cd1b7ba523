import type { Channel } from '#contracts/words.ts';
import { prefer } from './prefer.ts';
import { session } from './session.svelte.ts';

/** Ways in with somebody there who can listen. */
const spoken: readonly Channel[] = ['phone', 'walk_in'];
const kindOf = (channel: Channel) => (spoken.includes(channel) ? 'readBackSpoken' : 'readBackWritten');

/** Whether a registration is read back before it is saved: where somebody listens, unless the person says otherwise. */
export const readsBack = {
	of: (channel: Channel) => session.preferences[kindOf(channel)],
	set: (channel: Channel, on: boolean) => void prefer({ [kindOf(channel)]: on })
};
