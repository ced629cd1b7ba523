import webhooks from 'twilio/lib/webhooks/webhooks.js';
import type { TwilioSmsConfig } from '#adapters/sms/twilio-sms.ts';
import { publicOrigin, type TestGateway } from './gateway.ts';

/** Posts a form to the account's door, signed as the vendor signs. `signature` in place of the genuine one. */
export async function postSigned(
	gateway: TestGateway,
	fields: Record<string, string>,
	{
		path = '',
		signature,
		headers
	}: { path?: string; signature?: string; headers?: Record<string, string> } = {}
) {
	const account = gateway.sms!.sms.find(({ provider }) => provider === 'twilio-sms') as TwilioSmsConfig;
	const url = `/hooks/${account.id}${path}`;
	const form = { AccountSid: account.accountSid, ...fields };
	const genuine = webhooks.getExpectedTwilioSignature(account.authTokens[0]!, publicOrigin + url, form);
	const response = await fetch(gateway.origin + url, {
		method: 'POST',
		headers: {
			'content-type': 'application/x-www-form-urlencoded',
			'x-twilio-signature': signature ?? genuine,
			...headers
		},
		body: new URLSearchParams(form).toString()
	});
	return { status: response.status, text: await response.text() };
}

/** Tells how a notice fares, as the vendor would. */
export const postStatus = (gateway: TestGateway, sid: string, status: string, error?: string) =>
	postSigned(
		gateway,
		{ MessageSid: sid, MessageStatus: status, ...(error ? { ErrorCode: error } : {}) },
		{ path: '/status' }
	);
