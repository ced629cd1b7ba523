import type { TwilioVoiceConfig } from '../ivr/twilio-voice.ts';
import type { VonageVoiceConfig } from '../ivr/vonage-voice.ts';
import { newVonageKey } from './accounts.ts';

/** The lab's two voice accounts with their demo credentials. */
export function labVoiceAccounts({
	labUrl,
	publicOrigin,
	vonagePrivateKey = newVonageKey()
}: {
	/** The lab's HTTP server, where the providers' REST addresses are. */
	labUrl: string;
	/** Origin that providers call. */
	publicOrigin: string;
	/** Application key of Vonage in PEM; a new one when absent. Several gateways of one lab share it. */
	vonagePrivateKey?: string;
}): [TwilioVoiceConfig, VonageVoiceConfig] {
	return [
		{
			provider: 'twilio-voice',
			id: 'ivr-twilio',
			accountSid: `AC${'fedcba9876543210'.repeat(2)}`,
			authTokens: ['lab-twilio-voice-token'],
			number: '+911725550110',
			softphone: { keySid: `SK${'0f1e2d3c4b5a6978'.repeat(2)}`, keySecret: 'lab-twilio-softphone-secret' },
			apiBase: labUrl,
			publicOrigin
		},
		{
			provider: 'vonage-voice',
			id: 'ivr-vonage',
			apiKey: 'labkey01',
			signatureSecret: 'lab-vonage-signature-secret',
			applicationId: 'bbbbbbbb-cccc-4ddd-8eee-0123456789ab',
			privateKey: vonagePrivateKey,
			number: '+911725550111',
			apiHost: labUrl,
			publicOrigin
		}
	];
}
