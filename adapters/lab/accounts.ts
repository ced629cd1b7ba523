import { generateKeyPairSync } from 'node:crypto';
import type { SmsAccount } from './sms.ts';

export interface LabAddresses {
	/** The lab's HTTP server, where the providers' REST addresses are. */
	labUrl: string;
	smscPort: number;
	/** Origin that providers sign webhooks for. */
	publicOrigin: string;
	/** Application key of Vonage in PEM; a new one when absent. Several gateways of one lab share it. */
	vonagePrivateKey?: string;
}

/** A private key for Vonage's application, made on this machine and never written into the repository. */
export const newVonageKey = (): string =>
	generateKeyPairSync('rsa', { modulusLength: 2048 })
		.privateKey.export({ type: 'pkcs8', format: 'pem' })
		.toString();

const vonage = {
	apiKey: 'labkey01',
	apiSecret: 'lab-vonage-secret',
	signatureSecrets: ['lab-vonage-signature-secret']
};

/** The lab's SMS accounts with their demo credentials: Twilio, both of Vonage's interfaces, an operator's SMSC, C-DAC. */
export function labSmsAccounts(addresses: LabAddresses): SmsAccount[] {
	const { labUrl, smscPort, publicOrigin } = addresses;
	const shared = { publicOrigin, apiBase: labUrl };
	return [
		{
			provider: 'twilio-sms',
			id: 'sms-twilio',
			accountSid: `AC${'0123456789abcdef'.repeat(2)}`,
			authTokens: ['lab-twilio-token'],
			number: '+911725550100',
			...shared
		},
		{
			provider: 'vonage-sms',
			id: 'sms-vonage',
			algorithm: 'sha256',
			number: '+911725550101',
			...vonage,
			...shared
		},
		{
			provider: 'vonage-messages',
			id: 'sms-vonage-messages',
			applicationId: 'aaaaaaaa-bbbb-4ccc-8ddd-0123456789ab',
			privateKey: addresses.vonagePrivateKey ?? newVonageKey(),
			number: '+911725550102',
			mediaHosts: [new URL(labUrl).origin],
			...vonage,
			...shared
		},
		{
			provider: 'smpp',
			id: labSmsAccount,
			host: '127.0.0.1',
			port: smscPort,
			systemId: 'sunwai',
			password: 'lab-smpp',
			number: '51969',
			firstWait_ms: 200,
			longestWait_ms: 5000,
			dlt: { entity: '1101000000000000001', template: '1107000000000000001' }
		},
		{
			provider: 'msdg',
			id: 'sms-msdg',
			username: 'sunwai',
			password: 'lab-msdg',
			secureKey: 'lab-msdg-secure-key',
			number: 'SUNWAI',
			dlt: { entity: '1101000000000000001', template: '1107000000000000001' },
			apiBase: labUrl
		}
	];
}

/** Of these, the ones that a state would tell its citizens by: its operator, and its mailbox. */
export const labSenders = { smsAccount: 'sms-smpp', mailAccount: 'email' };
const labSmsAccount = labSenders.smsAccount;

/** Every account of the lab, for the gateway's channels and for the lab's far side alike. */
export const labAccounts = (addresses: LabAddresses) => ({ sms: labSmsAccounts(addresses) });
