import { expect } from 'vitest';
import type { Grievance } from '#contracts/submission.ts';
import { FOREIGN, limit, OWN } from '../../support/access.ts';
import { act, held, newPhone, registration } from '../../support/desk.ts';
import { gatewayTest, type Person, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();
const get = async <T = never>(gateway: TestGateway, person: Person, url: string) =>
	gateway.call<T>('GET', url, { cookie: await gateway.signIn(person) });

/** A case that the agent marked, in the district. */
async function sensitive(gateway: TestGateway, district: string, phone = newPhone()) {
	const { number } = await held(gateway, 'agent', `Told in confidence ${crypto.randomUUID()}`, phone);
	const { status, json } = await act<Grievance>(
		gateway,
		'agent',
		number,
		'register',
		registration({
			district,
			sensitive: 'whistle_blower',
			citizen: { name: 'In Confidence', phone, language: 'pa' }
		})
	);
	expect(status).toBe(200);
	return { number, phone, citizen: json.citizen.id };
}
const seen = async (gateway: TestGateway, person: Person, number: string) => {
	const one = await get(gateway, person, `/api/submissions/${number}`);
	const rows = await get<{ rows: unknown[] }>(gateway, person, `/api/submissions/rows?numbers=${number}`);
	const found = await get<{ rows: unknown[] }>(gateway, person, `/api/submissions?q=${number}`);
	expect(rows.json.rows.length === 1).toBe(one.status === 200);
	expect(found.json.rows.length === 1).toBe(one.status === 200);
	return one.status === 200;
};

test('who registered it, supervisors and the officers of its place see a sensitive case', async ({
	gateway
}) => {
	const { number } = await sensitive(gateway, OWN);
	await limit(gateway, 'officer', { districts: [OWN] });
	for (const person of ['agent', 'supervisor', 'officer'] as const)
		expect(await seen(gateway, person, number), person).toBe(true);
	for (const person of ['agent2', 'operator', 'feedback', 'viewer', 'admin', 'auditor'] as const)
		expect(await seen(gateway, person, number), person).toBe(false);
	await limit(gateway, 'officer', { districts: [FOREIGN] });
	expect(await seen(gateway, 'officer', number)).toBe(false);
});

test('those who see it are told that it is sensitive, and why', async ({ gateway }) => {
	const { number } = await sensitive(gateway, OWN);
	const { json } = await get<{ submission: { flags: string[] }; grievance: Grievance }>(
		gateway,
		'supervisor',
		`/api/submissions/${number}`
	);
	expect(json.submission.flags).toContain('sensitive');
	expect(json.grievance.sensitive).toBe('whistle_blower');
});

test('what is linked to it is hidden with it, and comes back when it is unlinked', async ({ gateway }) => {
	const { number } = await sensitive(gateway, OWN);
	const { number: later } = await held(gateway, 'supervisor', `Adds to it ${crypto.randomUUID()}`);
	expect(await seen(gateway, 'agent2', later)).toBe(true);
	await act(gateway, 'supervisor', later, 'link', { grievance: number });
	expect(await seen(gateway, 'agent2', later)).toBe(false);
	await act(gateway, 'supervisor', later, 'unlink', { reason: 'Not of it' });
	expect(await seen(gateway, 'agent2', later)).toBe(true);
});

test('it is no suggestion, no related matter and nothing to link to for others', async ({ gateway }) => {
	const { number, phone, citizen } = await sensitive(gateway, OWN);
	const next = await held(gateway, 'agent2', `Of the same telephone ${crypto.randomUUID()}`, phone);
	const [detail, suggested] = [
		await get(gateway, 'agent2', `/api/submissions/${next.number}`),
		await get(gateway, 'agent2', `/api/submissions/${next.number}/suggestions`)
	];
	expect(detail.text).not.toContain(number);
	expect(suggested.text).not.toContain(number);
	expect((await get(gateway, 'supervisor', `/api/submissions/${next.number}`)).text).toContain(number);
	const linked = await act(gateway, 'agent2', next.number, 'link', { grievance: number });
	expect(linked).toMatchObject({ status: 400, json: { code: 'no_grievance' } });
	const followed = await act(gateway, 'agent2', next.number, 'register', registration({ earlier: number }));
	expect(followed).toMatchObject({ status: 400, json: { faults: [{ field: 'earlier' }] } });
	// Of the person nothing but this is known: that there is such a person is no business of others.
	await gateway.query('update submission set citizen = null where number = $1', next.number);
	const typed = await gateway.call('POST', '/api/suggestions', {
		cookie: await gateway.signIn('agent2'),
		body: { text: 'x', phone }
	});
	expect(typed.text).not.toContain('In Confidence');
	expect(
		(
			await act(
				gateway,
				'agent2',
				next.number,
				'register',
				registration({ citizen: { id: citizen, name: 'x', language: 'pa' } })
			)
		).status
	).toBe(400);
});

test('the public list of requests does not have it', async ({ gateway }) => {
	const { number } = await sensitive(gateway, OWN);
	expect((await gateway.call('GET', '/open311/v2/requests.json')).text).not.toContain(number);
	expect((await gateway.call('GET', `/open311/v2/requests/${number}.json`)).text).not.toContain(
		'street-light'
	);
});

test('a case that follows a known one leaves no trace there when it is sensitive', async ({ gateway }) => {
	const { number: known } = await held(gateway, 'agent', `Known to all ${crypto.randomUUID()}`);
	await act(gateway, 'agent', known, 'register', registration());
	const { number } = await held(gateway, 'agent', `Follows in confidence ${crypto.randomUUID()}`);
	await act(gateway, 'agent', number, 'register', registration({ earlier: known, sensitive: 'threat' }));
	expect((await get(gateway, 'agent2', `/api/submissions/${known}`)).text).not.toContain(number);
});

test('a case that turns out to be sensitive is marked later; only who sees such cases shows it again', async ({
	gateway
}) => {
	const { number } = await held(gateway, 'agent2', `Found out later ${crypto.randomUUID()}`);
	await act(gateway, 'agent2', number, 'register', registration({ district: OWN }));
	const { number: later } = await held(gateway, 'agent2', `Adds to it ${crypto.randomUUID()}`);
	await act(gateway, 'agent2', later, 'link', { grievance: number });
	const mark = async (person: Person, named: string, sensitive: string | null) =>
		gateway.call<Grievance & { code: string }>('POST', `/api/grievances/${named}/sensitive`, {
			cookie: await gateway.signIn(person),
			body: { sensitive, reason: 'The letter names a child' }
		});
	// By whoever sees it, by the number of what is linked to it too.
	expect(await mark('agent', later, 'child')).toMatchObject({
		status: 200,
		json: { number, sensitive: 'child' }
	});
	for (const one of [number, later]) {
		expect(await seen(gateway, 'agent', one)).toBe(false);
		expect(await seen(gateway, 'supervisor', one)).toBe(true);
	}
	expect((await mark('agent', number, null)).status).toBe(404);
	expect((await mark('agent2', number, null)).json.code).toBe('sensitive_kept');
	expect((await mark('agent2', number, 'violence')).json.sensitive).toBe('violence');
	expect((await mark('supervisor', number, null)).json.sensitive).toBeNull();
	expect(await seen(gateway, 'agent', later)).toBe(true);
	const events = await gateway.query<{ detail: object }>(
		`select detail from event where number = $1 and type = 'grievance:marked' order by sequence`,
		number
	);
	expect(events.map(({ detail }) => detail)).toEqual(
		['child', 'violence', null].map((sensitive) => ({ sensitive, reason: 'The letter names a child' }))
	);
});
