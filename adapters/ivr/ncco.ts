import type { PromptUrl, VoiceStep } from '#adapters/voice.ts';
import { hooks } from './hooks.ts';

interface Call {
	callId: string;
	promptUrl: PromptUrl;
}

/** What the notify action sends back to us as the body of a step. */
export interface Notified {
	uuid: string;
	event: 'recorded' | 'redirected';
}

type Confer = Extract<VoiceStep['then'], { do: 'confer' }>;

/** Vonage's room. When it is over for a leg, so is the leg: this action is always the last. */
export const conversation = (
	{ room, music, record, muted, waits }: Confer,
	to: ReturnType<typeof hooks>,
	promptUrl: PromptUrl
) => ({
	action: 'conversation',
	name: room,
	startOnEnter: !waits,
	endOnExit: false,
	record,
	mute: muted,
	// Music has no words: any language's file will do.
	musicOnHoldUrl: [promptUrl(music, 'en')],
	eventUrl: [to.room(room)],
	eventMethod: 'POST'
});

const action = (
	step: VoiceStep,
	{ callId: uuid, promptUrl }: Call,
	to: ReturnType<typeof hooks>
): object[] => {
	const { then } = step;
	const notify = (event: Notified['event']) => ({
		action: 'notify',
		payload: { uuid, event } satisfies Notified,
		eventUrl: [to.step(step.turn)],
		eventMethod: 'POST'
	});
	switch (then.do) {
		case 'gather':
			return [
				{
					action: 'input',
					type: ['dtmf'],
					dtmf: {
						timeOut: Math.min(then.timeout, 10),
						maxDigits: Math.min(then.digits, 20),
						submitOnHash: then.finishOnHash
					},
					eventUrl: [to.step(step.turn)],
					eventMethod: 'POST'
				}
			];
		case 'record':
			// The answer to a record event is not run; only that of notify is. The record event knows no uuid.
			return [
				{
					action: 'record',
					format: 'wav',
					beepStart: true,
					endOnKey: '#',
					endOnSilence: Math.min(Math.max(then.silence, 3), 10),
					timeOut: Math.min(Math.max(then.limit, 3), 7200),
					eventUrl: [to.recording({ call: uuid })],
					eventMethod: 'POST'
				},
				notify('recorded')
			];
		case 'redirect':
			return [notify('redirected')];
		case 'confer':
			return [conversation(then, to, promptUrl)];
		case 'hang_up':
			// A call control object that has run out ends the call.
			return [];
	}
};

/** NCCO of one step. Vonage waits 5 s for it. */
export function ncco(step: VoiceStep, call: Call, account: { publicOrigin: string; id: string }): string {
	const gathers = step.then.do === 'gather';
	const last = step.say.length - 1;
	const streams = step.say.map((said, index) => ({
		...('text' in said
			? { action: 'talk', text: said.text, language: `${said.language}-IN` }
			: {
					action: 'stream',
					streamUrl: ['recording' in said ? said.recording : call.promptUrl(said.prompt, said.language)]
				}),
		// Only the action right before an input may be cut short by a key.
		...(gathers && index === last ? { bargeIn: true } : {})
	}));
	return JSON.stringify([...streams, ...action(step, call, hooks(account.publicOrigin, account.id))]);
}
