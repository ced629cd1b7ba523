import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkDigit } from '#contracts/number.ts';
import { languages } from '#contracts/words.ts';
import { districts } from '#gateway/call/district-names.ts';
import { promptFile, seedPrompts } from '#gateway/call/prompt-file.ts';
import { prompts } from '#gateway/call/prompts.ts';
import { walkBy } from '#gateway/call/script/facts.ts';
import { nextStep } from '#gateway/call/script/next-step.ts';
import { newCall, type CallInput, type Facts, type Next } from '#gateway/call/script/state.ts';
import { supplied } from '#gateway/call/script/supplied.ts';

const number = `260001234${checkDigit('260001234')}`;
const key = (digits: string): CallInput => ({ event: 'input', digits });
const nothing: CallInput = { event: 'input' };
const start: CallInput = { event: 'start' };

const open: Facts = {
	...{ hours: 'open', notice: null, remembered: null, openCase: null, caller: 'known', full: [] },
	typed: 'unknown'
};

/** Runs the inputs; gives the number when the recording starts, as the gateway does. */
const callWith = (facts: Partial<Facts>, ...inputs: CallInput[]): Next => {
	const known = { ...open, ...facts };
	let next = nextStep(supplied, newCall(), start, known);
	for (const input of inputs) next = on(next, input, known);
	return next;
};
const on = (next: Next, input: CallInput, facts = open): Next => {
	const after = nextStep(supplied, next.state, input, facts);
	if (after.outcomes.some((outcome) => 'recording' in outcome)) after.state.number = number;
	return after;
};
const call = (...inputs: CallInput[]) => callWith({}, ...inputs);
const said = ({ step }: Next) =>
	step.say.map((one) => ('prompt' in one ? one.prompt : 'text' in one ? one.text : one.recording));
const spoken = (digits: string) => [...digits].map((digit) => `digit-${digit}`);
const queued = { queue: { language: 'en', priority: 0 } };
const kept = { ended: 'left' };
const toRecord = [key('2'), key('1'), key('4'), key('12')];

const standings = ['waiting', 'registered', 'settled', 'unknown'] as const;
const anyFacts: fc.Arbitrary<Facts> = fc.record({
	hours: fc.constantFrom('open' as const, 'closed' as const, 'holiday' as const),
	notice: fc.option(fc.constant({ pa: 'ਹੜ੍ਹ', hi: 'बाढ़', en: 'Flood' })),
	remembered: fc.option(fc.constantFrom(...languages)),
	openCase: fc.option(fc.record({ number: fc.constant(number), standing: fc.constantFrom(...standings) })),
	caller: fc.constantFrom('known' as const, 'withheld' as const),
	full: fc.subarray([...languages]),
	typed: fc.constantFrom(...standings)
});
const typed = fc.oneof(
	fc.constantFrom('0', '1', '2', '3', '9', '00', '', number),
	fc.string({ maxLength: 12 })
);
const anyInput: fc.Arbitrary<CallInput> = fc.oneof(
	{ weight: 6, arbitrary: fc.record({ event: fc.constant('input' as const), digits: typed }) },
	fc.constant(nothing),
	fc.constant<CallInput>({ event: 'recorded', recording: 'https://x/1' }),
	fc.constant<CallInput>({ event: 'recorded', silent: true }),
	fc.constant<CallInput>({ event: 'queue', result: 'over' })
);

describe('language', () => {
	test('greets in all three languages, Punjabi first', () => {
		const { step } = call();
		expect(step.say.map((one) => ('language' in one ? one.language : ''))).toEqual([
			'pa',
			'hi',
			'en',
			'pa',
			'hi',
			'en'
		]);
		expect(step.then).toMatchObject({ do: 'gather', digits: 1 });
	});
	test.each([
		['1', 'pa'],
		['2', 'hi'],
		['3', 'en']
	])('%s is %s', (digit, language) => {
		expect(call(key(digit)).state).toMatchObject({ node: 'menu', language });
	});
	test('two silences are Punjabi', () => {
		expect(call(nothing).state.node).toBe('language');
		expect(call(nothing, nothing).state).toMatchObject({ node: 'menu', language: 'pa' });
	});
	test('three wrong keys lead to an agent, in Punjabi', () => {
		const end = call(key('7'), key('8'), key('0'), nothing);
		expect(said(end)).toEqual(['to-agent']);
		expect(end).toMatchObject({
			outcomes: [{ queue: { language: 'pa', priority: 0 } }],
			step: { then: { do: 'redirect' } }
		});
	});
	test('one that was chosen before is not asked for again, and can be changed', () => {
		const next = callWith({ remembered: 'hi' });
		expect(next.step.say).toEqual([
			{ prompt: 'greeting', language: 'hi' },
			{ prompt: 'menu', language: 'hi' }
		]);
		expect(on(next, key('8')).state.node).toBe('language');
	});
	test('a choice by key is to be remembered, silence is none', () => {
		expect(call(key('2')).state.chose).toBe(true);
		expect(call(nothing, nothing).state.chose).toBeUndefined();
	});
});

describe('what is known of the caller and the day', () => {
	test('an emergency notice is heard in the language of the caller, before anything else', () => {
		const notice = { pa: 'ਹੜ੍ਹ', hi: 'बाढ़', en: 'Flood' };
		expect(callWith({ notice }, key('2')).step.say).toEqual([
			{ text: 'बाढ़', language: 'hi' },
			{ prompt: 'menu', language: 'hi' }
		]);
	});
	test('an open case is offered first: its status, words about it, or anything else', () => {
		const openCase = { number, standing: 'registered' as const };
		const offered = callWith({ openCase }, key('3'));
		expect(said(offered)).toEqual(['case-found', ...spoken(number), 'case-ask']);
		const facts = { ...open, openCase };
		expect(said(on(offered, key('1'), facts))).toEqual(['status-registered', 'menu']);
		expect(said(on(offered, key('2'), facts))).toEqual(['menu']);
		expect(said(on(offered, nothing, facts))).toEqual(['menu']);
		expect(on(offered, key('3'), facts)).toMatchObject({
			outcomes: [{ recording: { purpose: 'not_satisfied' } }],
			state: { about: number }
		});
	});
});

describe('menu', () => {
	test('what is no key is a wrong one', () => {
		expect(said(call(key('constructor')))[0]).toBe('language');
		expect(said(call(key('3'), key('1'), key('toString')))).toEqual(['wrong-key', 'department']);
	});
	test('9 repeats without counting as wrong', () => {
		const next = call(key('3'), key('9'), key('9'), key('9'), key('9'));
		expect(next.state).toMatchObject({ node: 'menu', wrong: 0 });
		expect(said(next)).toEqual(['menu']);
	});
	test('a wrong key is named, the third leads to an agent', () => {
		expect(said(call(key('3'), key('5')))).toEqual(['wrong-key', 'menu']);
		expect(call(key('3'), key('5'), key('5'), key('5'), nothing).outcomes).toEqual([queued]);
	});
	test('three silences lead to an agent', () => {
		expect(said(call(key('3'), nothing))).toEqual(['silent', 'menu']);
		expect(call(key('3'), nothing, nothing, nothing, nothing).outcomes).toEqual([queued]);
	});
});

describe('an agent', () => {
	test('0 leads to the queue; the talk is recorded unless the caller objects', () => {
		expect(said(call(key('3'), key('0')))).toEqual(['agent-consent']);
		for (const [input, recorded] of [
			[nothing, undefined],
			[key('1'), undefined],
			[key('2'), 'no']
		] as const) {
			const waiting = call(key('3'), key('0'), input);
			expect(waiting.outcomes).toEqual([queued]);
			expect(waiting.state.recorded).toBe(recorded);
		}
	});
	test('a queue without a place leads on at once, in the language that the call then has', () => {
		const facts = { full: ['en', 'pa'] as const };
		const hindi = callWith(facts, key('2'), key('0'), nothing);
		expect(hindi.outcomes).toEqual([{ queue: { language: 'hi', priority: 0 } }]);
		const meanwhile = on(call(key('3'), key('0')), nothing, { ...open, full: languages });
		expect(said(meanwhile)).toEqual(['full', 'away']);
		expect(meanwhile.outcomes).toEqual([]);
		const changed = callWith({ full: ['pa'], remembered: 'hi' }, key('8'), key('7'), key('7'), key('7'));
		expect(said(changed)).toEqual(['full', 'away']);
	});
	test('the department that was chosen before goes with the caller', () => {
		const { state } = call(key('3'), key('0'), nothing);
		const waiting = nextStep(supplied, { ...state, department: '411' }, nothing, open);
		expect(waiting.outcomes).toEqual([{ queue: { ...queued.queue, department: '411' } }]);
	});
	test('what was heard while waiting does not count as steps of the script', () => {
		const waiting = call(key('3'), key('0'), nothing);
		const back = on(
			{ ...waiting, state: { ...waiting.state, turn: 500 } },
			{ event: 'queue', result: 'over' }
		);
		expect(said(back)).toEqual(['waited', 'away']);
		expect(said(on(back, key('7')))).toEqual(['wrong-key', 'away']);
	});
	test.each([
		['closed', 'closed', 'after_hours'],
		['holiday', 'holiday', 'after_hours'],
		['open', 'full', 'asked']
	] as const)('%s: the caller hears %s and may be called back', (hours, prompt, reason) => {
		const facts = { hours, full: languages };
		const away = callWith(facts, key('3'), key('0'));
		expect(said(away)).toEqual([prompt, 'away']);
		const noted = on(away, key('2'), { ...open, ...facts });
		expect(said(noted)).toEqual(['callback-noted', 'goodbye']);
		expect(noted.outcomes).toEqual([{ callBack: { reason } }, { ended: 'ended' }]);
	});
	test('a message gets a number and is answered by a call, though the caller hangs up', () => {
		const facts = { hours: 'closed' as const };
		const asked = callWith(facts, key('3'), key('0'), key('1'));
		expect(said(asked)).toEqual(['voicemail-consent']);
		expect(asked.outcomes).toEqual([{ recording: { purpose: 'voicemail' } }]);
		const ends: CallInput[] = [
			{ event: 'recorded', recording: 'https://x/1' },
			{ event: 'recorded', hungUp: true }
		];
		for (const input of ends)
			expect(on(asked, input, { ...open, ...facts }).outcomes).toEqual([
				{ callBack: { reason: 'voicemail' } },
				kept
			]);
		expect(said(on(asked, ends[0]!, { ...open, ...facts }))).toEqual([
			...['voicemail-kept', ...spoken(number), 'number-again', ...spoken(number), 'goodbye']
		]);
	});
	test('who cannot be called back is asked for a message', () => {
		const facts = { hours: 'closed' as const, caller: 'withheld' as const };
		const asked = callWith(facts, key('3'), key('0'), key('2'));
		expect(said(asked)).toEqual(['callback-no-number', 'voicemail-consent']);
		const left = on(asked, { event: 'recorded', hungUp: true }, { ...open, ...facts });
		expect(left.outcomes).toEqual([kept]);
	});
	test('what the queue gives back goes on in the script', () => {
		const waiting = call(key('3'), key('0'), nothing);
		expect(said(on(waiting, { event: 'queue', result: 'over' }))).toEqual(['waited', 'away']);
		const again = on(waiting, nothing);
		expect(again.outcomes).toEqual([queued]);
		expect(said(again)).toEqual([]);
		expect(on(waiting, { event: 'input', hungUp: true }).outcomes).toEqual([{ ended: 'ended' }]);
	});
});

describe('not satisfied', () => {
	const registered = { typed: 'registered' as const };
	test('the number is asked for, and the words are kept as words about it', () => {
		expect(said(call(key('3'), key('3')))).toEqual(['about-ask']);
		const recording = callWith(registered, key('3'), key('3'), key(number));
		expect(said(recording)).toEqual(['about-consent']);
		expect(recording).toMatchObject({
			outcomes: [{ recording: { purpose: 'not_satisfied' } }],
			state: { about: number, purpose: 'not_satisfied' },
			step: { then: { do: 'record' } }
		});
		const end = on(on(recording, { event: 'recorded', recording: 'https://x/1' }), key('1'));
		expect(said(end)[0]).toBe('about-number');
		expect(end.outcomes).toEqual([kept]);
	});
	test('a number that nobody has leads to an agent at the second time', () => {
		expect(said(call(key('3'), key('3'), key(number)))).toEqual(['status-unknown', 'about-ask']);
		expect(call(key('3'), key('3'), key(number), key(number), nothing).outcomes).toEqual([queued]);
	});
	test('the number whose status was heard is offered', () => {
		const offered = callWith(registered, key('3'), key('2'), key(number), key('3'));
		expect(said(offered)).toEqual(['about-same-intro', ...spoken(number), 'about-same']);
		expect(on(offered, key('1')).state.about).toBe(number);
		expect(said(on(offered, key('2')))).toEqual(['about-ask']);
	});
});

describe('leaving a grievance', () => {
	test.each([
		['1', '411'],
		['2', '403'],
		['3', '412'],
		['4', '1349'],
		['5', 'POLICE'],
		['6', '1339'],
		['7', undefined]
	])('department key %s is %s', (digit, code) => {
		const next = call(key('1'), key('1'), key(digit));
		expect(next.state.node).toBe('district');
		expect(next.state.department).toBe(code);
	});
	test('wrong department keys lead to an agent, 9 repeats', () => {
		expect(call(key('1'), key('1'), key('9')).state).toMatchObject({ node: 'department', wrong: 0 });
		const third = call(key('3'), key('1'), key('8'), key('8'), key('8'));
		expect(on(third, nothing).outcomes).toEqual([queued]);
	});
	test.each([
		['01', '27'],
		['1', '27'],
		['12', '36'],
		['23', '609']
	])('district %s is %s', (digits, code) => {
		expect(call(key('1'), key('1'), key('1'), key(digits)).state).toMatchObject({
			node: 'record',
			district: code
		});
	});
	test('the district is skipped by hash, by silence, and by the third wrong code', () => {
		for (const skip of [[key('')], [nothing], [key('24'), key('99'), key('77')]]) {
			const next = call(key('1'), key('1'), key('1'), ...skip);
			expect(next.state.node).toBe('record');
			expect(next.state.district).toBeUndefined();
		}
	});
	test('00 reads the list', () => {
		expect(said(call(key('1'), key('1'), key('1'), key('00')))).toEqual(['district-list', 'district']);
	});
	test('consent is said before a recording of at most 180 s, and a number is due', () => {
		const next = call(...toRecord);
		expect(said(next)).toEqual(['district-36', 'consent']);
		expect(next.step.then).toEqual({ do: 'record', limit: 180, silence: 8 });
		expect(next.outcomes).toEqual([{ recording: { purpose: 'grievance' } }]);
	});
	test('a recording that can be played is reviewed; 1 keeps it', () => {
		const reviewed = call(...toRecord, { event: 'recorded', recording: 'https://x/1' });
		expect(said(reviewed)).toEqual(['review-intro', 'https://x/1', 'review']);
		const end = on(reviewed, key('1'));
		const digits = spoken(number);
		expect(said(end)).toEqual(['number', ...digits, 'number-again', ...digits, 'goodbye']);
		expect(end).toMatchObject({
			outcomes: [kept],
			state: { node: 'done' },
			step: { then: { do: 'hang_up' } }
		});
	});
	test('2 records again at most twice', () => {
		const take: CallInput = { event: 'recorded', recording: 'https://x/1' };
		const third = call(...toRecord, take, key('2'), take, key('2'));
		expect(third.state).toMatchObject({ node: 'record', takes: 3 });
		expect(on(third, take).outcomes).toEqual([kept]);
	});
	test('silence and wrong keys at the review keep the recording', () => {
		const take: CallInput = { event: 'recorded', recording: 'https://x/1' };
		expect(call(...toRecord, take, nothing).outcomes).toEqual([kept]);
		expect(call(...toRecord, take, key('5'), key('5'), key('5')).outcomes).toEqual([kept]);
	});
	test('a recording that cannot be played yet leads straight to the number', () => {
		expect(call(...toRecord, { event: 'recorded' }).outcomes).toEqual([kept]);
	});
	test('who says nothing is asked again, at most twice', () => {
		const silent: CallInput = { event: 'recorded', silent: true };
		expect(said(call(...toRecord, silent))).toEqual(['not-heard']);
		expect(call(...toRecord, silent, silent, silent).outcomes).toEqual([kept]);
	});
	test('hanging up after the recording started leaves a submission', () => {
		expect(call(...toRecord, { event: 'recorded', hungUp: true }).outcomes).toEqual([kept]);
		expect(call(key('1'), { event: 'input', hungUp: true }).outcomes).toEqual([{ ended: 'ended' }]);
	});
});

describe('status', () => {
	test.each(['waiting', 'registered', 'settled'] as const)('%s is said, then the menu', (standing) => {
		const next = callWith({ typed: standing }, key('3'), key('2'), key(number));
		expect(said(next)).toEqual([`status-${standing}`, 'menu']);
	});
	test('two mismatches lead to an agent, and so do two silences', () => {
		const wrong = key(number.slice(0, 9) + ((Number(number[9]) + 1) % 10));
		expect(said(call(key('3'), key('2'), wrong))).toEqual(['status-mismatch', 'status-ask']);
		expect(call(key('3'), key('2'), wrong, wrong, nothing).outcomes).toEqual([queued]);
		expect(call(key('3'), key('2'), nothing, nothing, nothing).outcomes).toEqual([queued]);
	});
	test('a valid number that nobody has is said to be unknown', () => {
		expect(said(call(key('3'), key('2'), key(number)))).toEqual(['status-unknown', 'status-ask']);
		expect(call(key('3'), key('2'), key(number), key(number), nothing).outcomes).toEqual([queued]);
	});
});

describe('any caller', () => {
	test('reaches the end or the queue in a bounded number of steps, and every prompt exists', () => {
		fc.assert(
			fc.property(anyFacts, fc.array(anyInput, { minLength: 60, maxLength: 60 }), (facts, inputs) => {
				let next = nextStep(supplied, newCall(), start, facts);
				let turns = 1;
				for (const input of inputs) {
					expect(next.step.turn).toBe(turns);
					for (const one of next.step.say) if ('prompt' in one) expect(prompts).toHaveProperty([one.prompt]);
					if (next.state.node === 'done') break;
					next = on(next, input, facts);
					turns++;
				}
				expect(next.state.node).toBe('done');
				expect(next.step.then.do).toBe('hang_up');
				expect(turns).toBeLessThanOrEqual(supplied.turns + 1);
			}),
			{ numRuns: 300 }
		);
	});
	test('goes the same way when only what is asked for is looked up', () => {
		fc.assert(
			fc.property(anyFacts, fc.array(anyInput, { maxLength: 12 }), (facts, inputs) => {
				let next = nextStep(supplied, newCall(), start, facts);
				for (const input of inputs) {
					let known: Partial<Facts> = {};
					let step = walkBy(supplied, next.state, input, known);
					for (let trips = 0; step.missing.size; trips++) {
						expect(trips).toBeLessThan(Object.keys(facts).length);
						known = { ...known, ...Object.fromEntries([...step.missing].map((name) => [name, facts[name]])) };
						step = walkBy(supplied, next.state, input, known);
					}
					expect(step.next).toEqual(nextStep(supplied, next.state, input, facts));
					next = on(next, input, facts);
				}
			}),
			{ numRuns: 300 }
		);
	});
	test('has the queue looked at only on the way to it', () => {
		const { state } = call(key('2'), key('1'));
		expect(walkBy(supplied, state, key('4'), {}).missing).toEqual(new Set());
		const menu = call(key('2')).state;
		expect(walkBy(supplied, menu, key('1'), {}).missing).toEqual(new Set());
		expect(walkBy(supplied, menu, key('0'), { hours: 'open' }).missing).toContain('full');
	});
	test('who is asked to record has a number to be kept under, and ends with `left`', () => {
		fc.assert(
			fc.property(anyFacts, fc.array(anyInput, { minLength: 60, maxLength: 60 }), (facts, inputs) => {
				let next = nextStep(supplied, newCall(), start, facts);
				let recordings = 0;
				for (const input of inputs) {
					if (next.state.node === 'done') break;
					next = on(next, input, facts);
					const due = next.outcomes.some((outcome) => 'recording' in outcome);
					expect(next.step.then.do === 'record').toBe(due);
					if (due) recordings++;
				}
				expect(next.outcomes.at(-1)).toEqual({ ended: recordings > 0 ? 'left' : 'ended' });
				expect(next.state.number).toBe(recordings > 0 ? number : undefined);
			}),
			{ numRuns: 300 }
		);
	});
});

describe('prompts', () => {
	test('there is an audio file for every prompt in every language, and no other', () => {
		for (const language of languages) {
			const files = readdirSync(join(seedPrompts, language)).map((file) => file.replace('.mp3', ''));
			expect(files.toSorted()).toEqual([...Object.keys(prompts), 'music'].toSorted());
			for (const file of files)
				expect(statSync(join(seedPrompts, language, `${file}.mp3`)).size).toBeGreaterThan(500);
		}
	});
	test('the keys lead to districts and departments of the register, districts in its order', () => {
		const codes = (name: string) =>
			readFileSync(join(seedPrompts, '..', `${name}.csv`), 'utf8')
				.trim()
				.split('\n')
				.slice(1)
				.map((line) => line.split(',')[0]);
		expect(codes('districts')).toEqual([...districts]);
		const { department, district } = supplied.nodes;
		if (department?.do !== 'gather' || district?.do !== 'gather') throw new Error('no question');
		for (const { set } of Object.values(department.keys))
			if (set?.department) expect(codes('departments')).toContain(set.department);
		for (const [at, code] of districts.entries())
			expect(district.keys[String(at + 1).padStart(2, '0')]?.set?.district).toBe(code);
	});
	test('there are 23 districts, each spoken in three languages', () => {
		expect(districts).toHaveLength(23);
		for (const code of districts)
			for (const language of languages) expect(prompts[`district-${code}`]?.[language]).toMatch(/\S{3}/);
	});
	test('a recording of the state takes the place of the supplied one, in its language alone', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'prompts-'));
		await mkdir(join(folder, 'pa'));
		await writeFile(join(folder, 'pa', 'menu.mp3'), 'sound');
		expect(await promptFile(folder, 'pa', 'menu')).toBe(join(folder, 'pa', 'menu.mp3'));
		expect(await promptFile(folder, 'hi', 'menu')).toBe(join(seedPrompts, 'hi', 'menu.mp3'));
		expect(await promptFile(folder, 'pa', 'help')).toBe(join(seedPrompts, 'pa', 'help.mp3'));
		await rm(folder, { recursive: true });
	});
	test('no path leads out of the folders', async () => {
		for (const [language, key] of [
			['..', 'menu'],
			['pa', '../en/menu'],
			['fr', 'menu'],
			['pa', 'no-such-prompt']
		])
			expect(await promptFile(undefined, language ?? '', key ?? '')).toBeNull();
		const path = await promptFile('/nonexistent', 'pa', 'menu');
		expect(path).not.toBeNull();
		expect(existsSync(path ?? '')).toBe(true);
	});
});
