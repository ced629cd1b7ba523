import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import { settle } from '../../support/case.ts';
import type { Bulk } from '#contracts/bulk.ts';
import type { Campaign, Signatory } from '#contracts/campaign.ts';
import { formatNumber } from '#contracts/number.ts';
import type { Suggestions } from '#contracts/suggest.ts';
import { act, held, registration, submit } from '../../support/desk.ts';
import { FOREIGN, limit, OWN } from '../../support/access.ts';
import { gatewayTest, until, type Person, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();
const letter = (name: string) =>
	`To the Deputy Commissioner. The liquor shop that was opened beside the girls' school of our village must be moved at once, the children pass drunken men each morning and nobody listens to us. Yours, ${name}`;
type Code = { code: string };
const ask = async <T>(gateway: TestGateway, person: Person, method: string, url: string, body?: unknown) =>
	gateway.call<T>(method, url, {
		cookie: await gateway.signIn(person),
		...(body === undefined ? {} : { body })
	});
/** A campaign that begins with a waiting submission. */
const begun = async (gateway: TestGateway, name: string) => {
	const { number } = await submit(gateway, letter(name));
	const body = { title: 'Liquor shop by the school', register: registration() };
	const answer = await ask<Campaign>(gateway, 'agent', 'POST', `/api/grievances/${number}/campaign`, body);
	expect(answer.status, answer.text).toBe(200);
	return answer.json;
};
const list = (gateway: TestGateway, grievance: string, text: string, dry = false) =>
	ask<{ faults: object[]; count: number; repeated: number; added: number }>(
		gateway,
		'agent',
		'POST',
		`/api/grievances/${grievance}/signatories`,
		{ text, dry }
	);
const people = async (gateway: TestGateway, grievance: string, query = '') =>
	(
		await ask<{ rows: Signatory[]; next: string | null }>(
			gateway,
			'agent',
			'GET',
			`/api/grievances/${grievance}/signatories${query}`
		)
	).json;
const campaignOf = async (gateway: TestGateway, number: string, person: Person = 'agent') =>
	ask<{ campaign: Campaign | null }>(gateway, person, 'GET', `/api/grievances/${number}/campaign`);

test('the first of them is claimed, registered and made the campaign in one act', async ({ gateway }) => {
	const campaign = await begun(gateway, 'Gurmeet Kaur');
	expect(campaign).toMatchObject({ title: 'Liquor shop by the school', people: 1, listed: 0 });
	const events = await gateway.query<{ type: string }>(
		'select type from event where number = $1 order by sequence',
		campaign.grievance
	);
	expect(events.map(({ type }) => type)).toEqual([
		'submission:received',
		'submission:claimed',
		'submission:registered',
		'grievance:assigned',
		'campaign:begun'
	]);
	const again = await ask<Campaign>(
		gateway,
		'agent2',
		'POST',
		`/api/grievances/${campaign.grievance}/campaign`,
		{
			title: 'Another title'
		}
	);
	expect(again.json).toEqual(campaign);
});

test('many join at once: each keeps a number that leads there, each is told, and the whole can be undone', async ({
	gateway
}) => {
	const { grievance } = await begun(gateway, 'Joined 0');
	const numbers: string[] = [];
	for (const at of [1, 2, 3]) numbers.push((await submit(gateway, letter(`Joined ${at}`))).number);
	const bulk = async () => {
		const { json } = await ask<{ id: string }>(gateway, 'agent', 'POST', '/api/bulk', {
			key: randomUUID(),
			numbers,
			act: { verb: 'join', grievance }
		});
		return json.id;
	};
	const ended = (id: string) =>
		until(async () => {
			const { json } = await ask<{ bulk: Bulk }>(gateway, 'agent', 'GET', `/api/bulk/${id}`);
			return ['done', 'undone'].includes(json.bulk.state) && json.bulk;
		});
	const id = await bulk();
	expect(await ended(id)).toMatchObject({ done: 3, refused: 0 });
	expect((await campaignOf(gateway, grievance)).json.campaign).toMatchObject({ people: 4 });
	const page = await gateway.call('GET', `/track/${numbers[1]}?lang=en`);
	expect(page.text).toContain(formatNumber(grievance));
	expect(page.text).toContain('brought by 4 people together');
	const told = (number: string) =>
		gateway.query<{ body: string }>(
			`select body from notice where number = $1 and template like 'campaign:%'`,
			number
		);
	for (const number of numbers) {
		const [notice, ...more] = await told(number);
		expect(more).toEqual([]);
		expect(notice!.body).toContain(formatNumber(number));
		expect(notice!.body).toContain(formatNumber(grievance));
	}
	await ask(gateway, 'agent', 'POST', `/api/bulk/${id}/undo`, { reason: 'Not the same after all' });
	expect(await ended(id)).toMatchObject({ state: 'undone', undone: 3 });
	expect((await campaignOf(gateway, grievance)).json.campaign).toMatchObject({ people: 1 });
});

test('a later arrival that reads nearly the same is suggested to join, in any script, and is never put away', async ({
	gateway
}) => {
	const { grievance } = await begun(gateway, 'Suggested 0');
	const { number } = await held(gateway, 'agent', letter('Suggested 1'));
	const suggested = async (of: string) =>
		(await ask<Suggestions>(gateway, 'agent', 'GET', `/api/submissions/${of}/suggestions`)).json.campaigns;
	const found = await suggested(number);
	expect(found.find((one) => one.grievance === grievance)).toMatchObject({
		title: 'Liquor shop by the school',
		people: 1
	});
	expect(found[0]!.similarity).toBeGreaterThan(0.8);
	const { number: other } = await submit(gateway, 'No water has come to ward 9 for six days');
	expect(await suggested(other)).toEqual([]);
	const joined = await act(gateway, 'agent', number, 'join', { grievance });
	expect(joined).toMatchObject({ status: 200, json: { state: 'linked', grievance } });
	const left = await act(gateway, 'agent', number, 'leave', { reason: 'Another shop' });
	expect(left).toMatchObject({ status: 200, json: { state: 'waiting', grievance: null } });
	expect((await act<Code>(gateway, 'agent', number, 'leave', { reason: 'x' })).json.code).toBe('not_linked');
	await settle(gateway, grievance);
	await act(gateway, 'agent', number, 'claim');
	expect((await act<Code>(gateway, 'agent', number, 'join', { grievance })).json.code).toBe('settled');
	expect((await suggested(number)).map((one) => one.grievance)).not.toContain(grievance);
});

test('a case that is no campaign cannot be joined', async ({ gateway }) => {
	const { number: plain } = await held(gateway, 'agent', 'No campaign');
	await act(gateway, 'agent', plain, 'register', registration());
	const { number } = await held(gateway, 'agent', 'Not joined');
	expect((await act<Code>(gateway, 'agent', number, 'join', { grievance: plain })).json.code).toBe(
		'no_campaign'
	);
	expect((await list(gateway, plain, 'Gurmail Singh')).status).toBe(404);
	expect((await campaignOf(gateway, plain)).json).toEqual({ campaign: null });
});

test('who signed on paper is listed: a dry run names each fault, the same list twice adds nobody twice', async ({
	gateway
}) => {
	const { grievance } = await begun(gateway, 'Paper 0');
	const bad =
		'S.No, Name, Mobile No., Address\n1, Balwinder Singh, 98765, Ward 3\n2, , 9876543210, Ward 4\n3, Jasbir Kaur,,';
	const dry = await list(gateway, grievance, bad);
	expect(dry.json).toMatchObject({
		faults: [
			{ line: 2, field: 'phone', code: 'invalid_phone' },
			{ line: 3, field: 'name', code: 'required' }
		],
		added: 0
	});
	const good = [
		'1. Balwinder Singh, Village Raikot, near the pond, 98765-43210',
		'2) ਜਸਬੀਰ ਕੌਰ',
		'3\t"Harnek Singh"\t+91 98765 43211\tWard 4',
		'',
		'balwinder singh, village raikot, near the pond, 9876543210'
	].join('\n');
	expect((await list(gateway, grievance, good, true)).json).toMatchObject({ faults: [], count: 3, added: 0 });
	expect((await list(gateway, grievance, good)).json).toMatchObject({ added: 3, repeated: 0 });
	expect((await list(gateway, grievance, good)).json).toMatchObject({ added: 0, repeated: 3 });
	const { rows } = await people(gateway, grievance);
	expect(rows.map(({ number, name, contact, address }) => [number, name, contact, address]).slice(1)).toEqual(
		[
			[null, 'Balwinder Singh', '+919876543210', 'Village Raikot, near the pond'],
			[null, 'ਜਸਬੀਰ ਕੌਰ', null, null],
			[null, 'Harnek Singh', '+919876543211', 'Ward 4']
		]
	);
	expect((await people(gateway, grievance, '?q=harnek')).rows).toHaveLength(1);
	expect((await people(gateway, grievance, '?q=98765+43211')).rows).toMatchObject([{ name: 'Harnek Singh' }]);
	const remove = (id: string) =>
		ask(gateway, 'agent', 'POST', `/api/signatories/${id}/remove`, { reason: 'Did not sign' });
	expect((await remove(rows[2]!.id!)).status).toBe(200);
	expect((await remove(rows[2]!.id!)).status).toBe(404);
	expect((await campaignOf(gateway, grievance)).json.campaign).toMatchObject({ people: 3, listed: 2 });
});

test('thousands of signatories are read by pages, each once', async ({ gateway }) => {
	const { grievance } = await begun(gateway, 'Pages 0');
	const text = Array.from({ length: 1050 }, (_, at) => `Citizen ${at}, , Ward ${at % 40}`).join('\n');
	expect((await list(gateway, grievance, text)).json.added).toBe(1050);
	const seen = new Set<string>();
	for (let next: string | null = ''; next !== null;) {
		const page: Awaited<ReturnType<typeof people>> = await people(
			gateway,
			grievance,
			next && `?after=${next}`
		);
		for (const { name } of page.rows) seen.add(name ?? '');
		next = page.next;
	}
	expect(seen.size).toBe(1051);
});

test('a campaign of another jurisdiction does not exist', async ({ gateway }) => {
	const { grievance } = await begun(gateway, 'Abroad 0');
	await gateway.query('update grievance set district = $2 where number = $1', grievance, FOREIGN);
	await limit(gateway, 'agent2', { districts: [OWN] });
	expect((await campaignOf(gateway, grievance, 'agent2')).status).toBe(404);
	for (const [method, url] of [
		['GET', `/api/grievances/${grievance}/signatories`],
		['POST', `/api/grievances/${grievance}/signatories`],
		['POST', `/api/grievances/${grievance}/campaign`]
	] as const) {
		const body = method === 'GET' ? undefined : { title: 'x', text: 'x', dry: true };
		expect((await ask(gateway, 'agent2', method, url, body)).status, url).toBe(404);
	}
	const { number } = await submit(gateway, letter('Abroad 1'));
	const { json } = await ask<Suggestions>(gateway, 'agent2', 'POST', '/api/suggestions', {
		text: letter('Abroad 2')
	});
	expect(json.campaigns.map((one) => one.grievance)).not.toContain(grievance);
	expect(number).toBeTruthy();
	await limit(gateway, 'agent2', {});
});
