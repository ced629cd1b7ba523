import { registerAtDesk, type DeskInput } from '#contracts/desk.ts';
import { call } from './call.ts';

/** Sends what was taken in at the desk; the same key twice is one submission. */
export function takeIn(input: DeskInput) {
	const form = new FormData();
	form.set('data', JSON.stringify(input));
	return call(registerAtDesk, { form });
}
