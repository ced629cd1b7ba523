export type Theme = 'system' | 'light' | 'dark';

const kept = localStorage.getItem('theme');
let current = $state<Theme>(kept === 'light' || kept === 'dark' ? kept : 'system');

/** Light, dark, or as the machine says; remembered on this machine. */
export const theme = {
	get current() {
		return current;
	},
	set(next: Theme) {
		current = next;
		if (next === 'system') {
			localStorage.removeItem('theme');
			delete document.documentElement.dataset.theme;
		} else {
			localStorage.setItem('theme', next);
			document.documentElement.dataset.theme = next;
		}
	}
};
