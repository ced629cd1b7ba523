import type { AddressObject, EmailAddress } from 'mailparser';
import type { Party } from '../inbound.ts';
import { cleanText } from './charset.ts';
import { guessedValue, rawText } from './header.ts';
import { NAME_LIMIT, SUBJECT_LIMIT } from './limits.ts';
import type { Mime } from './mime.ts';

const mailbox = /^[^\s@<>"(),:;]+@[^\s@<>"(),:;]+$/;

const members = (list: EmailAddress[] | undefined): EmailAddress[] =>
	(list ?? []).flatMap((entry) => [entry, ...members(entry.group)]);

/** Every address of the header, groups opened, lower case; what is no address is left out. */
export function addresses(mime: Mime, name: string): { address: string; name: string }[] {
	const value = mime.headers.get(name) as AddressObject | AddressObject[] | undefined;
	return (Array.isArray(value) ? value : [value])
		.flatMap((object) => members(object?.value))
		.map(({ address, name: label }) => ({ address: (address ?? '').trim().toLowerCase(), name: label }))
		.filter(({ address }) => mailbox.test(address));
}

const nameOf = (mime: Mime, parsed: string | undefined, flags: Set<string>) => {
	const guessed = guessedValue(mime, 'from');
	if (guessed !== undefined) flags.add('charset_guessed');
	const name = guessed === undefined ? parsed : guessed.replace(/<[^<>]*>|"/g, '');
	return name ? cleanText(name, flags).trim().slice(0, NAME_LIMIT).toWellFormed() || undefined : undefined;
};

/** The sender: address null where there is none at all, the text as written where it is no address. */
export function sender(mime: Mime, flags: Set<string>): Party {
	const [first] = addresses(mime, 'from');
	const raw = rawText(mime, 'from');
	const name = nameOf(mime, first?.name, flags);
	const clean = raw === undefined ? undefined : cleanText(raw.slice(0, SUBJECT_LIMIT), flags);
	const odd = clean && clean.includes('@') ? clean : null;
	return {
		address: first?.address ?? odd,
		...(name ? { name } : {}),
		...(clean ? { raw: clean } : {})
	};
}

const recipientHeaders = ['x-original-to', 'delivered-to', 'envelope-to', 'to', 'cc', 'resent-to'];

/** The address of ours that the mail was for, else the first that it names. */
export function recipient(mime: Mime, own: ReadonlySet<string>): Party | undefined {
	const named = recipientHeaders.flatMap((name) =>
		name.includes('to') && name !== 'to' && name !== 'delivered-to'
			? [{ address: (rawText(mime, name) ?? '').toLowerCase(), name: '' }, ...addresses(mime, name)]
			: addresses(mime, name)
	);
	const ours = named.find(({ address }) => own.has(address));
	const [first] = addresses(mime, 'to');
	const chosen = ours ?? first;
	return chosen && { address: chosen.address, ...(chosen.name ? { name: chosen.name } : {}) };
}
