import { expect } from 'vitest';
import { storeUpload } from '#db/blob.ts';
import type { SubmissionDetail } from '#contracts/submission.ts';
import { roles, type Role } from '#contracts/words.ts';
import { permissionsOf, table } from '#gateway/access/table.ts';
import { limitEverybody, spellingsOf } from '../../support/access.ts';
import { act, held, registration, submit } from '../../support/desk.ts';
import { gatewayTest, type Person, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();
const PHONE = '+919812345210';
const MAIL = 'kulwinder.kaur@citizen.example';
const HOME = '12 Mall Road, Model Town';
const secrets = [...spellingsOf(PHONE), MAIL];
const personOf = (role: Role): Person => (role === 'feedback_agent' ? 'feedback' : role);
const masked = roles.filter((role) => !table.contact.includes(role));

let times = 0;
/** One citizen who is everywhere: registered, told, dismissed with a rule, waiting, and parked. */
async function everywhere(gateway: TestGateway) {
	await limitEverybody(gateway, {});
	const at = ++times;
	const { number } = await held(gateway, 'agent', `The tube well of our village is dry (${at})`, PHONE);
	await gateway.query(
		`update submission set matter = $2, sender_name = $3 where number = $1`,
		number,
		JSON.stringify({ district: '27', address: HOME, phone: PHONE, email: MAIL }),
		`Kulwinder ${MAIL}`
	);
	const citizen = { name: 'Kulwinder Kaur', phone: PHONE, email: MAIL, language: 'pa' as const };
	await act(gateway, 'agent', number, 'register', registration({ place: HOME, citizen }));
	const waiting = await submit(gateway, `The tube well is still dry (${at})`, PHONE);
	const spam = await held(gateway, 'agent', `Buy one, get one (${at})`, PHONE);
	await act(gateway, 'agent', spam.number, 'spam', {
		note: `rings from ${PHONE}`,
		rule: { kind: 'phone', action: 'low', days: 3 }
	});
	await submit(gateway, `Buy two, get two (${at})`, PHONE);
	const [parked] = await gateway.query<{ id: string }>(
		`insert into delivery (account, external_id, kind, channel, provider, url, headers, body, state, reason, detail)
			values ('sms-twilio', $5, 'message', 'sms', 'twilio', $1, $2, $3, 'parked', 'unreadable', $4) returning id::text`,
		`/hooks?From=${encodeURIComponent(PHONE)}`,
		JSON.stringify({ from: `Kulwinder <${MAIL}>` }),
		Buffer.from(`From=${encodeURIComponent(PHONE)}&Body=x`),
		`cannot read what ${PHONE} sent`,
		`lost ${at}`
	);
	await gateway.query(`update account set last_error = $1 where id = 'sms-twilio'`, `no route to ${PHONE}`);
	await gateway.query(
		`insert into notice (number, template, channel, account, recipient, language, body, error)
			values ($1, 'x', 'email', 'mail', $2, 'pa', $3, $4)`,
		number,
		MAIL,
		`We write to ${MAIL}`,
		`550 ${MAIL} unknown`
	);
	const [file] = await gateway.query<{ id: string }>(
		`insert into attachment (submission, position, name, media_type, size, blob, state)
			select id, 9, 'original-1.bin', 'application/octet-stream', 1, null, 'failed' from submission where number = $1
			returning id::text`,
		number
	);
	return { number, waiting: waiting.number, parked: parked!.id, file: file!.id };
}

let seeded: ReturnType<typeof everywhere> | undefined;

test.for(roles)(
	'what the %s reads shows numbers, addresses and houses as the table says',
	async (role, { gateway }) => {
		const { number, waiting, parked, file } = await (seeded ??= everywhere(gateway));
		const reads = gateway.doors
			.filter(({ method, permission }) => method === 'GET' && permission)
			.flatMap(({ url }) => [number, waiting].map((of) => url.replace(':number', of)))
			.map((url) => url.replace(':id', url.startsWith('/api/parked') ? parked : file))
			.map((url) => url.replace(':subject', `submission:${waiting}`))
			.concat(`/api/submissions/rows?numbers=${number},${waiting}`, '/api/submissions?q=tube');
		const cookie = await gateway.signIn(personOf(role));
		const seen = [];
		for (const url of new Set(reads)) {
			const { text } = await gateway.call('GET', url, { cookie });
			if (masked.includes(role)) for (const secret of secrets) expect(text, url).not.toContain(secret);
			seen.push(text);
		}
		const all = seen.join('\n');
		if (masked.includes(role)) {
			expect(all).toContain('+91 98xxx xx210');
		} else expect(all).toContain(PHONE);
		expect(all.includes(HOME)).toBe(permissionsOf(role).includes('place'));
	}
);

test('an original as it came is not given to a role that sees no numbers', async ({ gateway }) => {
	const { parked, file, number } = await everywhere(gateway);
	const blob = await storeUpload(gateway.services.pool, Buffer.from('From: x'));
	await gateway.query(`update attachment set state = 'stored', blob = $2 where id = $1`, file, blob);
	const cookie = await gateway.signIn('auditor');
	const stateOf = async (person: Person) => {
		const asked = { cookie: await gateway.signIn(person) };
		const { json } = await gateway.call<SubmissionDetail>('GET', `/api/submissions/${number}`, asked);
		return json.attachments.find(({ id }) => id === file)?.state;
	};
	expect([await stateOf('auditor'), await stateOf('supervisor')]).toEqual(['withheld', 'stored']);
	for (const url of [`/api/parked/${parked}/raw`, `/api/attachments/${file}`]) {
		const { status, json } = await gateway.call<{ code: string }>('GET', url, { cookie });
		expect([status, json.code]).toEqual([403, 'masked']);
		expect((await gateway.call('GET', url, { cookie: await gateway.signIn('supervisor') })).status).toBe(200);
	}
	const input = { reason: 'inquiry', note: 'Complaint about the operator' };
	expect((await act(gateway, 'auditor', number, 'reveal', input)).status).toBe(200);
	await gateway.call('POST', `/api/parked/${parked}/reveal`, { cookie, body: input });
	for (const url of [`/api/parked/${parked}/raw`, `/api/attachments/${file}`])
		expect((await gateway.call('GET', url, { cookie })).status).toBe(200);
	expect(await stateOf('auditor')).toBe('stored');
});

test('who sees numbers masked does not find them digit by digit', async ({ gateway }) => {
	const { waiting } = await everywhere(gateway);
	const found = async (person: Person, q: string) => {
		const { json } = await gateway.call<{ rows: { number: string }[] }>(
			'GET',
			`/api/submissions?q=${encodeURIComponent(q)}`,
			{ cookie: await gateway.signIn(person) }
		);
		return json.rows.some(({ number }) => number === waiting);
	};
	expect(await found('agent', '98123')).toBe(true);
	expect(await found('viewer', '98123')).toBe(false);
	expect(await found('viewer', '45210')).toBe(false);
	expect(await found('viewer', '+91981')).toBe(false);
	expect(await found('viewer', '98123 45210')).toBe(true);
	expect(await found('viewer', 'tube well')).toBe(true);
});

test('a number is revealed in one matter, to one person, with a reason that stays, and for a while', async ({
	gateway
}) => {
	const { number, waiting } = await everywhere(gateway);
	const detail = async (person: Person, of: string) => {
		const cookie = await gateway.signIn(person);
		return (await gateway.call<SubmissionDetail>('GET', `/api/submissions/${of}`, { cookie })).json;
	};
	const until = async () =>
		(
			await gateway.call<{ until: string | null }>('GET', `/api/submissions/${number}/reveal`, {
				cookie: await gateway.signIn('officer')
			})
		).json.until;
	expect((await detail('officer', number)).submission.sender).toBe('+91 98xxx xx210');
	expect(await until()).toBeNull();
	const input = { reason: 'reach_citizen', note: 'Gate is locked, must ring' };
	expect((await act(gateway, 'viewer', number, 'reveal', input)).status).toBe(403);
	expect((await act(gateway, 'officer', number, 'reveal', { ...input, note: '     ' })).status).toBe(400);
	expect((await act(gateway, 'officer', number, 'reveal', { note: input.note })).status).toBe(400);
	const { json } = await act<{ until: string }>(gateway, 'officer', number, 'reveal', input);
	expect(Date.parse(json.until)).toBeGreaterThan(Date.now());
	expect(await until()).toBe(json.until);

	const { submission, grievance } = await detail('officer', number);
	expect([submission.sender, grievance?.citizen.email]).toEqual([PHONE, MAIL]);
	expect((await detail('officer', waiting)).submission.sender).toBe('+91 98xxx xx210');
	expect((await detail('admin', number)).submission.sender).toBe('+91 98xxx xx210');
	const rows = await gateway.query(
		`select actor, role, detail from audit where action = 'contact:revealed' and subject = $1 and role = 'officer'`,
		number
	);
	expect(rows).toEqual([{ actor: 'demo-officer', role: 'officer', detail: { ...input, minutes: 15 } }]);

	// The clock of the audit cannot be turned back: an older act stands for one that has run out.
	await gateway.query(`alter table audit disable trigger append_only`);
	await gateway.query(`update audit set at = at - interval '16 minutes' where action = 'contact:revealed'`);
	await gateway.query(`alter table audit enable trigger append_only`);
	expect((await detail('officer', number)).submission.sender).toBe('+91 98xxx xx210');
	expect(await until()).toBeNull();
});
