import { afterAll, beforeAll, expect, test } from 'vitest';
import { labSmsAccounts } from '#adapters/lab/accounts.ts';
import { carrier, type Carrier } from '#adapters/lab/carrier.ts';
import { labServer, type LabServer } from '#adapters/lab/server.ts';
import { twilioSms, type TwilioSmsConfig } from '#adapters/sms/twilio-sms.ts';

const to = '+919876543210';
const notice = (text: string) => ({ key: 'notice-1', to, text, language: 'pa' as const });
const earlier = new Date(Date.now() - 5_000).toISOString();

let server: LabServer;
let lab: Carrier;
let adapter: ReturnType<typeof twilioSms>;
beforeAll(async () => {
	server = await labServer(0);
	const [account] = labSmsAccounts({
		labUrl: server.url,
		smscPort: 1,
		publicOrigin: 'https://gw.example.gov.in'
	});
	adapter = twilioSms(account as TwilioSmsConfig);
	lab = await carrier(server, [account!], { gatewayUrl: 'http://127.0.0.1:1', statusDelay_ms: 60_000 });
});
afterAll(async () => {
	await lab.close();
	await server.close();
});

test('a notice that Twilio took is found by its recipient and text', async () => {
	const sent = await adapter.send!(notice('ਤੁਹਾਡਾ ਨੰਬਰ 26-0000001-5'));
	const found = await adapter.find!(notice('ਤੁਹਾਡਾ ਨੰਬਰ 26-0000001-5'), earlier);
	expect(found?.providerId).toBe(sent.providerId);
});

test('a notice that Twilio never had is not found', async () => {
	await adapter.send!(notice('26-0000002-3'));
	expect(await adapter.find!(notice('26-0000003-1'), earlier)).toBeNull();
	expect(await adapter.find!({ ...notice('26-0000002-3'), to: '+919876543211' }, earlier)).toBeNull();
});

test('the same text of long before is another notice', async () => {
	await adapter.send!(notice('26-0000004-9'));
	const later = new Date(Date.now() + 600_000).toISOString();
	expect(await adapter.find!(notice('26-0000004-9'), later)).toBeNull();
});

test('what a citizen wrote is not taken for a notice', async () => {
	await lab.sendSms({ via: 'twilio', from: '+919876500001', to, text: '26-0000005-7' });
	expect(await adapter.find!(notice('26-0000005-7'), earlier)).toBeNull();
});
