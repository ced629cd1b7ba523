/** What a key does on the desk. Pages answer the ones that mean something there. */
export type Action =
	| 'search'
	| 'filter'
	| 'help'
	| 'command'
	| 'go_queue'
	| 'go_cases'
	| 'go_register'
	| 'go_wall'
	| 'go_parked'
	| 'next'
	| 'previous'
	| 'open'
	| 'claim'
	| 'release'
	| 'assign'
	| 'register'
	| 'link'
	| 'dismiss'
	| 'undo'
	| 'spam'
	| 'merge'
	| 'split'
	| 'ask'
	| 'note'
	| 'remind'
	| 'alerts'
	| 'take'
	| 'mark'
	| 'mark_all'
	| 'extend_next'
	| 'extend_previous'
	| 'campaign'
	| 'go_agents'
	| 'go_call'
	| 'go_callbacks'
	| 'clear';

export interface Press {
	code: string;
	key: string;
	shiftKey: boolean;
	ctrlKey: boolean;
	metaKey: boolean;
	altKey: boolean;
	isComposing: boolean;
	/** A text field, list or other control that wants letters has the focus. */
	inField: boolean;
	/** A button or link has the focus: Enter is its own. */
	onControl: boolean;
}

const plain: Record<string, Action> = {
	Slash: 'search',
	KeyF: 'filter',
	KeyJ: 'next',
	KeyK: 'previous',
	KeyC: 'claim',
	KeyX: 'release',
	KeyA: 'assign',
	KeyL: 'link',
	KeyD: 'dismiss',
	KeyU: 'undo',
	KeyS: 'spam',
	KeyM: 'merge',
	KeyP: 'split',
	KeyQ: 'ask',
	KeyO: 'note',
	KeyR: 'remind',
	KeyN: 'take',
	KeyV: 'mark',
	KeyB: 'campaign',
	Escape: 'clear'
};
const shifted: Record<string, Action> = {
	Slash: 'help',
	KeyV: 'mark_all',
	KeyJ: 'extend_next',
	KeyK: 'extend_previous'
};
const afterG: Record<string, Action> = {
	KeyQ: 'go_queue',
	KeyK: 'go_cases',
	KeyR: 'go_register',
	KeyW: 'go_wall',
	KeyP: 'go_parked',
	KeyN: 'alerts',
	KeyA: 'go_agents',
	KeyC: 'go_call',
	KeyB: 'go_callbacks'
};

const chord = ({ code }: Press): Action | null => {
	if (code === 'KeyK') return 'command';
	return code === 'Enter' || code === 'NumpadEnter' ? 'register' : null;
};

/** `first` is the code of a `g` pressed just before; `pending` is returned when this press is such a `g`. */
export function actionOf(press: Press, first: string | null): Action | 'pending' | null {
	if (press.isComposing || press.key === 'Process' || press.altKey) return null;
	if (press.ctrlKey || press.metaKey) return press.shiftKey ? null : chord(press);
	if (press.inField) return null;
	if (press.shiftKey) return shifted[press.code] ?? null;
	if (first === 'KeyG') return afterG[press.code] ?? null;
	if (press.code === 'KeyG') return 'pending';
	if (press.code === 'Enter') return press.onControl ? null : 'open';
	return plain[press.code] ?? null;
}
