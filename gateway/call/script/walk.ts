import type { VoiceStep } from '#adapters/voice.ts';
import type { Edge, Node, Said, Script } from '#contracts/script.ts';
import { languages, type Language } from '#contracts/words.ts';
import type { CallInput, CallState, Facts, Outcome } from './state.ts';

export type Item = VoiceStep['say'][number];
export type Then = VoiceStep['then'];

/** One step in the making: what is said till somebody is waited for. */
export interface Walk {
	readonly script: Script;
	readonly facts: Facts;
	/** Address of what the caller has just recorded. */
	readonly recording: string | undefined;
	state: CallState;
	say: Item[];
	outcomes: Outcome[];
}

/** The script's own fault: a target that is not there, or a circle. A script that passed the checker has none. */
export class ScriptFault extends Error {}

export const nodeOf = ({ script, state }: Walk): Node => {
	const node = Object.hasOwn(script.nodes, state.node) ? script.nodes[state.node] : undefined;
	if (!node) throw new ScriptFault(`no node ${state.node}`);
	return node;
};

/** A prompt, or its words where this version has its own. */
const prompt = ({ script }: Walk, key: string, language: Language): Item => {
	const own = Object.hasOwn(script.prompts, key) ? script.prompts[key]?.[language].trim() : undefined;
	return own ? { text: own, language } : { prompt: key, language };
};

const readOut = (digits: string | undefined, language: Language): Item[] =>
	[...(digits ?? '')].map((digit) => ({ prompt: `digit-${digit}`, language }));

const itemsOf = (walk: Walk, said: Said): Item[] => {
	const { state, facts, recording } = walk;
	if (typeof said === 'string') return [prompt(walk, said, state.language)];
	if ('inAll' in said) return languages.map((language) => prompt(walk, said.inAll, language));
	if ('recording' in said) return recording ? [{ recording }] : [];
	if ('notice' in said)
		return facts.notice ? [{ text: facts.notice[state.language], language: state.language }] : [];
	const digits = {
		number: () => state.number,
		asked: () => state.asked,
		case: () => facts.openCase?.number
	};
	return readOut(digits[said.readOut](), state.language);
};

/** Says these in the caller's language. */
export const say = (walk: Walk, list: readonly Said[] = []): void => {
	for (const said of list) walk.say.push(...itemsOf(walk, said));
};

/** Takes an edge: what the call then knows, what is said, and the node with fresh counters. */
export function follow(walk: Walk, edge: Edge): void {
	const { language, department, district, asked, about, recorded, verdict } = edge.set ?? {};
	// Only who goes by it has it looked up.
	const openCase = asked ? walk.facts.openCase : null;
	const state: CallState = { ...walk.state, node: edge.to, wrong: 0, silent: 0 };
	if (language) state.language = language;
	if (department !== undefined) state.department = department;
	if (district !== undefined) state.district = district;
	if (openCase) [state.asked, state.standing] = [openCase.number, openCase.standing];
	if (about && state.asked) state.about = state.asked;
	if (recorded) state.recorded = recorded;
	if (verdict && state.asked) walk.outcomes.push({ verdict: { number: state.asked, verdict } });
	if (!state.department) delete state.department;
	if (!state.district) delete state.district;
	walk.state = state;
	say(walk, edge.say);
}

/** What an answer to a waiting node has in common. */
export type Answer = Exclude<CallInput, { event: 'start' }>;
