import { createSubscriber } from 'svelte/reactivity';

let now = Date.now();
const ticking = createSubscriber((update) => {
	now = Date.now();
	const timer = setInterval(() => {
		now = Date.now();
		update();
	}, 1000);
	return () => clearInterval(timer);
});

/** The time by seconds, in milliseconds; one timer for all who look at it. */
export const clock = {
	get now() {
		ticking();
		return now;
	}
};
