import { expect } from 'vitest';
import type { RegisterInput } from '#contracts/desk.ts';
import { checkDigit } from '#contracts/number.ts';
import type { Grievance } from '#contracts/submission.ts';
import { act, held, newPhone, registration } from '../../support/desk.ts';
import { gatewayTest, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();

/** Registers something new as the agent. */
async function register(gateway: TestGateway, more: Partial<RegisterInput>, from?: string) {
	const { number } = await held(gateway, 'agent', `Matter of ${crypto.randomUUID()}`, from);
	const answer = await act<Grievance & { faults: { field: string; code: string }[] }>(
		gateway,
		'agent',
		number,
		'register',
		registration(more)
	);
	return { number, ...answer };
}
const faults = async (gateway: TestGateway, more: Partial<RegisterInput>) =>
	(await register(gateway, more)).json.faults;

test('everything that was asked is kept, shown, and named in the history', async ({ gateway }) => {
	const first = await register(gateway, {});
	const { number, status, json } = await register(gateway, {
		place: 'ਕੋਟ ਕਲਾਂ',
		landmark: 'ਗੁਰਦੁਆਰੇ ਦੇ ਪਿੱਛੇ',
		relief: 'ਲਾਈਟ ਠੀਕ ਕੀਤੀ ਜਾਵੇ',
		contactTime: 'evening',
		earlier: ` ${first.number.slice(0, 2)} ${first.number.slice(2)} `,
		aggrieved: { relation: 'neighbour', name: 'ਬਲਵੰਤ ਕੌਰ', phone: '098765 40001', told: 'both' }
	});
	expect(status).toBe(200);
	const expected = {
		place: 'ਕੋਟ ਕਲਾਂ',
		landmark: 'ਗੁਰਦੁਆਰੇ ਦੇ ਪਿੱਛੇ',
		relief: 'ਲਾਈਟ ਠੀਕ ਕੀਤੀ ਜਾਵੇ',
		contactTime: 'evening',
		earlier: first.number,
		earlierElsewhere: null,
		sensitive: null,
		aggrieved: { relation: 'neighbour', name: 'ਬਲਵੰਤ ਕੌਰ', phone: '+919876540001', told: 'both' }
	};
	expect(json).toMatchObject(expected);
	const cookie = await gateway.signIn('agent2');
	const detail = await gateway.call<{ grievance: Grievance }>('GET', `/api/submissions/${number}`, {
		cookie
	});
	expect(detail.json.grievance).toMatchObject(expected);
	const history = (of: string) =>
		gateway.query(
			"select type, detail from event where number = $1 and type <> 'grievance:assigned' order by sequence desc limit 1",
			of
		);
	expect(await history(number)).toMatchObject([
		{ type: 'submission:registered', detail: { earlier: first.number, relation: 'neighbour' } }
	]);
	expect(await history(first.number)).toMatchObject([{ type: 'grievance:followed', detail: { by: number } }]);
});

test('what nobody asked is nothing', async ({ gateway }) => {
	expect((await register(gateway, {})).json).toMatchObject({
		landmark: null,
		relief: null,
		contactTime: null,
		earlier: null,
		earlierElsewhere: null,
		aggrieved: null,
		sensitive: null
	});
});

test('another office’s reference is kept as it is written, one of ours must lead somewhere', async ({
	gateway
}) => {
	const foreign = await register(gateway, { earlier: 'CPGRAMS/2026/0001234' });
	expect(foreign.json).toMatchObject({ earlier: null, earlierElsewhere: 'CPGRAMS/2026/0001234' });
	const unknown = { field: 'earlier', code: 'unknown_number' };
	const right = Number(checkDigit('269999999'));
	expect(await faults(gateway, { earlier: `26-9999999-${right}` })).toEqual([unknown]);
	expect(await faults(gateway, { earlier: `26-9999999-${(right + 1) % 10}` })).toEqual([
		{ field: 'earlier', code: 'invalid_number' }
	]);
	const { number } = await held(gateway, 'agent', 'Follows itself');
	const itself = await act<{ faults: unknown }>(
		gateway,
		'agent',
		number,
		'register',
		registration({ earlier: number })
	);
	expect(itself.json.faults).toEqual([{ field: 'earlier', code: 'same' }]);
});

test('the aggrieved person is named, and can be told only with a telephone', async ({ gateway }) => {
	const person = { relation: 'family', name: 'x', told: 'applicant' } as const;
	expect(await faults(gateway, { aggrieved: { ...person, name: ' ' } })).toEqual([
		{ field: 'aggrieved.name', code: 'required' }
	]);
	expect(await faults(gateway, { aggrieved: { ...person, phone: '12' } })).toEqual([
		{ field: 'aggrieved.phone', code: 'invalid_phone' }
	]);
	expect(await faults(gateway, { aggrieved: { ...person, told: 'aggrieved' } })).toEqual([
		{ field: 'aggrieved.phone', code: 'required' }
	]);
});

test('the language chosen for the answers is that of the next acknowledgement and of later notices', async ({
	gateway
}) => {
	const phone = newPhone();
	const citizen = { name: 'Answered in Hindi', phone, language: 'hi' } as const;
	const first = await register(gateway, { citizen }, phone);
	const second = await held(gateway, 'agent', 'The street light is out again, please repair it', phone);
	const [told] = await gateway.query<{ language: string }>(
		`select language from notice where number = $1 and template = 'received'`,
		second.number
	);
	expect(told).toEqual({ language: 'hi' });
	await act(
		gateway,
		'agent',
		second.number,
		'register',
		registration({ citizen: { ...citizen, language: 'pa' } })
	);
	const cookie = await gateway.signIn('supervisor');
	const merged = await gateway.call('POST', `/api/grievances/${second.number}/merge`, {
		cookie,
		body: { with: first.number }
	});
	expect(merged.status).toBe(200);
	const [news] = await gateway.query<{ language: string }>(
		`select language from notice where number = $1 and template like 'merged:%'`,
		second.number
	);
	expect(news).toEqual({ language: 'pa' });
});

test('who is told hears of a merge', async ({ gateway }) => {
	const older = await register(gateway, {});
	const cookie = await gateway.signIn('supervisor');
	for (const told of ['applicant', 'aggrieved', 'both'] as const) {
		const [from, theirs] = [newPhone(), newPhone()];
		const aggrieved = { relation: 'family', name: 'x', phone: theirs, told } as const;
		const { number } = await register(gateway, { aggrieved }, from);
		await gateway.call('POST', `/api/grievances/${number}/merge`, { cookie, body: { with: older.number } });
		const notices = () =>
			gateway.query<{ recipient: string }>(
				`select recipient from notice where number = $1 and template like 'merged:%' order by id`,
				number
			);
		const expected = { applicant: [from], aggrieved: [theirs], both: [from, theirs] }[told];
		expect((await notices()).map(({ recipient }) => recipient)).toEqual(expected);
	}
});
