import type { VoiceOps, VoiceStep } from '#adapters/adapter.ts';
import { hooks } from './hooks.ts';

type Call = Parameters<VoiceOps['render']>[1];

/** What the notify action sends back to us as the body of a step. */
export interface Notified {
	uuid: string;
	event: 'recorded' | 'redirected';
}

const action = (step: VoiceStep, uuid: string, to: ReturnType<typeof hooks>): object[] => {
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
	return JSON.stringify([...streams, ...action(step, call.callId, hooks(account.publicOrigin, account.id))]);
}
