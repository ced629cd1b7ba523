import { expect } from 'vitest';
import { formatNumber } from '#contracts/number.ts';
import { gatewayTest, until, type TestGateway } from '../../support/gateway.ts';
import { newMobile } from '../../support/track.ts';

const test = gatewayTest({ lab: 'whole' });
const inbox = 'grievance@sunwai.example';

const answersTo = (gateway: TestGateway, citizen: string) =>
	gateway.lab!.mailbox.citizenInbox(citizen).filter(({ direction }) => direction === 'received');
const answered = async (gateway: TestGateway, citizen: string) => {
	await until(() => answersTo(gateway, citizen).length > 0);
	return answersTo(gateway, citizen);
};
const bySubject = async (gateway: TestGateway, subject: string) => {
	const row = await until(async () => (await gateway.submissions()).find((one) => one.subject === subject));
	return row!;
};
const raw = (head: Record<string, string>, text = 'Text') =>
	Buffer.from(
		[...Object.entries(head).map(([name, value]) => `${name}: ${value}`), '', text, ''].join('\r\n'),
		'utf8'
	);
/** A mail as the IMAP connection hands it in. */
const arrives = (gateway: TestGateway, uid: string, body: Buffer, account = 'email') =>
	gateway.services.receive({
		account,
		channel: 'email',
		provider: 'imap',
		kind: 'message',
		externalId: uid,
		body,
		asBlob: true
	});

test('a mail becomes a submission, and its sender gets the number, marked as a machine’s', async ({
	gateway
}) => {
	const citizen = 'kulwinder@citizen.example';
	const subject = 'ਪਾਣੀ ਦੀ ਸ਼ਿਕਾਇਤ';
	await gateway.lab!.mailbox.deliver({
		from: citizen,
		name: 'ਕੁਲਵਿੰਦਰ',
		to: inbox,
		subject,
		text: 'ਸਾਡੇ ਪਿੰਡ ਵਿੱਚ ਪਾਣੀ ਨਹੀਂ'
	});
	const row = await bySubject(gateway, subject);
	expect(row).toMatchObject({ channel: 'email', sender: citizen, language: 'pa', state: 'waiting' });
	const [answer, ...more] = await answered(gateway, citizen);
	expect(more).toEqual([]);
	expect(answer!.subject).toContain(formatNumber(row.number));
	expect(answer!.text).toContain(formatNumber(row.number));
	expect(answer!.raw.toString()).toMatch(/^Auto-Submitted: auto-replied\r?$/im);
});

test('an answer to our acknowledgement belongs to the submission that it was about', async ({ gateway }) => {
	const citizen = 'amrit@citizen.example';
	await gateway.lab!.mailbox.deliver({
		from: citizen,
		to: inbox,
		subject: 'Road',
		text: 'The road is broken'
	});
	const first = await bySubject(gateway, 'Road');
	const [answer] = await answered(gateway, citizen);
	await gateway.lab!.mailbox.deliver({
		from: citizen,
		to: inbox,
		subject: 'Re: thanks',
		text: 'It is near the school',
		inReplyTo: `<${answer!.messageId}>`
	});
	expect((await bySubject(gateway, 'Re: thanks')).answers).toBe(first.number);
});

test('the same bytes under another UID are in the ledger twice and in the queue once', async ({
	gateway
}) => {
	const mail = raw({ From: 'renumbered@citizen.example', Subject: 'Renumbered' });
	await arrives(gateway, 'RENUMBERED;1;7', mail);
	await bySubject(gateway, 'Renumbered');
	await arrives(gateway, 'RENUMBERED;2;1', mail);
	await arrives(gateway, 'RENUMBERED;2;2', raw({ From: 'renumbered@citizen.example', Subject: 'After it' }));
	await bySubject(gateway, 'After it');
	expect((await gateway.submissions()).filter(({ subject }) => subject === 'Renumbered')).toHaveLength(1);
	expect(
		await gateway.query(
			`select state, reason from delivery where external_id like 'RENUMBERED;%' order by id`
		)
	).toEqual([
		{ state: 'read', reason: null },
		{ state: 'settled', reason: 'same_mail' },
		{ state: 'read', reason: null }
	]);
});

test('the same bytes under two UIDs at the same moment are in the queue once', async ({ gateway }) => {
	for (let round = 0; round < 10; round++) {
		const subject = `At one moment ${round}`;
		const mail = raw({ From: 'moment@citizen.example', Subject: subject });
		await Promise.all([1, 2, 3].map((uid) => arrives(gateway, `MOMENT;${round};${uid}`, mail)));
		await bySubject(gateway, subject);
		const states = await gateway.query<{ reason: string | null }>(
			'select reason from delivery where external_id like $1',
			`MOMENT;${round};%`
		);
		expect(states.filter(({ reason }) => reason === 'same_mail')).toHaveLength(2);
	}
});

test('the same mail to two of our inboxes is one submission in each', async ({ gateway }) => {
	const mail = raw({
		From: 'both@citizen.example',
		To: 'both inboxes',
		Subject: 'Both',
		'Message-ID': '<both@citizen.example>'
	});
	await Promise.all([arrives(gateway, 'one', mail), arrives(gateway, 'two', mail, 'email-cm')]);
	await until(
		async () => (await gateway.submissions()).filter(({ subject }) => subject === 'Both').length === 2
	);
	const { attachments } = await bySubject(gateway, 'Both');
	expect(attachments).toBe(0);
	expect(
		await gateway.query(
			`select from blob where sha256 in (select blob from delivery where external_id in ('one', 'two'))`
		)
	).toHaveLength(1);
});

test.for([
	['an automatic reply', { 'Auto-Submitted': 'auto-replied' }],
	['a list', { 'List-Id': '<news.example>' }],
	['bulk mail', { Precedence: 'bulk' }],
	['a bounce', { From: 'MAILER-DAEMON@mx.example' }],
	['a no-reply address', { From: 'no-reply@bank.example' }],
	['a noreply address', { From: 'Bank <noreply@bank.example>' }],
	['our own mail', { From: inbox }],
	['our mark', { 'X-Sunwai-Loop': 'email' }]
] as const)('%s is kept in the queue and never answered', async ([what, head], { gateway }) => {
	const subject = `Kept: ${what}`;
	await arrives(gateway, subject, raw({ From: 'machine@citizen.example', Subject: subject, ...head }));
	const { number } = await bySubject(gateway, subject);
	expect(await gateway.query('select from notice where number = $1', number)).toEqual([]);
});

test('Auto-Submitted: no is a person’s mail', async ({ gateway }) => {
	const from = 'person@citizen.example';
	await arrives(gateway, 'auto-no', raw({ From: from, Subject: 'By hand', 'Auto-Submitted': 'no' }));
	expect(await answered(gateway, from)).toHaveLength(1);
});

test('a program that answers every answer of ours is heard twice and answered twice', async ({ gateway }) => {
	const from = 'robot@program.example';
	for (let at = 0; at < 5; at++) {
		const subject = `${'Re: '.repeat(at)}We have received your complaint: 26-000${at}-1`;
		await arrives(gateway, `robot-${at}`, raw({ From: from, Subject: subject, Date: `day ${at}` }));
		await bySubject(gateway, subject);
	}
	const states = await gateway.query(
		`select state = 'suppressed' as braked, error from notice where recipient = $1 order by id`,
		from
	);
	expect(states.map(({ braked }) => braked)).toEqual([false, false, true, true, true]);
	expect(states.at(-1)!['error']).toBe('brake_subject');
});

test('a citizen who writes of three matters gets three numbers', async ({ gateway }) => {
	const from = 'busy@citizen.example';
	for (const subject of ['Water in our lane', 'Road to the school', 'Pension of my mother'])
		await arrives(gateway, subject, raw({ From: from, Subject: subject }));
	await until(() => answersTo(gateway, from).length === 3);
});

test('a mail whose texts are lies and traps is stored, and shown without its traps', async ({ gateway }) => {
	const html =
		'<p onclick="x()">ਪਾਣੀ<script>alert(1)</script><img src="https://tracker.example/x.png" alt="A"></p>';
	const mail = Buffer.concat([
		raw({ From: 'odd@citizen.example', Subject: 'Odd', 'Content-Type': 'text/html; charset=utf-8' }, html),
		Buffer.from([0, 0xff, 0])
	]);
	await arrives(gateway, 'odd', mail);
	const { number } = await bySubject(gateway, 'Odd');
	const cookie = await gateway.signIn('agent');
	const shown = await gateway.call('GET', `/api/submissions/${number}/html`, { cookie });
	expect(shown.status).toBe(200);
	expect(shown.text).toContain('ਪਾਣੀ');
	expect(shown.text).not.toMatch(/script|onclick|tracker/);
	expect(shown.headers.get('content-security-policy')).toContain('sandbox');
});

test.for([
	['reject@refused.example', 'failed'],
	['defer@busy.example', 'queued']
] as const)('the acknowledgement to %s is then %s', async ([from, state], { gateway }) => {
	await arrives(gateway, from, raw({ From: from, Subject: `From ${from}` }));
	const notice = await until(async () =>
		(
			await gateway.query<{ state: string; error: string }>(
				'select state, error from notice where recipient = $1 and error is not null',
				from
			)
		).at(0)
	);
	expect(notice!.state).toBe(state);
});

/** The report of a server that could not deliver the mail with this id. */
const report = (messageId: string, recipient: string, status: string, action = 'failed') =>
	Buffer.from(
		[
			'From: Mail Delivery System <MAILER-DAEMON@mx.example>',
			'Return-Path: <>',
			`To: ${inbox}`,
			`Subject: Undelivered ${messageId} ${recipient} ${status} ${action}`,
			'MIME-Version: 1.0',
			'Content-Type: multipart/report; report-type=delivery-status; boundary=b',
			'',
			'--b',
			'Content-Type: text/plain',
			'',
			'It could not be delivered.',
			'--b',
			'Content-Type: message/delivery-status',
			'',
			'Reporting-MTA: dns; mx.example',
			'',
			`Final-Recipient: rfc822; ${recipient}`,
			`Action: ${action}`,
			`Status: ${status}`,
			'Diagnostic-Code: smtp; 550 5.1.1 no such',
			'  mailbox here',
			'--b',
			'Content-Type: message/rfc822',
			'',
			`From: ${inbox}`,
			`Message-ID: <${messageId}>`,
			'',
			'Thank you.',
			'--b--',
			''
		].join('\r\n')
	);

test('a mail of ours that comes back fails its notice, silences the address and is told the next way', async ({
	gateway
}) => {
	const [citizen, phone] = ['gone@citizen.example', newMobile()];
	await gateway.lab!.mailbox.deliver({ from: citizen, to: inbox, subject: 'Gone', text: 'No water here' });
	const { number } = await bySubject(gateway, 'Gone');
	await answered(gateway, citizen);
	const notices = () =>
		gateway.query<{ state: string; channel: string; provider_id: string; error: string | null }>(
			'select state, channel, provider_id, error from notice where number = $1 order by id',
			number
		);
	const sent = await until(async () => {
		const [first] = await notices();
		return first?.provider_id && first;
	});
	const id = (sent as { provider_id: string }).provider_id;
	const [person] = await gateway.query<{ id: string }>(
		`insert into citizen (name, language) values ('Gurnam Singh', 'en') returning id::text`
	);
	await gateway.query(
		`insert into citizen_contact (citizen, kind, value) values ($1, 'phone', $2)`,
		person!.id,
		phone
	);
	await gateway.query('update submission set citizen = $1 where number = $2', person!.id, number);
	// A delay, somebody else's address and a mail that we never sent say nothing.
	for (const [at, said] of [
		report(id, citizen, '4.4.1', 'delayed'),
		report(id, 'other@citizen.example', '5.1.1'),
		report('never@sunwai.example', citizen, '5.1.1')
	].entries()) {
		await arrives(gateway, `false-${at}`, said);
		await until(
			async () =>
				(
					await gateway.query(
						`select from delivery where external_id = $1 and state <> 'received'`,
						`false-${at}`
					)
				).length > 0
		);
	}
	expect(await notices()).toMatchObject([{ state: 'sent', channel: 'email' }]);
	for (const at of [1, 2]) await arrives(gateway, `true-${at}`, report(id, citizen, '5.1.1'));
	await until(async () => (await notices()).length === 2);
	expect(await notices()).toMatchObject([
		{ state: 'failed', error: '5.1.1 smtp; 550 5.1.1 no such mailbox here' },
		// Without an account for SMS somebody rings.
		{ channel: 'voice', state: 'call_due' }
	]);
	expect(await gateway.query(`select reason, channel from suppression where address = $1`, citizen)).toEqual([
		{ reason: 'dead', channel: 'email' }
	]);
});
