import { actionOf, type Action, type Press } from './keys.ts';
import { session } from './session.svelte.ts';

type Answers = Partial<Record<Action, () => void>>;
const answering: Answers[] = [];
const pending_ms = 1200;
let first: string | null = null;
let forget: ReturnType<typeof setTimeout> | undefined;

const fields = 'input:not([type=checkbox], [type=radio], [type=button]), textarea, select, [contenteditable]';
const pressOf = (event: KeyboardEvent): Press => {
	const focus = event.target instanceof Element ? event.target : null;
	const { code, key, shiftKey, ctrlKey, metaKey, altKey, isComposing } = event;
	return {
		...{ code, key, shiftKey, ctrlKey, metaKey, altKey, isComposing },
		// Whoever wants no letters as keys has the command bar for everything.
		inField: !session.preferences.letters || Boolean(focus?.closest(fields)),
		onControl: Boolean(focus?.closest('a, button, summary, audio, [role=option]'))
	};
};

/** Hands a key to whoever answers it, the newest screen first. An open dialog keeps all but its own keys. */
export function hear(event: KeyboardEvent) {
	const action = actionOf(pressOf(event), first);
	clearTimeout(forget);
	first = action === 'pending' ? 'KeyG' : null;
	if (action === 'pending') forget = setTimeout(() => (first = null), pending_ms);
	if (!action || action === 'pending' || document.querySelector('dialog[open]')) return;
	const answer = answering.findLast((answers) => answers[action])?.[action];
	if (!answer) return;
	event.preventDefault();
	answer();
}

/** Does what the key of this action would do on the screen behind a dialog. */
export const perform = (action: Action) => answering.findLast((answers) => answers[action])?.[action]?.();

/** Answers these actions until the returned function is called. */
export function answer(answers: Answers) {
	answering.push(answers);
	return () => {
		answering.splice(answering.indexOf(answers), 1);
	};
}

/** True where a screen answers the action now. */
export const answered = (action: Action) => answering.some((answers) => answers[action]);
