import { tick } from 'svelte';

const fields = 'input:not([type=radio], [type=checkbox], [type=file]), textarea, select';
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

/** Puts the focus on the first field at fault, once the page shows it. */
export async function focusFault(form: HTMLElement | undefined) {
	await tick();
	// What a fault opens shows one turn later.
	await tick();
	form?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
}

/** Puts the focus on the first empty field, or the first of all where none is empty. */
export async function focusEmpty(form: HTMLElement | undefined) {
	await tick();
	const all = [...(form?.querySelectorAll<Control>(fields) ?? [])].filter(
		(one) => !one.disabled && one.tabIndex >= 0 && one.checkVisibility()
	);
	(all.find(({ value }) => value === '') ?? all[0])?.focus();
}

function leaveField({ key, isComposing, target }: KeyboardEvent) {
	if (key !== 'Escape' || isComposing || !(target instanceof HTMLElement)) return;
	// A list that is open is closed first.
	if (target.matches(fields) && target.getAttribute('aria-expanded') !== 'true') target.blur();
}

/** Attached to a form: Escape leaves a text field, so that single letters are shortcuts again. */
export function leavable(form: HTMLElement) {
	form.addEventListener('keydown', leaveField);
	return () => form.removeEventListener('keydown', leaveField);
}
