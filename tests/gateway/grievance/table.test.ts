import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CaseState, isSettled, settledStates } from '#contracts/case.ts';
import {
	caseTable,
	caseVerb,
	caseVerbs,
	closedTo,
	describeCase,
	permissionOfWho,
	transitions,
	verbsFor,
	type Standing
} from '#contracts/case-table.ts';
import { table } from '#gateway/access/table.ts';

const readme = new URL('../../../README.md', import.meta.url);
const [begin, end] = ['<!-- case table: generated -->\n', '\n<!-- /case table -->'];
const states = (CaseState as unknown as { anyOf: { const: CaseState }[] }).anyOf.map((state) => state.const);
const standing = (more: Partial<Standing> = {}): Standing => ({
	state: 'resolved',
	level: 1,
	transfers: 0,
	reopenings: 0,
	mergedInto: null,
	questions: 0,
	appealOpen: true,
	...more
});

/** All states that a case in this one can come to. */
function reachable(from: CaseState): Set<CaseState> {
	const found = new Set<CaseState>([from]);
	for (const state of found)
		for (const { before, after } of transitions()) if (before === state) found.add(after);
	return found;
}

test('every state can be reached, and from every open one an end', () => {
	expect([...reachable('registered')].sort()).toEqual([...states].sort());
	for (const state of states) expect([...reachable(state)].some(isSettled), state).toBe(true);
});

test('no verb leaves a withdrawn case, and only an appeal a closed one', () => {
	const leaving = transitions().filter(({ before }) => isSettled(before));
	expect(new Set(leaving.map(({ verb }) => verb))).toEqual(new Set(['reopen']));
	expect(leaving.map(({ before }) => before)).not.toContain('withdrawn');
});

test('whoever redresses has no part in what the citizen says', () => {
	for (const role of table.redress)
		for (const permission of ['feedback', 'speak'] as const) expect(table[permission]).not.toContain(role);
	for (const verb of ['verdict', 'unverified', 'reopen', 'withdraw', 'answer'] as const)
		expect(caseVerb(verb).who).not.toContain('office');
	expect(new Set(caseTable.map(({ event }) => event)).size).toBe(caseVerbs.length);
	for (const permission of Object.values(permissionOfWho))
		expect(table[permission].length).toBeGreaterThan(0);
});

test('buttons are what the standing opens to who one is', () => {
	expect(verbsFor(standing(), ['office'])).toEqual([]);
	expect(verbsFor(standing(), ['feedback'])).toEqual(['verdict', 'attempt', 'unverified']);
	expect(verbsFor(standing({ state: 'in_progress' }), ['office'])).toContain('transfer');
	expect(closedTo('transfer', standing({ state: 'in_progress', transfers: 3 }))).toBe('limit');
	expect(closedTo('reopen', standing({ state: 'closed_partly', appealOpen: false }))).toBe('too_late');
	expect(closedTo('reopen', standing({ state: 'closed_partly', reopenings: 2 }))).toBe('limit');
	expect(closedTo('verdict', standing({ mergedInto: '2600000018' }))).toBe('merged');
	expect(closedTo('verdict', standing({ state: 'assigned' }))).toBe('wrong_state');
	for (const state of settledStates) expect(verbsFor(standing({ state }), ['office', 'final'])).toEqual([]);
});

// After a change of the table: npm test -- tests/gateway/grievance/table.test.ts -u
test('README.md shows the states and verbs', async () => {
	const text = readFileSync(readme, 'utf8');
	const [from, to] = [text.indexOf(begin) + begin.length, text.indexOf(end)];
	expect(from).toBeGreaterThan(begin.length);
	const made = `${text.slice(0, from)}\n${describeCase()}\n${text.slice(to)}`;
	await expect(made).toMatchFileSnapshot('../../../README.md');
});
