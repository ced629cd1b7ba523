import type { ImapConfig } from '../email/config.ts';
import type { LabMailbox } from './mailbox.ts';

/** The addresses that a demonstration serves: the general inbox, and the Chief Minister's office. */
export const labMailAddresses = ['grievance@sunwai.example', 'cm-office@sunwai.example'] as const;

/** The configuration of the two inboxes of the lab. */
export const labMailAccounts = (mailbox: LabMailbox): [ImapConfig, ImapConfig] => {
	const account = (id: string, address: string): ImapConfig => ({
		provider: 'imap',
		id,
		...mailbox.inbox(address),
		secure: false,
		folders: ['INBOX'],
		ownAddresses: [...labMailAddresses],
		smtp: { ...mailbox.smtp, secure: false, from: address }
	});
	return [account('email', labMailAddresses[0]), account('email-cm', labMailAddresses[1])];
};
