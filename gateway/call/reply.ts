import type { ChannelAdapter } from '#adapters/adapter.ts';
import type { HttpAnswer } from '#adapters/inbound.ts';
import type { VoiceStep } from '#adapters/voice.ts';
import type { Reply } from '#db/call.ts';
import type { Services } from '../services.ts';
import { promptUrl } from './routes.ts';

/** A kept reply as it goes over the wire. */
export const answerOf = ({ status, type, body }: Reply): HttpAnswer => ({
	status,
	...(type === null ? {} : { type }),
	...(body === null ? {} : { body })
});

/** One step in the words of the call's provider. */
export const render = (
	services: Services,
	adapter: ChannelAdapter,
	callId: string,
	step: VoiceStep
): Reply => {
	if (!adapter.voice) throw new Error(`account ${adapter.account} has no voice`);
	const { publicOrigin } = services.config;
	const answer = adapter.voice.render(step, {
		callId,
		promptUrl: (prompt, language) => promptUrl(publicOrigin, prompt, language)
	});
	return { status: answer.status, type: answer.type ?? null, body: answer.body ?? null };
};

/**
 * What a caller hears when a step fails: the line never goes dead without a word. A PBX, whose callers hear nothing
 * of ours, is asked to tell it again.
 */
export const apology = (services: Services, adapter: ChannelAdapter): HttpAnswer =>
	adapter.voice === undefined
		? { status: 503 }
		: answerOf(
				render(services, adapter, '', {
					say: [
						{ prompt: 'sorry', language: 'pa' },
						{ prompt: 'sorry', language: 'hi' },
						{ prompt: 'sorry', language: 'en' }
					],
					then: { do: 'hang_up' },
					turn: 0
				})
			);
