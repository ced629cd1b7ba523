import fc from 'fast-check';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { checkDigit } from '#contracts/number.ts';
import { languages } from '#contracts/words.ts';
import { departmentKeys, districts } from '#gateway/call/choices.ts';
import { promptFile, seedPrompts } from '#gateway/call/prompt-file.ts';
import { prompts } from '#gateway/call/prompts.ts';
import { nextStep } from '#gateway/call/script.ts';
import { limits, newCall, type CallInput, type Next } from '#gateway/call/state.ts';

const number = `260001234${checkDigit('260001234')}`;
const key = (digits: string): CallInput => ({ event: 'input', digits });
const nothing: CallInput = { event: 'input' };
const start: CallInput = { event: 'start' };

/** Runs the inputs; gives the number when the recording starts, as the gateway does. */
const call = (...inputs: CallInput[]): Next => {
	let next = nextStep(newCall(), start);
	for (const input of inputs) {
		next = nextStep(next.state, input);
		if (next.outcome === 'recording') next.state.number = number;
	}
	return next;
};
const said = ({ step }: Next) => step.say.map((one) => ('prompt' in one ? one.prompt : one.recording));
const toRecord = [key('2'), key('1'), key('4'), key('12')];

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
	test('three wrong keys end with help', () => {
		const end = call(key('7'), key('8'), key('0'));
		expect(end).toMatchObject({
			outcome: 'agent_wanted',
			state: { node: 'done' },
			step: { then: { do: 'hang_up' } }
		});
		expect(said(end)).toEqual(['help']);
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
	test('a wrong key is named, the third ends with help', () => {
		expect(said(call(key('3'), key('5')))).toEqual(['wrong-key', 'menu']);
		expect(call(key('3'), key('5'), key('5'), key('5')).outcome).toBe('agent_wanted');
	});
	test('three silences end with help', () => {
		expect(said(call(key('3'), nothing))).toEqual(['silent', 'menu']);
		expect(call(key('3'), nothing, nothing, nothing).outcome).toBe('agent_wanted');
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
	test('wrong department keys end with help, 9 repeats', () => {
		expect(call(key('1'), key('1'), key('9')).state).toMatchObject({ node: 'department', wrong: 0 });
		expect(call(key('1'), key('1'), key('8'), key('8'), key('8')).outcome).toBe('agent_wanted');
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
		expect(next.outcome).toBe('recording');
	});
	test('a recording that can be played is reviewed; 1 keeps it', () => {
		const reviewed = call(...toRecord, { event: 'recorded', recording: 'https://x/1' });
		expect(said(reviewed)).toEqual(['review-intro', 'https://x/1', 'review']);
		const end = nextStep(reviewed.state, key('1'));
		const digits = [...number].map((digit) => `digit-${digit}`);
		expect(said(end)).toEqual(['number', ...digits, 'number-again', ...digits, 'goodbye']);
		expect(end).toMatchObject({
			outcome: 'left',
			state: { node: 'done' },
			step: { then: { do: 'hang_up' } }
		});
	});
	test('2 records again at most twice', () => {
		const take: CallInput = { event: 'recorded', recording: 'https://x/1' };
		const third = call(...toRecord, take, key('2'), take, key('2'));
		expect(third.state).toMatchObject({ node: 'record', takes: 3 });
		expect(nextStep(third.state, take).outcome).toBe('left');
	});
	test('silence and wrong keys at the review keep the recording', () => {
		const take: CallInput = { event: 'recorded', recording: 'https://x/1' };
		expect(call(...toRecord, take, nothing).outcome).toBe('left');
		expect(call(...toRecord, take, key('5'), key('5'), key('5')).outcome).toBe('left');
	});
	test('a recording that cannot be played yet leads straight to the number', () => {
		expect(call(...toRecord, { event: 'recorded' }).outcome).toBe('left');
	});
	test('who says nothing is asked again, at most twice', () => {
		const silent: CallInput = { event: 'recorded', silent: true };
		expect(said(call(...toRecord, silent))).toEqual(['not-heard']);
		expect(call(...toRecord, silent, silent, silent).outcome).toBe('left');
	});
	test('hanging up after the recording started leaves a submission', () => {
		expect(call(...toRecord, { event: 'recorded', hungUp: true }).outcome).toBe('left');
		expect(call(key('1'), { event: 'input', hungUp: true }).outcome).toBe('ended');
	});
});

describe('status', () => {
	test.each(['waiting', 'registered', 'settled'] as const)('%s is said, then the menu', (standing) => {
		const next = call(key('3'), key('2'), { event: 'input', digits: number, standing });
		expect(said(next)).toEqual([`status-${standing}`, 'menu']);
	});
	test('two mismatches end with help', () => {
		const wrong = key(number.slice(0, 9) + ((Number(number[9]) + 1) % 10));
		expect(said(call(key('3'), key('2'), wrong))).toEqual(['status-mismatch', 'status-ask']);
		expect(call(key('3'), key('2'), wrong, nothing).outcome).toBe('agent_wanted');
	});
	test('a valid number that nobody has is said to be unknown', () => {
		const unknown: CallInput = { event: 'input', digits: number, standing: 'unknown' };
		expect(said(call(key('3'), key('2'), unknown))).toEqual(['status-unknown', 'status-ask']);
		expect(call(key('3'), key('2'), unknown, unknown).outcome).toBe('agent_wanted');
	});
});

const anyInput: fc.Arbitrary<CallInput> = fc.oneof(
	fc.record({
		event: fc.constant('input' as const),
		digits: fc.oneof(fc.constantFrom('1', '2', '9', '00', '', number), fc.string({ maxLength: 12 })),
		standing: fc.constantFrom(
			'waiting' as const,
			'registered' as const,
			'settled' as const,
			'unknown' as const
		)
	}),
	fc.constant(nothing),
	fc.constant<CallInput>({ event: 'recorded', recording: 'https://x/1' }),
	fc.constant<CallInput>({ event: 'recorded', silent: true })
);

describe('any caller', () => {
	test('reaches the end in a bounded number of steps, and every prompt exists', () => {
		fc.assert(
			fc.property(fc.array(anyInput, { minLength: 60, maxLength: 60 }), (inputs) => {
				let next = nextStep(newCall(), start);
				let turns = 1;
				for (const input of inputs) {
					expect(next.step.turn).toBe(turns);
					for (const one of next.step.say) if ('prompt' in one) expect(prompts).toHaveProperty([one.prompt]);
					if (next.state.node === 'done') break;
					next = nextStep(next.state, input);
					turns++;
				}
				expect(next.state.node).toBe('done');
				expect(next.step.then.do).toBe('hang_up');
				expect(turns).toBeLessThanOrEqual(limits.turns + 1);
			}),
			{ numRuns: 300 }
		);
	});
	test('who started a recording ends with `left`, whatever follows', () => {
		fc.assert(
			fc.property(fc.array(anyInput, { minLength: 60, maxLength: 60 }), (inputs) => {
				let next = call(...toRecord);
				for (const input of inputs) {
					if (next.state.node === 'done') break;
					next = nextStep(next.state, input);
				}
				expect(next.outcome).toBe('left');
			}),
			{ numRuns: 200 }
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
		for (const code of Object.values(departmentKeys))
			if (code !== null) expect(codes('departments')).toContain(code);
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
