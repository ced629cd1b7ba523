import { pino } from 'pino';
import { twilioSms } from '#adapters/sms/twilio-sms.ts';
import { buildApp } from '#gateway/app.ts';
import { readConfig } from '#gateway/config.ts';
import type { SignIn } from '#gateway/access/sign-in.ts';
import type { Services } from '#gateway/services.ts';
import { PUBLIC_ORIGIN } from './gateway.ts';
import { twilioAccount } from './sms.ts';

/**
 * The gateway's own application with its verification and its plugins, and nothing behind its webhook route: what
 * the route costs when nothing is kept. `intake.ratio` compares the gateway with this.
 */
const adapter = twilioSms(twilioAccount('http://127.0.0.1:1'));
const services = {
	config: readConfig({ SUNWAI_PUBLIC_ORIGIN: PUBLIC_ORIGIN }),
	log: pino({ level: 'info' }),
	adapters: new Map([[adapter.account, adapter]]),
	receive: async () => ({ id: '1', number: '2600000015', repeated: false })
} as unknown as Services;

// Nobody signs in here.
const signIn = { auth: { options: { trustedOrigins: [] } } } as unknown as SignIn;
const app = await buildApp(services, { signIn, findActor: async () => null, lab: null });
await app.listen({ host: '127.0.0.1', port: Number(process.argv[2]) });
console.log('ready after listening');
