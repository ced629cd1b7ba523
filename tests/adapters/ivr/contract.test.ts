import type { Delivery } from '#adapters/inbound.ts';
import { twilioVoice } from '#adapters/ivr/twilio-voice.ts';
import { vonageVoice } from '#adapters/ivr/vonage-voice.ts';
import { labVoiceAccounts } from '#adapters/lab/accounts-voice.ts';
import type { CallFaults, Face, Outgoing } from '#adapters/lab/exchange.ts';
import type { LabServer } from '#adapters/lab/server.ts';
import { twilioVoiceFace } from '#adapters/lab/twilio-voice.ts';
import { vonageVoiceFace } from '#adapters/lab/vonage-voice.ts';
import { describeAdapter } from '../contract.ts';

const publicOrigin = 'https://sunwai.example.gov.in';
const server: LabServer = {
	url: 'http://127.0.0.1:4100',
	route: () => undefined,
	close: async () => undefined
};
const [twilio, vonage] = labVoiceAccounts({ labUrl: server.url, publicOrigin });
const otherTwilio = { ...twilio, authTokens: ['another-token'] };
const otherVonage = { ...vonage, signatureSecret: 'another-secret' };

const deliveryOf = ({ url, method, headers, body }: Outgoing, account: string): Delivery => ({
	account,
	method,
	url,
	headers,
	body: Buffer.from(body ?? ''),
	receivedAt: new Date().toISOString()
});

const sides = [
	{
		account: twilio.id,
		adapter: twilioVoice(twilio),
		face: twilioVoiceFace(server, twilio),
		other: twilioVoiceFace(server, otherTwilio)
	},
	{
		account: vonage.id,
		adapter: vonageVoice(vonage),
		face: vonageVoiceFace(server, vonage),
		other: vonageVoiceFace(server, otherVonage)
	}
];

for (const { account, adapter, face, other } of sides) {
	const line = face.newLine('+919876543210', face.number);
	const key = (by: Face, faults: CallFaults = {}) =>
		deliveryOf(
			by.keys(
				line,
				{
					do: 'gather',
					digits: 1,
					timeout: 6,
					finishOnHash: false,
					emptyToo: true,
					action: `${publicOrigin}/hooks/${account}/step?t=3`
				},
				'7',
				faults
			),
			account
		);
	const tampered = () => {
		const delivery = key(face);
		return { ...delivery, body: Buffer.from(delivery.body.toString().replace('7', '8')) };
	};
	describeAdapter(account, {
		adapter,
		signed: () => key(face),
		again: () => key(face),
		extraFields: () => key(face, { extraFields: true }),
		unsigned: () => key(face, { unsigned: true }),
		wrongSecret: () => key(other),
		tampered,
		...(account === twilio.id ? { wrongHost: () => key(face, { wrongHost: true }) } : {}),
		expected: {
			externalId: `${line.id}|step|3|7|`,
			inbound: { kind: 'call', event: 'input', turn: 3, digits: '7', callId: line.id }
		}
	});
}
