import fc from 'fast-check';
import { Value } from 'typebox/value';
import { describe, expect, test } from 'vitest';
import { edgesOf, Script, type Edge, type Node } from '#contracts/script.ts';
import { languages } from '#contracts/words.ts';
import { check } from '#gateway/call/script/check/check.ts';
import { nextStep } from '#gateway/call/script/next-step.ts';
import { newCall, type CallInput, type Facts } from '#gateway/call/script/state.ts';
import { satisfactionScript, supplied } from '#gateway/call/script/supplied.ts';

const copy = () => structuredClone(supplied);
const changed = (change: (script: Script) => void) => {
	const script = copy();
	change(script);
	return check(script);
};
const gather = (script: Script, name: string) => {
	const node = script.nodes[name];
	if (node?.do !== 'gather') throw new Error(name);
	return node;
};
const branch = (script: Script, name: string) => {
	const node = script.nodes[name];
	if (node?.do !== 'branch') throw new Error(name);
	return node;
};

describe('the supplied script', () => {
	test('so has the one by which a machine asks', () => {
		expect([...Value.Errors(Script, satisfactionScript)]).toEqual([]);
		expect(check(satisfactionScript)).toEqual([]);
	});
	test('is one of the contract, and nothing speaks against it', () => {
		expect([...Value.Errors(Script, supplied)]).toEqual([]);
		expect(check(supplied)).toEqual([]);
	});
	test('every node has a title in each language', () => {
		for (const [name, { title }] of Object.entries(supplied.nodes))
			for (const language of languages) expect(title[language], name).toMatch(/\S{2}/);
	});
});

describe('the checker finds', () => {
	test.each([
		['silent', (node: ReturnType<typeof gather>) => (node.silent.then.to = '')],
		['wrong', (node: ReturnType<typeof gather>) => (node.wrong.then.to = '')],
		['hangUp', (node: ReturnType<typeof gather>) => (node.hangUp.to = 'no-such-node')],
		['keys.1', (node: ReturnType<typeof gather>) => (node.keys['1']!.to = '')]
	])('a question without its edge %s', (at, change) => {
		const found = changed((script) => void change(gather(script, 'menu')));
		expect(found).toContainEqual(expect.objectContaining({ node: 'menu', at, code: 'no_target' }));
	});
	test('a node that no call comes to', () => {
		const found = changed((script) => (script.nodes['island'] = { ...script.nodes['goodbye']! }));
		expect(found).toEqual([{ node: 'island', at: '', code: 'unreachable', detail: '' }]);
	});
	test('a prompt that is not said in one of the languages', () => {
		const found = changed((script) => {
			script.prompts['menu'] = { pa: 'ਮੀਨੂ', hi: ' ', en: 'Menu' };
			gather(script, 'department').say = ['no-such-prompt'];
		});
		expect(found).toEqual([
			{ node: 'menu', at: 'say', code: 'no_prompt', detail: 'menu hi' },
			...languages.map((language) => ({
				...{ node: 'department', at: 'say', code: 'no_prompt', detail: `no-such-prompt ${language}` }
			}))
		]);
	});
	test('a circle that nobody has to do anything for', () => {
		const found = changed((script) => (branch(script, 'agent').otherwise = { to: 'menu' }));
		expect(found.filter(({ code }) => code === 'circle').map(({ node }) => node)).toEqual(['menu', 'agent']);
	});
	test('no circle where a key is pressed each time round', () => {
		expect(changed((script) => (gather(script, 'menu').wrong.then = { to: 'language' }))).toEqual([]);
	});
	test('a question for who has hung up, and for last words', () => {
		const found = changed((script) => {
			gather(script, 'menu').hangUp = { to: 'away' };
			script.over = { to: 'agent' };
		});
		expect(found).toContainEqual({ node: 'menu', at: 'hangUp', code: 'waits_on', detail: 'away' });
		expect(found).toContainEqual({ node: null, at: 'over', code: 'waits_on', detail: 'agent-consent' });
	});
	test('a way without an end', () => {
		const found = changed((script) => {
			const node = gather(script, 'review');
			for (const { edge } of edgesOf(node)) edge.to = 'review';
		});
		expect(found).toContainEqual({ node: 'review', at: '', code: 'never_ends', detail: '' });
	});
	test('keys that cannot be pressed, and values that never are', () => {
		const found = changed((script) => {
			const menu = gather(script, 'menu');
			menu.keys['12'] = { to: 'status' };
			menu.keys['9'] = { to: 'status' };
			gather(script, 'status').digits = 9;
			branch(script, 'agent').cases['sunday'] = { to: 'away' };
			gather(script, 'about-same').keys = {};
		});
		expect(found.map(({ node, code, detail }) => [node, code, detail])).toEqual(
			expect.arrayContaining([
				['menu', 'key_too_long', '12'],
				['menu', 'key_twice', '9'],
				['status', 'number_digits', ''],
				['agent', 'unknown_case', 'sunday'],
				['about-same', 'no_keys', '']
			])
		);
	});
	test('a question without words', () => {
		const found = changed((script) => (gather(script, 'menu').say = []));
		expect(found).toEqual([{ node: 'menu', at: 'say', code: 'no_question', detail: '' }]);
	});
});

const names = Object.keys(supplied.nodes);
const facts: Facts = {
	...{ hours: 'open', notice: null, remembered: null, openCase: null, caller: 'known', full: languages },
	typed: 'registered'
};
const anyInput: fc.Arbitrary<CallInput> = fc.oneof(
	fc.record({
		event: fc.constant('input' as const),
		digits: fc.constantFrom('0', '1', '2', '3', '9', '', '77')
	}),
	fc.constant<CallInput>({ event: 'input' }),
	fc.constant<CallInput>({ event: 'recorded', recording: 'https://x/1' }),
	fc.constant<CallInput>({ event: 'queue', result: 'over' })
);

test('whatever is changed in it: a script that the checker passes ends every call within its steps', () => {
	let passed = 0;
	const retarget = fc.record({
		node: fc.constantFrom(...names),
		edge: fc.nat(),
		to: fc.constantFrom(...names)
	});
	fc.assert(
		fc.property(
			fc.array(retarget, { minLength: 1, maxLength: 6 }),
			fc.array(anyInput, { minLength: 60, maxLength: 60 }),
			(changes, inputs) => {
				const script = copy();
				for (const { node, edge, to } of changes) {
					const edges: { edge: Edge }[] = edgesOf(script.nodes[node] as Node);
					const found = edges[edge % Math.max(edges.length, 1)];
					if (found) found.edge.to = to;
				}
				// What is not reached any more is of no matter to a call.
				if (check(script).some(({ code }) => code !== 'unreachable')) return;
				passed++;
				let next = nextStep(script, newCall(), { event: 'start' }, facts);
				let turns = 1;
				for (const input of inputs) {
					if (next.state.node === 'done') break;
					next = nextStep(script, next.state, input, facts);
					turns++;
				}
				expect(next.state.node).toBe('done');
				expect(turns).toBeLessThanOrEqual(script.turns + 1);
			}
		),
		{ numRuns: 600 }
	);
	expect(passed).toBeGreaterThan(50);
});
