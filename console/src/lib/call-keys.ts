import type { Press } from './keys.ts';

/** What a key with Alt does at the telephone, on every page and in every field. */
export type CallAction =
	'accept' | 'decline' | 'hold' | 'mute' | 'transfer' | 'join' | 'back' | 'end' | { disposition: number };

const letters: Record<string, CallAction> = {
	KeyA: 'accept',
	KeyR: 'decline',
	KeyH: 'hold',
	KeyM: 'mute',
	KeyT: 'transfer',
	KeyJ: 'join',
	KeyB: 'back',
	KeyE: 'end'
};

/** By the key's place, whatever it writes; null for every other press. */
export function callActionOf(press: Omit<Press, 'inField' | 'onControl'>): CallAction | null {
	const { altKey, ctrlKey, metaKey, shiftKey, isComposing, key, code } = press;
	if (!altKey || ctrlKey || metaKey || shiftKey || isComposing || key === 'Process') return null;
	const digit = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
	return digit ? { disposition: Number(digit) } : (letters[code] ?? null);
}
