import fc from 'fast-check';
import type { Action } from '#adapters/lab/phones.ts';
import { checkDigit } from '#contracts/number.ts';
import { edgesOf, facts as known, type Edge, type Script } from '#contracts/script.ts';
import { languages } from '#contracts/words.ts';
import { nextStep } from '#gateway/call/script/next-step.ts';
import { newCall, type CallInput, type Facts, type Next } from '#gateway/call/script/state.ts';

/** A number that could be anybody's. */
const asked = `260001234${checkDigit('260001234')}`;
/** The number that every call of these walks gets. */
const given = '2600012345';

/** One caller's way through the script: what they do, what is known at each step, and what they hear. */
export interface Way {
	actions: Action[];
	facts: Facts[];
	heard: string[];
	/** Names of the edges that were taken, as `markEdges` gives them. */
	edges: Set<string>;
}

/** In what carriers differ for the script. */
export interface Carrier {
	/** What is recorded can be played back at once. */
	plays: boolean;
	/** A silence comes without keys, else with an empty row of them. */
	saysNothing: boolean;
}

/** The script with a prompt of its own on each edge, so that who hears it knows which way was taken. */
export function markEdges(script: Script): { script: Script; edges: string[] } {
	const marked = structuredClone(script);
	const edges: string[] = [];
	const mark = (name: string, edge: Edge) => {
		edges.push(name);
		edge.say = [`way-${edges.length - 1}`, ...(edge.say ?? [])];
	};
	mark('over', marked.over);
	for (const [name, node] of Object.entries(marked.nodes))
		for (const { at, edge } of edgesOf(node)) mark(`${name} ${at}`, edge);
	return { script: marked, edges };
}

const standings = known.standing;
const someFacts: fc.Arbitrary<Facts> = fc.record({
	hours: fc.constantFrom('open', 'open', 'closed', 'holiday'),
	notice: fc.option(fc.constant({ pa: 'ਹੜ੍ਹ', hi: 'बाढ़', en: 'Flood' })),
	remembered: fc.option(fc.constantFrom(...languages)),
	openCase: fc.option(fc.record({ number: fc.constant(asked), standing: fc.constantFrom(...standings) })),
	caller: fc.constantFrom('known', 'withheld'),
	full: fc.constantFrom<readonly ('pa' | 'hi' | 'en')[]>([], [], languages),
	typed: fc.constantFrom(...standings)
});

const spoken = (address: string) => {
	const prompt = /\/prompts\/(\w+)\/(.+)\.mp3$/.exec(address);
	return prompt ? `${prompt[1]} ${prompt[2]}` : address.startsWith('say:') ? address : 'recording';
};
/** What a caller of the lab heard, in the words of a way. */
export const heardBy = (addresses: readonly string[]) => addresses.map(spoken);

const saidBy = ({ step }: Next) =>
	step.say.map((one) =>
		'prompt' in one
			? `${one.language} ${one.prompt}`
			: 'text' in one
				? `say:${one.text}`
				: spoken(one.recording)
	);

/** For a while a caller does the same again and again: says nothing, presses what leads nowhere, asks to hear it again. */
interface Stubborn {
	does: 'wait' | 'wrong' | 'again' | 'nothing special';
	from: number;
	until: number;
}
function stubborn(pick: (most: number) => number): Stubborn {
	const does = (['wait', 'wrong', 'again', 'nothing special'] as const)[pick(4)] ?? 'wait';
	const from = pick(9);
	return { does, from, until: from + (does === 'again' ? 25 + pick(20) : 4 + pick(5)) };
}

/** What the caller does next, out of what the step waits for; keys that lead on come more often than others. */
function doNext(
	script: Script,
	next: Next,
	pick: (most: number) => number,
	{ plays, saysNothing }: Carrier,
	manner: Stubborn['does']
) {
	const { then } = next.step;
	if (then.do === 'record') {
		const silent = pick(3) === 0;
		// Where it cannot be played back yet, it is not known either that nobody spoke.
		const input: CallInput = !plays
			? { event: 'recorded' }
			: silent
				? { event: 'recorded', silent }
				: { event: 'recorded', recording: 'recording' };
		return { action: silent ? ('record 0' as const) : ('record 1' as const), input };
	}
	if (then.do !== 'gather') return { action: null, input: { event: 'queue', result: 'over' } as CallInput };
	const node = script.nodes[next.state.node];
	const keys = node?.do === 'gather' ? Object.keys(node.keys) : [];
	const choices = [...keys, ...keys, ...keys, asked, '7', '*', 'wait'];
	const again = (node?.do === 'gather' && node.again) || '7';
	const same = { wait: 'wait', wrong: '*', again, 'nothing special': undefined }[manner];
	const typed = same ?? choices[pick(choices.length)] ?? 'wait';
	if (typed === 'wait' || typed === '')
		return {
			action: 'wait' as const,
			input: { event: 'input', ...(saysNothing ? {} : { digits: '' }) } as CallInput
		};
	const digits = typed.slice(0, then.digits);
	return { action: `press ${digits}` as const, input: { event: 'input', digits } as CallInput };
}

/** One caller at random. */
function wayOf(script: Script, edges: readonly string[], seed: number, carrier: Carrier): Way {
	let at = 0;
	const numbers = fc.sample(fc.nat({ max: 1_000_000 }), { seed, numRuns: 120 });
	const pick = (most: number) => (numbers[at++ % numbers.length] ?? 0) % most;
	const [first, ...others] = fc.sample(someFacts, { seed, numRuns: 4 }) as [Facts, ...Facts[]];
	// The queue fills and empties while somebody is in the menu; the rest of a day and a caller stays.
	const facts = Array.from({ length: 120 }, (_, step) => ({ ...first, full: others[step % 3]!.full }));
	const mood = stubborn(pick);
	const way: Way = { actions: [], facts, heard: [], edges: new Set() };
	let next = nextStep(script, newCall(), { event: 'start' }, facts[0]!);
	for (let step = 1; ; step++) {
		if (next.outcomes.some((outcome) => 'recording' in outcome)) next.state.number = given;
		way.heard.push(...saidBy(next));
		if (next.step.then.do === 'hang_up') break;
		const manner = step >= mood.from && step < mood.until ? mood.does : 'nothing special';
		const { action, input } = doNext(script, next, pick, carrier, manner);
		if (action) way.actions.push(action);
		next = nextStep(script, next.state, input, facts[step]!);
	}
	for (const one of way.heard) {
		const mark = / way-(\d+)$/.exec(one)?.[1];
		if (mark) way.edges.add(edges[Number(mark)]!);
	}
	return way;
}

/** Few callers at random who together take every edge that callers can take; always the same ones. */
export function waysThrough(script: Script, edges: readonly string[], carrier: Carrier): Way[] {
	const seen = new Set<string>();
	const ways: Way[] = [];
	for (let seed = 1; seed <= 3000; seed++) {
		const way = wayOf(script, edges, seed, carrier);
		if (way.edges.isSubsetOf(seen)) continue;
		for (const edge of way.edges) seen.add(edge);
		ways.push(way);
	}
	return ways;
}
