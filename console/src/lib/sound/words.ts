import { m } from '#lib/paraglide/messages.js';
import type { SoftphoneFault } from '#lib/softphone/softphone.svelte.ts';
import type { MicrophoneFault } from './microphone.ts';

/** What is wrong with the microphone, and what helps. */
export const microphoneFault: Record<MicrophoneFault, () => string> = {
	no_microphone: m.sound_no_microphone,
	blocked: m.sound_blocked,
	in_use: m.sound_in_use,
	insecure: m.sound_insecure,
	unsupported: m.sound_unsupported
};

/** Why a browser cannot be rung, and what helps. */
export const softphoneFault: Record<SoftphoneFault, () => string> = {
	...microphoneFault,
	refused: m.softphone_refused,
	unreachable: m.softphone_unreachable
};
