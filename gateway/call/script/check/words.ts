import { promptOf, saidBy, type Said, type Script } from '#contracts/script.ts';
import type { Finding } from '#contracts/script-finding.ts';
import { languages, type Names } from '#contracts/words.ts';
import { prompts as suppliedPrompts } from '../../prompts.ts';

/** Words of a prompt: this version's own, else the supplied ones. */
export const wordsOf = ({ prompts }: Pick<Script, 'prompts'>, key: string): Names | undefined =>
	Object.hasOwn(prompts, key)
		? prompts[key]
		: Object.hasOwn(suppliedPrompts, key)
			? suppliedPrompts[key]
			: undefined;

/** Prompts that are not there in a language. */
export function words(script: Script): Finding[] {
	const missing = (node: string | null, at: string, said: Said): Finding[] => {
		const key = promptOf(said);
		if (key === null) return [];
		const names = wordsOf(script, key);
		return languages
			.filter((language) => !names?.[language].trim())
			.map((language) => ({ node, at, code: 'no_prompt', detail: `${key} ${language}` }));
	};
	return [
		...(script.over.say ?? []).flatMap((said) => missing(null, 'over', said)),
		...Object.entries(script.nodes).flatMap(([name, node]) => [
			...saidBy(node).flatMap(({ at, said }) => missing(name, at, said)),
			...(node.do === 'gather' && node.say.length === 0
				? [{ node: name, at: 'say', code: 'no_question' as const, detail: '' }]
				: [])
		])
	];
}
