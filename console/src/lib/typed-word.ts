/** What is typed after a sign that asks for a list: `@` and a name, `/` and a word. */
export interface Trigger {
	sign: string;
	query: string;
	/** Where the sign stands. */
	from: number;
}

// A name may have two words, so one blank may stand in it; a letter's own vowel signs belong to it.
const before = /(?:^|[\s(])([@/])([^\s@/]{0,40}(?: [^\s@/]{1,40})?)$/u;

/** The sign and word right before the caret, of the signs that are answered; null where there is none. */
export function triggerAt(text: string, caret: number, signs: string): Trigger | null {
	const [, sign, query] = before.exec(text.slice(0, caret)) ?? [];
	if (sign === undefined || query === undefined || !signs.includes(sign)) return null;
	return { sign, query, from: caret - query.length - 1 };
}

/** The text with what was typed replaced. */
export const replaceTrigger = (text: string, { query, from }: Trigger, by: string) =>
	text.slice(0, from) + by + text.slice(from + 1 + query.length);

interface Named {
	id: string;
	name: string;
}

/** Those of the people whom the text still names as `@name`. */
export const namedIn = <P extends Named>(text: string, people: readonly P[]) =>
	people.filter(({ name }) => text.includes(`@${name}`));

/** The text in pieces, those that name one of the people marked. */
export function pieces(text: string, people: readonly Named[]): { text: string; named: boolean }[] {
	const names = people.map(({ name }) => `@${name}`).sort((a, b) => b.length - a.length);
	const found: { text: string; named: boolean }[] = [];
	let plain = '';
	for (let at = 0; at < text.length;) {
		const name = names.find((one) => text.startsWith(one, at));
		if (name) {
			if (plain) found.push({ text: plain, named: false });
			found.push({ text: name, named: true });
			plain = '';
		} else plain += text[at];
		at += name?.length ?? 1;
	}
	return plain ? [...found, { text: plain, named: false }] : found;
}
