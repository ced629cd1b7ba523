import type { VoiceStep } from '#adapters/adapter.ts';
import { parseNumber } from '#contracts/number.ts';
import { departmentKeys, districtOf, languageKeys } from './choices.ts';
import {
	limits,
	newCall,
	type CallInput,
	type CallState,
	type Next,
	type Outcome,
	type Standing
} from './state.ts';

type Said = VoiceStep['say'][number];
type Then = VoiceStep['then'];

const gather = (digits: number, timeout: number, finishOnHash = false): Then => ({
	do: 'gather',
	digits,
	timeout,
	finishOnHash
});
const asks: Record<'language' | 'menu' | 'department' | 'district' | 'review' | 'status', Then> = {
	language: gather(1, 6),
	menu: gather(1, 7),
	department: gather(1, 8),
	district: gather(2, 8, true),
	review: gather(1, 8),
	status: gather(10, 10, true)
};
const questions: Record<keyof typeof asks, string[]> = {
	language: [],
	menu: ['menu'],
	department: ['department'],
	district: ['district'],
	review: ['review'],
	status: ['status-ask']
};

const step = (state: CallState, say: (string | Said)[], then: Then, outcome?: Outcome): Next => {
	const turn = state.turn + 1;
	const said = say.map((one) => (typeof one === 'string' ? { prompt: one, language: state.language } : one));
	return { state: { ...state, turn }, step: { say: said, then, turn }, ...(outcome ? { outcome } : {}) };
};

/** Goes to a node with fresh counters and asks its question after `before`. */
const go = (state: CallState, node: keyof typeof asks, before: (string | Said)[] = []): Next =>
	step({ ...state, node, wrong: 0, silent: 0 }, [...before, ...questions[node]], asks[node]);

const hangUp = (state: CallState, say: string[], outcome: Outcome): Next =>
	step({ ...state, node: 'done' }, say, { do: 'hang_up' }, outcome);

/** Names the other ways in. Later the queue to an agent begins here. */
const help = (state: CallState) => hangUp(state, ['help'], 'agent_wanted');

/** Asks again; after three wrong keys, or three silences, goes on to `enough`. */
const again = (
	state: CallState,
	node: keyof typeof asks,
	digits: string | undefined,
	enough: (state: CallState) => Next
): Next => {
	const heard = digits !== undefined && digits !== '';
	const counted = heard ? { ...state, wrong: state.wrong + 1 } : { ...state, silent: state.silent + 1 };
	if (counted.wrong >= limits.wrong || counted.silent >= limits.silent) return enough(counted);
	return step(counted, [heard ? 'wrong-key' : 'silent', ...questions[node]], asks[node]);
};

const inAll = (prompt: string): Said[] =>
	(['pa', 'hi', 'en'] as const).map((language) => ({ prompt, language }));

const language = (state: CallState, digits?: string): Next => {
	const chosen = languageKeys[digits ?? ''];
	if (chosen) return go({ ...state, language: chosen }, 'menu');
	const silent = state.silent + (digits ? 0 : 1);
	const wrong = state.wrong + (digits ? 1 : 0);
	if (wrong >= limits.wrong) return help({ ...state, language: 'pa' });
	if (silent >= limits.languageSilent) return go({ ...state, language: 'pa' }, 'menu');
	return step({ ...state, silent, wrong }, inAll('language'), asks.language);
};

const menu = (state: CallState, digits?: string): Next => {
	if (digits === '1') return go(state, 'department');
	if (digits === '2') return go(state, 'status');
	if (digits === '9') return step(state, questions.menu, asks.menu);
	return again(state, 'menu', digits, help);
};

const department = (state: CallState, digits?: string): Next => {
	const chosen = departmentKeys[digits ?? ''];
	if (chosen === undefined) {
		if (digits === '9') return step(state, questions.department, asks.department);
		return again(state, 'department', digits, help);
	}
	const { department: _, ...rest } = state;
	return go(chosen === null ? rest : { ...rest, department: chosen }, 'district', [
		`department-${chosen ?? 'other'}`
	]);
};

/** Consent, then the recording; from here on the call leaves a submission, whatever becomes of the line. */
const record = (state: CallState, before: string[]): Next =>
	step(
		{ ...state, node: 'record', wrong: 0, silent: 0, takes: state.takes + 1 },
		before,
		{ do: 'record', limit: limits.recording_s, silence: limits.silence_s },
		'recording'
	);

const district = (state: CallState, digits?: string): Next => {
	const { district: _, ...skipped } = state;
	// Place is worth asking once; nobody loses the call over it.
	if (!digits) return record(skipped, ['consent']);
	if (digits === '00') return step(state, ['district-list', ...questions.district], asks.district);
	const chosen = districtOf(digits);
	if (chosen === null) return again(state, 'district', digits, () => record(skipped, ['consent']));
	return record({ ...state, district: chosen }, [`district-${chosen}`, 'consent']);
};

/** The number digit by digit, twice, and goodbye. */
const tell = (state: CallState): Next => {
	const digits = [...(state.number ?? '')].map((digit) => `digit-${digit}`);
	const number = digits.length ? ['number', ...digits, 'number-again', ...digits] : [];
	return hangUp(state, [...number, 'goodbye'], 'left');
};

const recorded = (state: CallState, input: CallInput): Next => {
	const { recording, silent } = input.event === 'recorded' ? input : { silent: true };
	const more = state.takes < limits.takes;
	if (silent && more) return record(state, ['not-heard']);
	if (!recording || !more) return tell(state);
	return go(state, 'review', ['review-intro', { recording }]);
};

const review = (state: CallState, digits?: string): Next => {
	if (digits === '2' && state.takes < limits.takes) return record(state, ['record-again']);
	if (digits === '1' || !digits) return tell(state);
	return again(state, 'review', digits, tell);
};

const status = (state: CallState, digits?: string, standing: Standing = 'unknown'): Next => {
	const number = parseNumber(digits ?? '');
	if (number !== null && standing !== 'unknown') return go(state, 'menu', [`status-${standing}`]);
	const wrong = state.wrong + 1;
	if (wrong >= limits.mismatches) return help({ ...state, wrong });
	const heard = number !== null ? 'status-unknown' : 'status-mismatch';
	return step({ ...state, wrong }, [heard, ...questions.status], asks.status);
};

/**
 * The helpline's script: what the telephone does next. Pure; the gateway looks up what the caller asks for and
 * gives the number. Every sequence of inputs ends at `done` within `limits.turns` steps.
 */
export function nextStep(state: CallState, input: CallInput): Next {
	if (state.node === 'done') return step(state, [], { do: 'hang_up' }, 'ended');
	if (input.event === 'start' || state.node === 'start')
		return step(
			{ ...newCall(), node: 'language' },
			[...inAll('greeting'), ...inAll('language')],
			asks.language
		);
	if (input.hungUp) return hangUp(state, [], state.takes > 0 ? 'left' : 'ended');
	if (state.turn >= limits.turns) return state.takes > 0 ? tell(state) : help(state);
	// What is no key is a wrong key: it never names a property of the menus.
	const typed = input.event === 'input' ? input.digits : undefined;
	const digits = typed === undefined || /^[0-9*#]*$/.test(typed) ? typed : '*';
	switch (state.node) {
		case 'language':
			return language(state, digits);
		case 'menu':
			return menu(state, digits);
		case 'department':
			return department(state, digits);
		case 'district':
			return district(state, digits);
		case 'record':
			return recorded(state, input);
		case 'review':
			return review(state, digits);
		case 'status':
			return status(state, digits, input.event === 'input' ? input.standing : undefined);
	}
}
