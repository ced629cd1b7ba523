import { expect } from 'vitest';
import { act, held, newPhone, registration, submit } from '../../support/desk.ts';
import { gatewayTest, type Row, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();

const row = async (gateway: TestGateway, number: string) =>
	(
		await gateway.query<Row & { grievance: string | null }>(
			'select * from submission where number = $1',
			number
		)
	)[0]!;

test('a registered submission is a grievance with the same number', async ({ gateway }) => {
	const { number } = await held(gateway, 'agent', 'Light out');
	const { status, json } = await act<Record<string, unknown>>(
		gateway,
		'agent',
		number,
		'register',
		registration({ place: 'Kot \0 Kalan' })
	);
	expect(status).toBe(200);
	expect(json).toMatchObject({
		number,
		department: '412',
		district: '27',
		place: 'Kot \u2400 Kalan',
		registeredBy: 'Harpreet Kaur'
	});
	expect(await row(gateway, number)).toMatchObject({
		state: 'registered',
		grievance: number,
		claimed_by: null
	});
	const trail = `select type as what from event where number = $1 union all
		select 'audit ' || action from audit where subject = $1 and action = 'submission:registered'`;
	expect((await gateway.query<{ what: string }>(trail, number)).map(({ what }) => what)).toEqual([
		'submission:received',
		'submission:claimed',
		'submission:registered',
		'grievance:assigned',
		'audit submission:registered'
	]);
});

test('every fault is named by its field, and nothing is written', async ({ gateway }) => {
	const { number } = await held(gateway, 'agent', 'Faulty');
	const citizens = await gateway.query('select from citizen');
	const { status, json } = await act<{ faults: { field: string }[] }>(
		gateway,
		'agent',
		number,
		'register',
		registration({
			category: 'no-such',
			district: 'no-such',
			summary: '   ',
			citizen: { name: '  ', phone: '12', email: 'nobody', language: 'pa' }
		})
	);
	expect(status).toBe(400);
	expect(json.faults.map(({ field }) => field).sort()).toEqual([
		'category',
		'citizen.email',
		'citizen.name',
		'citizen.phone',
		'district',
		'summary'
	]);
	expect(await gateway.query('select from citizen')).toHaveLength(citizens.length);
	expect((await row(gateway, number)).state).toBe('waiting');
});

test('a tehsil must lie in the district', async ({ gateway }) => {
	const { number } = await held(gateway, 'agent', 'Tehsil');
	const [own] = (await gateway.query<{ code: string }>(
		`select code from tehsil where district = '27' limit 1`
	)) as [{ code: string }];
	const [foreign] = (await gateway.query<{ code: string }>(
		`select code from tehsil where district <> '27' limit 1`
	)) as [{ code: string }];
	const refused = await act<{ faults: unknown }>(
		gateway,
		'agent',
		number,
		'register',
		registration({ tehsil: foreign.code })
	);
	expect(refused.json.faults).toEqual([{ field: 'tehsil', code: 'unknown' }]);
	expect((await act(gateway, 'agent', number, 'register', registration({ tehsil: own.code }))).status).toBe(
		200
	);
});

test('a citizen is made once and known again, as long as one person has the telephone', async ({
	gateway
}) => {
	const phone = newPhone();
	const first = await held(gateway, 'agent', 'First of the family', phone);
	expect(first.citizen).toBe(null);
	const national = phone.replace('+91', '0');
	const made = await act<{ citizen: { id: string; phone: string } }>(
		gateway,
		'agent',
		first.number,
		'register',
		registration({
			citizen: { name: 'Jaswant Singh', phone: national, email: 'J@Citizen.example ', language: 'pa' }
		})
	);
	expect(made.json.citizen).toMatchObject({ phone, email: 'j@citizen.example' });

	const again = await held(gateway, 'agent', 'Again', phone);
	expect(again.citizen).toBe(made.json.citizen.id);
	const { id } = made.json.citizen;
	const same = await act<{ citizen: { id: string; name: string } }>(
		gateway,
		'agent',
		again.number,
		'register',
		registration({ citizen: { id, name: 'Jaswant Singh Gill', phone, language: 'hi' } })
	);
	expect(same.json.citizen).toMatchObject({ id, name: 'Jaswant Singh Gill', language: 'hi' });

	const wife = await held(gateway, 'agent', 'Of his wife', phone);
	await act(
		gateway,
		'agent',
		wife.number,
		'register',
		registration({ citizen: { name: 'Balbir Kaur', phone, language: 'pa' } })
	);
	expect((await submit(gateway, 'Whose is it now', phone)).citizen).toBe(null);
});

test('a citizen that does not exist is a fault', async ({ gateway }) => {
	const { number } = await held(gateway, 'agent', 'Nobody');
	const { json } = await act<{ faults: unknown }>(
		gateway,
		'agent',
		number,
		'register',
		registration({ citizen: { id: '999999', name: 'Nobody', language: 'en' } })
	);
	expect(json.faults).toEqual([{ field: 'citizen.id', code: 'unknown' }]);
});

test('an audit row that cannot be written takes everything with it', async ({ gateway }) => {
	const { number } = await held(gateway, 'agent', 'All or nothing');
	const before = await gateway.query(
		'select (select count(*) from citizen) as citizens, (select count(*) from event) as events'
	);
	await gateway.query(
		`create function refuse_audit() returns trigger language plpgsql as $$ begin raise exception 'no room'; end $$`
	);
	await gateway.query(
		`create trigger refuse before insert on audit for each row when (new.action = 'submission:registered') execute function refuse_audit()`
	);
	const { status, text } = await act(gateway, 'agent', number, 'register', registration());
	await gateway.query('drop trigger refuse on audit');
	expect(status).toBe(500);
	expect(text).not.toContain('no room');
	expect(await row(gateway, number)).toMatchObject({ state: 'waiting', grievance: null });
	expect(await gateway.query('select from grievance where number = $1', number)).toEqual([]);
	expect(
		await gateway.query(
			'select (select count(*) from citizen) as citizens, (select count(*) from event) as events'
		)
	).toEqual(before);
});

test('a submission is linked to the grievance that the given number leads to', async ({ gateway }) => {
	const [grievance, second, third] = [
		await held(gateway, 'agent', 'The grievance'),
		await held(gateway, 'agent', 'The second'),
		await held(gateway, 'agent', 'The third')
	];
	await act(gateway, 'agent', grievance.number, 'register', registration());
	expect((await act(gateway, 'agent', second.number, 'link', { grievance: grievance.number })).status).toBe(
		200
	);
	expect(
		(await act(gateway, 'agent', third.number, 'link', { grievance: second.number })).json
	).toMatchObject({ state: 'linked', grievance: grievance.number });
	const events = await gateway.query<{ detail: unknown }>(
		`select detail from event where number = $1 and type = 'grievance:linked' order by sequence`,
		grievance.number
	);
	expect(events.map(({ detail }) => detail)).toEqual([
		{ submission: second.number },
		{ submission: third.number }
	]);
});

test('there is nothing to link to a number without a grievance', async ({ gateway }) => {
	const [one, other] = [
		await held(gateway, 'agent', 'Links to nothing'),
		await submit(gateway, 'No grievance')
	];
	expect((await act(gateway, 'agent', one.number, 'link', { grievance: other.number })).json).toMatchObject({
		code: 'no_grievance',
		field: 'grievance'
	});
});

test.for(['register', 'link', 'dismiss'] as const)('%s needs the claim', async (verb, { gateway }) => {
	const { number } = await submit(gateway, `Not held for ${verb}`);
	const body = { register: registration(), link: { grievance: number }, dismiss: { reason: 'spam' } }[verb];
	expect((await act(gateway, 'agent', number, verb, body)).json).toMatchObject({ code: 'not_claimed' });
});

test('a dismissal has one of the reasons', async ({ gateway }) => {
	const { number } = await held(gateway, 'agent', 'Dismissed');
	expect((await act(gateway, 'agent', number, 'dismiss', { reason: 'bored' })).status).toBe(400);
	expect(
		(await act(gateway, 'agent', number, 'dismiss', { reason: 'rti', note: 'Sent to the PIO' })).json
	).toMatchObject({ state: 'dismissed', grievance: null });
	const [event] = await gateway.query(
		`select detail from event where number = $1 and type = 'submission:dismissed'`,
		number
	);
	expect(event).toEqual({ detail: { reason: 'rti', note: 'Sent to the PIO' } });
});
