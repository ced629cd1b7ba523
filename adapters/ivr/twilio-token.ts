import type { VoiceOps } from '#adapters/voice.ts';
import type { TwilioVoiceConfig } from './twilio-voice.ts';

/** Longest life that Twilio gives a token, in seconds. */
const longest_s = 86_400;

/**
 * Tokens for agents' softphones, signed with the account's API key: they let one identity be rung, nothing else.
 * Without a key there are none. Contract: twilio.com/docs/iam/access-tokens.
 */
export const softphoneToken = ({
	accountSid,
	softphone
}: TwilioVoiceConfig): Pick<VoiceOps, 'softphoneToken'> =>
	softphone === undefined
		? {}
		: {
				softphoneToken: async (identity, seconds) => {
					const { default: twilio } = await import('twilio');
					const { AccessToken } = twilio.jwt;
					const token = new AccessToken(accountSid, softphone.keySid, softphone.keySecret, {
						identity,
						ttl: Math.min(Math.max(Math.round(seconds), 1), longest_s)
					});
					token.addGrant(new AccessToken.VoiceGrant({ incomingAllow: true }));
					return token.toJwt();
				}
			};
