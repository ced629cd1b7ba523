import VoiceResponse from 'twilio/lib/twiml/VoiceResponse.js';
import type { PromptUrl, VoiceStep } from '#adapters/voice.ts';
import { hooks } from './hooks.ts';

type Call = { promptUrl: PromptUrl };

/** Google's voices are the ones that know Punjabi. */
const voices = {
	pa: { language: 'pa-IN', voice: 'Google.pa-IN-Standard-A' },
	hi: { language: 'hi-IN', voice: 'Google.hi-IN-Standard-A' },
	en: { language: 'en-IN', voice: 'Google.en-IN-Standard-A' }
} as const;

const speak = (to: Pick<VoiceResponse, 'play' | 'say'>, said: VoiceStep['say'][number], call: Call) => {
	if ('text' in said) to.say(voices[said.language], said.text);
	else to.play('recording' in said ? said.recording : call.promptUrl(said.prompt, said.language));
};

/** TwiML of one step. Twilio waits 15 s for it and drops the call when it is not valid XML. */
export function twiml(step: VoiceStep, call: Call, account: { publicOrigin: string; id: string }): string {
	const response = new VoiceResponse();
	const to = hooks(account.publicOrigin, account.id);
	const { then } = step;
	if (then.do === 'gather') {
		// Prompts stand inside, so that a key cuts them short. Silence must come back to us as well.
		const gather = response.gather({
			input: ['dtmf'],
			numDigits: then.digits,
			timeout: then.timeout,
			finishOnKey: then.finishOnHash ? '#' : '',
			actionOnEmptyResult: true,
			action: to.step(step.turn),
			method: 'POST'
		});
		for (const said of step.say) speak(gather, said, call);
		return response.toString();
	}
	for (const said of step.say) speak(response, said, call);
	if (then.do === 'hang_up') response.hangup();
	if (then.do === 'redirect') response.redirect({ method: 'POST' }, to.step(step.turn));
	if (then.do === 'record') record(response, step.turn, then, to);
	if (then.do === 'confer') confer(response, step.turn, then, { to, call });
	return response.toString();
}

const record = (
	response: VoiceResponse,
	turn: number,
	{ limit, silence }: { limit: number; silence: number },
	to: ReturnType<typeof hooks>
) => {
	response.record({
		maxLength: limit,
		timeout: silence,
		finishOnKey: '#',
		playBeep: true,
		trim: 'do-not-trim',
		action: to.step(turn),
		method: 'POST',
		recordingStatusCallback: to.recording(),
		recordingStatusCallbackMethod: 'POST',
		recordingStatusCallbackEvent: ['completed', 'absent']
	});
	// Twilio skips the action when nobody said a word and goes on here.
	response.redirect({ method: 'POST' }, to.step(turn, { silent: '1' }));
};

type Confer = Extract<VoiceStep['then'], { do: 'confer' }>;

/**
 * Nobody's leaving ends the room: the gateway ends it when the citizen has gone. Whoever is put out of it comes
 * back to us by the action. Of several callback addresses for one room Twilio takes the first, so all are alike.
 */
const confer = (
	response: VoiceResponse,
	turn: number,
	{ room, music, record, muted, waits }: Confer,
	{ to, call }: { to: ReturnType<typeof hooks>; call: Call }
) => {
	const dial = response.dial({ action: to.step(turn, { left: '1' }), method: 'POST' });
	dial.conference(
		{
			startConferenceOnEnter: !waits,
			endConferenceOnExit: false,
			beep: 'false',
			muted,
			// Music has no words: any language's file will do.
			waitUrl: call.promptUrl(music, 'en'),
			waitMethod: 'GET',
			record: record ? 'record-from-start' : 'do-not-record',
			...(record
				? {
						recordingStatusCallback: to.recording({ room }),
						recordingStatusCallbackMethod: 'POST',
						recordingStatusCallbackEvent: ['completed' as const, 'absent' as const]
					}
				: {}),
			statusCallback: to.room(room),
			statusCallbackMethod: 'POST',
			statusCallbackEvent: ['join', 'leave', 'mute', 'hold']
		},
		room
	);
};
