import { type Static, type TSchema } from 'typebox';
import { Value } from 'typebox/value';
import type { ChannelAdapter } from '#adapters/adapter.ts';
import { ImapConfig, imapMailbox } from '#adapters/email/imap.ts';
import { CtiConfig, cti } from '#adapters/ivr/cti.ts';
import { TwilioVoiceConfig, twilioVoice } from '#adapters/ivr/twilio-voice.ts';
import { VonageVoiceConfig, vonageVoice } from '#adapters/ivr/vonage-voice.ts';
import { MsdgConfig, msdgSms } from '#adapters/sms/msdg.ts';
import { SmppConfig, smppSms } from '#adapters/sms/smpp.ts';
import { TwilioSmsConfig, twilioSms } from '#adapters/sms/twilio-sms.ts';
import { VonageMessagesConfig, vonageMessages } from '#adapters/sms/vonage-messages.ts';
import { VonageSmsConfig, vonageSms } from '#adapters/sms/vonage-sms.ts';
import { open311 } from '#adapters/web/open311.ts';
import { webForm } from '#adapters/web/form.ts';
import { ConfigFault, type Config } from './config.ts';
import { deskAdapter } from './intake/desk.ts';

interface Provider {
	schema: TSchema;
	make(config: unknown): ChannelAdapter;
}
const provider = <S extends TSchema>(schema: S, make: (config: Static<S>) => ChannelAdapter): Provider => ({
	schema,
	make: make as Provider['make']
});

/** Every provider that an account may name. */
const providers: Record<string, Provider> = {
	'twilio-sms': provider(TwilioSmsConfig, twilioSms),
	'vonage-sms': provider(VonageSmsConfig, vonageSms),
	'vonage-messages': provider(VonageMessagesConfig, vonageMessages),
	smpp: provider(SmppConfig, smppSms),
	msdg: provider(MsdgConfig, msdgSms),
	imap: provider(ImapConfig, imapMailbox),
	'twilio-voice': provider(TwilioVoiceConfig, twilioVoice),
	'vonage-voice': provider(VonageVoiceConfig, vonageVoice),
	cti: provider(CtiConfig, cti)
};

interface Account {
	id?: unknown;
	provider?: unknown;
}

/** An account's faults, or its adapter. */
function open(account: Account, position: number, publicOrigin: string): ChannelAdapter | string[] {
	const name = typeof account.id === 'string' ? account.id : `account ${position + 1}`;
	const found = providers[String(account.provider)];
	if (!found)
		return [`${name}: provider ${String(account.provider)} is none of ${Object.keys(providers).join(', ')}`];
	const config = Value.Default(found.schema, { publicOrigin, ...account });
	const faults = Value.Errors(found.schema, config).map(
		({ instancePath, message }) => `${name}${instancePath}: ${message}`
	);
	return faults.length ? faults : found.make(config);
}

/** Accounts that the environment names for notices and that are none. */
function unknownSenders(config: Config, all: Map<string, ChannelAdapter>): string[] {
	const named: [string, string, string[]][] = [
		['SUNWAI_SMS_ACCOUNT', 'sms', config.smsAccount ? [config.smsAccount] : []],
		['SUNWAI_SMS_FALLBACK', 'sms', config.smsFallback],
		['SUNWAI_MAIL_ACCOUNT', 'email', config.mailAccount ? [config.mailAccount] : []],
		['SUNWAI_MAIL_FALLBACK', 'email', config.mailFallback]
	];
	return named.flatMap(([variable, channel, ids]) =>
		ids
			.filter((id) => all.get(id)?.channel !== channel || !all.get(id)?.send)
			.map((id) => `${variable} ${id}: no account for ${channel === 'sms' ? 'SMS' : 'mail'} has this id`)
	);
}

/** The adapters that run: the given accounts, and the doors that every installation has. Throws `ConfigFault` naming every fault. */
export function openChannels(config: Config, accounts: readonly unknown[]): Map<string, ChannelAdapter> {
	const opened = accounts.map((account, at) => open((account ?? {}) as Account, at, config.publicOrigin));
	const faults = opened.flatMap((result) => (Array.isArray(result) ? result : []));
	const adapters = opened.flatMap((result) => (Array.isArray(result) ? [] : [result]));
	const own = [webForm({}), open311({}), deskAdapter()];
	const all = new Map<string, ChannelAdapter>();
	for (const adapter of [...adapters, ...own]) {
		if (all.has(adapter.account)) faults.push(`${adapter.account}: two accounts have this id`);
		all.set(adapter.account, adapter);
	}
	faults.push(...unknownSenders(config, all));
	if (faults.length)
		throw new ConfigFault(`The channels have ${faults.length} fault(s):\n  ${faults.join('\n  ')}`);
	return all;
}
