import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { AuditRow, AuditState } from '#contracts/audit.ts';
import { ATTEMPTS_PER_ACCOUNT } from '#gateway/access/attempt.ts';
import { submitIn } from '../support/access.ts';
import { gatewayTest, publicOrigin, type TestGateway } from '../support/gateway.ts';
import { newSession } from '../support/sign-in.ts';
import { totp } from '../support/totp.ts';

const test = gatewayTest();

const read = async (
	gateway: TestGateway,
	query: Record<string, string>,
	person: 'auditor' | 'admin' = 'auditor'
) =>
	(
		await gateway.call<{ rows: AuditRow[]; next: string | null }>(
			'GET',
			`/api/audit?${new URLSearchParams(query)}`,
			{ cookie: await gateway.signIn(person) }
		)
	).json;
const actionsOf = async (gateway: TestGateway, query: Record<string, string>) =>
	(await read(gateway, query)).rows.map(({ action }) => action);
const signIn = (gateway: TestGateway, email: string, password: string) =>
	gateway.call('POST', '/api/auth/sign-in/email', {
		body: { email, password },
		headers: { origin: publicOrigin }
	});

test('signing in and out, wrong passwords and a closed account stand in the audit', async ({ gateway }) => {
	const cookie = await newSession(gateway, 'feedback');
	await gateway.call('POST', '/api/auth/sign-out', { cookie, body: {}, headers: { origin: publicOrigin } });
	expect(await actionsOf(gateway, { person: 'demo-feedback' })).toEqual(['session:ended', 'session:began']);
	// A password is slow to try, so all but the last failure are written.
	await gateway.query(
		`insert into access.sign_in_failure (email, address) select 'feedback@sunwai.example', '127.0.0.1'
			from generate_series(2, $1)`,
		ATTEMPTS_PER_ACCOUNT
	);
	await signIn(gateway, 'feedback@sunwai.example', 'not it');
	const { rows } = await read(gateway, { subject: 'demo-feedback', person: 'nobody' });
	expect(rows).toMatchObject([
		{ action: 'account:locked', subjectName: 'Simran Gill' },
		{ action: 'password:wrong', role: 'none', detail: { tries: ATTEMPTS_PER_ACCOUNT } }
	]);
	await signIn(gateway, 'nobody.knows@sunwai.example', 'not it');
	expect((await read(gateway, { subject: 'unknown' })).rows[0]).toMatchObject({ action: 'password:wrong' });
});

test('the second factor, a wrong code and an ended session stand in the audit', async ({ gateway }) => {
	const cookie = await newSession(gateway, 'agent2');
	const ask = (path: string, body: object, jar = cookie) =>
		gateway.call<{ totpURI: string }>('POST', `/api/auth/two-factor/${path}`, {
			cookie: jar,
			body,
			headers: { origin: publicOrigin }
		});
	const { json } = await ask('enable', { password: 'sunwai-demo' });
	await ask('verify-totp', { code: totp(json.totpURI) });
	expect(await actionsOf(gateway, { person: 'demo-agent-2', action: 'second_factor' })).toContain(
		'second_factor:on'
	);
	const begun = await signIn(gateway, 'agent2@sunwai.example', 'sunwai-demo');
	const jar = begun.headers
		.getSetCookie()
		.map((one) => one.split(';')[0])
		.join('; ');
	await ask('verify-totp', { code: '000000' }, jar);
	const after = await actionsOf(gateway, { person: 'demo-agent-2', action: 'second_factor' });
	expect(after.slice(0, 2)).toEqual(['second_factor:wrong', 'second_factor:asked']);
});

test('searching, opening a file and hearing a recording are acts, once each', async ({ gateway }) => {
	const { number, attachment } = await submitIn(gateway, '27', 'The lamp hangs loose');
	const cookie = await gateway.signIn('supervisor');
	const search = () => gateway.call('GET', '/api/submissions?q=lamp%20hangs', { cookie });
	await search();
	await search();
	expect((await read(gateway, { action: 'queue:searched' })).rows).toMatchObject([
		{ actor: 'demo-supervisor', detail: { words: 'lamp hangs' } }
	]);
	const open = (range?: string) =>
		gateway.call('GET', `/api/attachments/${attachment}`, { cookie, headers: range ? { range } : {} });
	await open();
	await gateway.query(`update attachment set media_type = 'audio/mpeg' where id = $1`, attachment);
	// Without its first byte it is heard all the same.
	await open('bytes=1-');
	await open('bytes=0-1');
	await open('bytes=0-');
	await gateway.call('GET', `/api/submissions/${number}`, { cookie });
	expect(
		await actionsOf(gateway, { subject: `${number.slice(0, 2)}-${number.slice(2, 9)}-${number.slice(9)}` })
	).toEqual(['submission:seen', 'recording:played', 'attachment:opened']);
});

test('the audit is read in pages by person, act, subject and day, and reading it is an act', async ({
	gateway
}) => {
	await gateway.query(
		`insert into audit (actor, role, action, subject) select 'demo-viewer', 'viewer', 'submission:seen', 'page ' || n
			from generate_series(1, 130) n`
	);
	const first = await read(gateway, { person: 'deepak', action: 'submission' });
	expect(first.rows).toHaveLength(100);
	expect(first.rows[0]).toMatchObject({ subject: 'page 130', actorName: 'Deepak Verma', role: 'viewer' });
	const second = await read(gateway, { person: 'deepak', action: 'submission', after: first.next! });
	expect(second.rows.at(-1)?.subject).toBe('page 1');
	expect(second.next).toBeNull();
	const today = new Date().toLocaleDateString('en-CA', { timeZone: 'Asia/Kolkata' });
	expect((await read(gateway, { subject: 'page 7', from: today, to: today })).rows).toHaveLength(1);
	expect((await read(gateway, { subject: 'page 7', to: '2020-01-01' })).rows).toEqual([]);
	const readings = await read(gateway, { action: 'audit:read', person: 'demo-auditor' });
	expect(readings.rows.filter(({ detail }) => detail.person === 'deepak')).toHaveLength(1);
});

test('the chain is verified at the desk, and a change in it is found', async ({ gateway }) => {
	const verify = async () =>
		(
			await gateway.call<{ broken: { chain: string; place: string }[]; state: AuditState }>(
				'POST',
				'/api/audit/verify',
				{ cookie: await gateway.signIn('auditor') }
			)
		).json;
	const { broken, state } = await verify();
	expect(broken).toEqual([]);
	expect(state).toMatchObject({ verified: { by: 'Nisha Bansal', broken: 0 } });
	await gateway.query(`alter table audit disable trigger append_only`);
	await gateway.query(`update audit set detail = '{"words": "other"}' where action = 'queue:searched'`);
	expect((await verify()).broken).toMatchObject([
		{ chain: 'audit', place: expect.stringMatching(/^demo-supervisor /) }
	]);
	// Words that are gone without an act of erasing are as broken as changed ones.
	await gateway.query(
		`update audit set salt = null, detail = '{}', erased_at = now() where action = 'queue:searched'`
	);
	expect((await verify()).broken).toHaveLength(1);
	await gateway.query(`alter table audit enable trigger append_only`);
});

test('what was sealed before there were digests still holds', async ({ gateway }) => {
	const text = ['', 'old-person', 1, 'agent', 'submission:seen', 'x', '1700000000.000000', '{"a": "b"}'].join(
		'|'
	);
	await gateway.query(`alter table audit disable trigger seal`);
	await gateway.query(
		`insert into audit (at, actor, role, action, subject, detail, sequence, hash)
			values (to_timestamp(1700000000), 'old-person', 'agent', 'submission:seen', 'x', '{"a": "b"}', 1, $1)`,
		createHash('sha256').update(text).digest('hex')
	);
	await gateway.query(`alter table audit enable trigger seal`);
	const { json } = await gateway.call<{ broken: { place: string }[] }>('POST', '/api/audit/verify', {
		cookie: await gateway.signIn('auditor')
	});
	expect(json.broken.filter(({ place }) => place.startsWith('old-person'))).toEqual([]);
});
