import { expect, test } from 'vitest';
import { callActionOf } from '#lib/call-keys.ts';

const press = (code: string, over: object = {}) => ({
	code,
	key: '',
	shiftKey: false,
	ctrlKey: false,
	metaKey: false,
	altKey: true,
	isComposing: false,
	...over
});

test('a key acts with Alt alone, by its place, whatever letter the keyboard writes there', () => {
	expect(callActionOf(press('KeyA', { key: 'ੳ' }))).toBe('accept');
	expect(callActionOf(press('KeyE', { key: 'ए' }))).toBe('end');
	expect(callActionOf(press('Digit9'))).toEqual({ disposition: 9 });
	expect(callActionOf(press('Numpad1'))).toEqual({ disposition: 1 });
	for (const code of ['KeyQ', 'Digit0', 'Enter']) expect(callActionOf(press(code))).toBeNull();
	for (const more of [{ altKey: false }, { ctrlKey: true }, { metaKey: true }, { shiftKey: true }])
		expect(callActionOf(press('KeyA', more))).toBeNull();
});

test('nothing acts while text is being composed', () => {
	expect(callActionOf(press('KeyA', { isComposing: true }))).toBeNull();
	expect(callActionOf(press('KeyA', { key: 'Process' }))).toBeNull();
});
