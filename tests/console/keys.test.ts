import { expect, test } from 'vitest';
import { actionOf, type Press } from '#lib/keys.ts';

const press = (code: string, over: Partial<Press> = {}): Press => ({
	code,
	key: '',
	shiftKey: false,
	ctrlKey: false,
	metaKey: false,
	altKey: false,
	isComposing: false,
	inField: false,
	onControl: false,
	...over
});

test('a key acts by its place, whatever letter the keyboard writes there', () => {
	expect(actionOf(press('KeyJ', { key: 'ਰ' }), null)).toBe('next');
	expect(actionOf(press('KeyC', { key: 'म' }), null)).toBe('claim');
});

test('single letters do nothing in a field', () => {
	for (const code of [
		'KeyJ',
		'KeyK',
		'KeyC',
		'KeyX',
		'KeyD',
		'KeyL',
		'KeyN',
		'KeyF',
		'Slash',
		'KeyG',
		'Enter'
	])
		expect(actionOf(press(code, { inField: true }), null)).toBeNull();
});

test('registering by Ctrl+Enter works from inside a field', () => {
	expect(actionOf(press('Enter', { ctrlKey: true, inField: true }), null)).toBe('register');
	expect(actionOf(press('Enter', { metaKey: true, inField: true }), null)).toBe('register');
});

test('nothing acts while text is being composed', () => {
	expect(actionOf(press('KeyJ', { isComposing: true }), null)).toBeNull();
	expect(actionOf(press('Enter', { ctrlKey: true, isComposing: true }), null)).toBeNull();
	expect(actionOf(press('KeyJ', { key: 'Process' }), null)).toBeNull();
});

test('g and then a letter goes to a page, and only then', () => {
	expect(actionOf(press('KeyG'), null)).toBe('pending');
	expect(actionOf(press('KeyQ'), 'KeyG')).toBe('go_queue');
	expect(actionOf(press('KeyW'), 'KeyG')).toBe('go_wall');
	expect(actionOf(press('KeyW'), null)).toBeNull();
	expect(actionOf(press('KeyJ'), 'KeyG')).toBeNull();
});

test('the shortcuts of browser and system are left alone', () => {
	expect(actionOf(press('KeyC', { ctrlKey: true }), null)).toBeNull();
	expect(actionOf(press('KeyX', { metaKey: true }), null)).toBeNull();
	expect(actionOf(press('KeyD', { altKey: true }), null)).toBeNull();
	expect(actionOf(press('KeyK', { ctrlKey: true, shiftKey: true }), null)).toBeNull();
});

test('a question mark asks for help and a slash for search', () => {
	expect(actionOf(press('Slash', { shiftKey: true }), null)).toBe('help');
	expect(actionOf(press('Slash'), null)).toBe('search');
});

test('Enter on a link or button is its own', () => {
	expect(actionOf(press('Enter'), null)).toBe('open');
	expect(actionOf(press('Enter', { onControl: true }), null)).toBeNull();
});
