export interface Toast {
	id: number;
	tone: 'good' | 'bad';
	text: string;
	/** Takes back what the news tells of. */
	undo?: () => void;
}
const shown_ms = 6000;
/** News that can be taken back stays longer: it is read first and then decided on. */
const undo_ms = 12_000;
let toasts = $state.raw<Toast[]>([]);
let last = 0;

/** Short news at the foot of the screen, read out by screen readers. */
export const toast = {
	get all() {
		return toasts;
	},
	say(text: string, tone: Toast['tone'] = 'good', undo?: () => void) {
		const id = (last += 1);
		toasts = [...toasts.slice(-2), { id, tone, text, ...(undo ? { undo } : {}) }];
		setTimeout(() => toast.close(id), undo ? undo_ms : shown_ms);
	},
	close(id: number) {
		toasts = toasts.filter((one) => one.id !== id);
	}
};
