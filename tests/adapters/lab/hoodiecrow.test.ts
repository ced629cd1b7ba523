import { test, expect } from 'vitest';
import { imapMailbox } from '#adapters/email/imap.ts';
import { hoodiecrow } from '#adapters/lab/hoodiecrow.ts';
import { ledger } from '../email/ledger.ts';

const mail = (subject: string) =>
	Buffer.from(`From: g@x.example\r\nSubject: ${subject}\r\n\r\nNo water.\r\n`);

test('without Dovecot mail arrives from the npm server, live and from each inbox', async () => {
	const server = hoodiecrow({ port: 0, password: 'lab' });
	for (const user of ['one@x.example', 'two@x.example']) await server.addUser(user);
	const open = (user: string) => {
		const into = ledger();
		const connection = imapMailbox({
			provider: 'imap',
			id: 'email',
			host: '127.0.0.1',
			port: server.port(user),
			secure: false,
			user,
			password: 'lab',
			ownAddresses: [user],
			smtp: { host: '127.0.0.1', port: 1, secure: false, from: user }
		}).open?.(into.sink);
		return { into, connection };
	};
	await server.deliver('one@x.example', mail('first'));
	const [one, two] = [open('one@x.example'), open('two@x.example')];
	await Promise.all([one, two].map(({ into }) => into.until(() => into.states.at(-1)?.ok === true)));
	await server.deliver('one@x.example', mail('second'));
	await server.deliver('two@x.example', mail('other'));
	await one.into.until(() => one.into.rows.size === 2);
	await two.into.until(() => two.into.rows.size === 1);
	expect(one.into.subjects()).toEqual(['first', 'second']);
	expect(two.into.subjects()).toEqual(['other']);
	await Promise.all([one, two].map(({ connection }) => connection?.stop()));
	await server.close();
});
