import { end, finishRecording, follow, run, send, tell, type Going } from './call-engine.ts';
import type { Confer, Instruction, Outcome, Outgoing } from './exchange.ts';
import { delayOf, type Action, type PhoneHabit } from './phones.ts';
import { toneWav } from './tone.ts';

/* What hands do to a telephone: the caller's, the agent's, and the provider's when it is told to. */

/** A spoken word takes about this long. */
const seconds_per_word = 0.4;

const proceed = (going: Going): Promise<void> => run(going, () => press(going, ''));

/** Somebody rings the helpline. */
export async function ring(going: Going) {
	const { face, faults } = going.order;
	const [first, ...more] = face.states.slice(0, -1);
	if (first) await tell(going, first);
	await follow(going, face.start(going.line, faults));
	for (const state of more) await tell(going, state);
	await proceed(going);
}

const outcomes: Record<Exclude<PhoneHabit['does'], 'answer' | 'ignore'>, Outcome> = {
	busy: 'busy',
	reject: 'rejected',
	fail: 'failed'
};

/** The gateway rings somebody, who does as they always do, or as the hand on `/lab` decides. */
export async function ringOut(going: Going, habit: PhoneHabit | undefined) {
	const { world, face, outbound } = going.order;
	for (const state of face.dialled.before) await tell(going, state);
	going.expect(outbound?.timeout ?? 60, () => end(going, 'nobody', 'unanswered'));
	const { does, then = [] } = habit ?? { does: 'ignore' };
	if (!habit || does === 'ignore') return;
	world.later(delayOf(habit, world), () => {
		void going.queue(async () => {
			if (going.stage !== 'ringing') return;
			if (does === 'answer') await pickUp(going, then);
			else await end(going, 'callee', outcomes[does]);
		});
	});
}

/** Somebody lifts a telephone that the gateway rings. */
export async function pickUp(going: Going, then: Action[]) {
	const { face, faults, outbound } = going.order;
	if (going.stage !== 'ringing') return;
	going.calm();
	await tell(going, face.dialled.answered);
	if (outbound?.start) await follow(going, face.start(going.line, faults));
	else going.program = face.read(outbound?.program ?? '');
	await proceed(going);
	for (const action of then) await act(going, action);
}

/** Does one thing of a list. */
export async function act(going: Going, action: Action): Promise<void> {
	if (action === 'hang up') return hangUp(going);
	if (action === 'wait') return press(going, '');
	const at = action.indexOf(' ');
	const [verb, value] = [action.slice(0, at), action.slice(at + 1)];
	if (verb === 'press') return press(going, value);
	if (verb === 'record') return speak(going, Number(value));
	return speak(going, value.trim().split(/\s+/).length * seconds_per_word);
}

/** Presses keys; none lets the time run out. */
export async function press(going: Going, digits: string): Promise<void> {
	const { waiting, line, order } = going;
	if (waiting?.do === 'record' && digits === '#') {
		await finishRecording(going, waiting, null, false);
		return proceed(going);
	}
	if (waiting?.do !== 'gather') return;
	going.calm();
	going.waiting = null;
	const typed = waiting.finishOnHash ? (digits.split('#')[0] ?? '') : digits;
	const keys = typed.slice(0, waiting.digits);
	if (keys !== '' || waiting.emptyToo)
		await follow(going, order.face.keys(line, waiting, keys, order.faults));
	await proceed(going);
}

/** Speaks into a recording. */
export async function speak(going: Going, sound: Buffer | number) {
	const { waiting } = going;
	if (waiting?.do !== 'record') return;
	const made = typeof sound === 'number' && sound > 0 ? toneWav(Math.min(sound, waiting.limit)) : null;
	await finishRecording(going, waiting, typeof sound === 'number' ? made : sound, false);
	await proceed(going);
}

/** The hand hangs up. */
export async function hangUp(going: Going) {
	if (going.stage === 'ringing') return end(going, 'callee', 'rejected');
	if (going.waiting?.do === 'record') await finishRecording(going, going.waiting, toneWav(1), true);
	await end(going, 'caller');
}

/** Keys of an earlier gather come once more. */
export async function pressLate(going: Going, digits: string, gather: number) {
	const asked = going.gathers[gather - 1];
	const { face, faults } = going.order;
	if (asked) await send(going, face.keys(going.line, asked, digits, faults), 1);
}

/** The provider was told to take the call elsewhere: whatever it did is over. */
export async function divert(going: Going, next: Instruction[] | Outgoing) {
	if (going.stage === 'ended' || going.stage === 'ringing') return;
	going.calm();
	await going.order.rooms.leave(going);
	going.waiting = null;
	if (Array.isArray(next)) going.program = next;
	else await follow(going, next);
	await proceed(going);
}

/** The room is over for a leg: its provider asks on, or ends it. */
export async function putOut(going: Going, confer: Confer) {
	const { face, faults } = going.order;
	going.waiting = null;
	const outgoing = face.left(going.line, confer, faults);
	if (outgoing === null && going.program.length === 0) return end(going, 'helpline');
	if (outgoing !== null) await follow(going, outgoing);
	await proceed(going);
}
