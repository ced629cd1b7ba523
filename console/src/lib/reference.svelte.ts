import { readReference, type Reference } from '#contracts/place.ts';
import type { Names } from '#contracts/words.ts';
import { call } from './call.ts';
import { live } from './live.svelte.ts';
import { locale } from './locale.svelte.ts';

const nothing = { districts: [], tehsils: [], departments: [], categories: [] };
let known = $state.raw<Reference>({ ...nothing, retired: nothing });
let asked: Promise<void> | null = null;

/** The name in the language on screen. */
export const say = (names: Names | undefined) => names?.[locale.current] ?? '';

type List = keyof Reference['retired'];
/** Name of a code in use or retired; the code where neither is known. */
function nameOf(list: List, code: string | null): string {
	if (!code) return '';
	const found =
		known[list].find((one) => one.code === code) ?? known.retired[list].find((one) => one.code === code);
	return say(found?.names) || code;
}

/** Districts, tehsils, departments and categories: read once, and anew whenever one of them changes. */
export const reference = {
	get all() {
		return known;
	},
	load() {
		asked ??= call(readReference, {}).then(
			(reply) => {
				known = reply;
			},
			() => {
				asked = null;
			}
		);
		return asked;
	},
	/** Follows changes until the returned function is called; what is on screen shows them at once. */
	hear() {
		let first = true;
		const again = () => {
			asked = null;
			void reference.load();
		};
		// Something may have changed while the connection was away; the first is not a return.
		const back = () => {
			if (!first) again();
			first = false;
		};
		const connection = live.connection();
		void connection.then((socket) => {
			first = !socket.connected;
			socket.on('reference', again).on('connect', back);
		});
		return () => void connection.then((socket) => socket.off('reference', again).off('connect', back));
	},
	district: (code: string | null) => nameOf('districts', code),
	tehsil: (code: string | null) => nameOf('tehsils', code),
	department: (code: string | null) => nameOf('departments', code),
	category: (code: string | null) => nameOf('categories', code)
};
