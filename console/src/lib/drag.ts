/** Of our own, so that a link or text dragged from elsewhere is not taken for a submission. */
const kind = 'application/x-sunwai-number';

/** Attributes of what can be dragged: the number goes with it. */
export const dragged = (number: string) => ({
	draggable: true,
	ondragstart(event: DragEvent) {
		event.dataTransfer?.setData(kind, number);
		if (event.dataTransfer) event.dataTransfer.effectAllowed = 'move';
	}
});

/** Attributes of where it can be dropped. `onover` tells whether something is held over it. */
export const dropped = (ondrop: (number: string) => void, onover: (over: boolean) => void) => ({
	ondragover(event: DragEvent) {
		if (!event.dataTransfer?.types.includes(kind)) return;
		event.preventDefault();
		onover(true);
	},
	ondragleave(event: DragEvent & { currentTarget: HTMLElement }) {
		if (!event.currentTarget.contains(event.relatedTarget as Node | null)) onover(false);
	},
	ondrop(event: DragEvent) {
		onover(false);
		const number = event.dataTransfer?.getData(kind);
		if (!number) return;
		event.preventDefault();
		ondrop(number);
	}
});
