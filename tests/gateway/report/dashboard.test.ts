import { expect } from 'vitest';
import type { Dashboard, readBreakdown, readCases, readHotSpots } from '#contracts/dashboard.ts';
import type { Reply } from '#contracts/endpoint.ts';
import type { Export } from '#contracts/export.ts';
import { foldChanges } from '#db/dashboard.ts';
import { limit } from '../../support/access.ts';
import { makeCases, type MadeCase } from '../../support/cases.ts';
import { gatewayTest, until, type Person, type TestGateway } from '../../support/gateway.ts';

const test = gatewayTest();
const [LUDHIANA, AMRITSAR] = ['36', '27'];
const may = 'from=2026-05-01&to=2026-05-31';

const cases: MadeCase[] = [
	{
		number: '2400000001',
		receivedAt: '2026-05-02T06:00:00Z',
		settledAt: '2026-05-05T06:00:00Z',
		state: 'closed_satisfied',
		verdict: 'satisfied'
	},
	{
		number: '2400000002',
		receivedAt: '2026-05-03T06:00:00Z',
		settledAt: '2026-05-20T06:00:00Z',
		state: 'closed_partly',
		verdict: 'partly',
		late: true,
		escalations: 1
	},
	{
		number: '2400000003',
		receivedAt: '2026-05-04T06:00:00Z',
		settledAt: '2026-06-02T06:00:00Z',
		state: 'closed_unverified',
		verdict: 'unreachable',
		late: true
	},
	{
		number: '2400000004',
		receivedAt: '2026-04-20T06:00:00Z',
		settledAt: '2026-05-10T06:00:00Z',
		state: 'closed_special',
		verdict: 'not_satisfied',
		reopenings: 1
	},
	// Half past eleven in the evening of 31 May in India, and half an hour after it.
	{
		number: '2400000005',
		receivedAt: '2026-05-31T18:00:00Z',
		state: 'assigned',
		late: true,
		summary: 'Dark at the well'
	},
	{ number: '2400000006', receivedAt: '2026-05-31T18:45:00Z', state: 'assigned' },
	{
		number: '2400000007',
		receivedAt: '2026-05-06T06:00:00Z',
		district: AMRITSAR,
		tehsil: '255',
		category: 'power-outage',
		department: '411',
		channel: 'web'
	},
	{
		number: '2400000008',
		receivedAt: '2026-05-07T06:00:00Z',
		district: AMRITSAR,
		tehsil: '256',
		sensitive: 'child',
		summary: 'A child'
	}
];

const ask = async <T>(gateway: TestGateway, person: Person, url: string) =>
	gateway.call<T>('GET', `/api/dashboard${url}`, { cookie: await gateway.signIn(person) });
const head = async (gateway: TestGateway, query: string, person: Person = 'viewer') =>
	(await ask<Dashboard>(gateway, person, `?${query}`)).json;
const parts = async (gateway: TestGateway, way: string, query: string, person: Person = 'viewer') =>
	(await ask<Reply<typeof readBreakdown>>(gateway, person, `/by/${way}?${query}`)).json.rows;
const numbers = async (gateway: TestGateway, query: string, person: Person = 'viewer') =>
	(await ask<Reply<typeof readCases>>(gateway, person, `/cases?${query}`)).json.rows.map(
		({ number }) => number
	);

test('figures are those that a hand counts, before they are folded and after', async ({ gateway }) => {
	await makeCases(gateway.query, cases);
	await gateway.query(
		`update grievance set merged_into = '2400000001', merged_at = now() where number = '2400000006'`
	);
	const check = async () => {
		const { now, prior, open, period, before, trend, unit } = await head(gateway, may);
		expect(period).toEqual({ from: '2026-05-01', to: '2026-05-31' });
		expect(before).toEqual({ from: '2026-04-01', to: '2026-04-30' });
		expect(now).toMatchObject({
			...{ received: 6, late: 3, escalated: 1, reopened: 0, merged: 0, settled: 3, inTime: 2 },
			...{ satisfied: 1, partly: 1, notSatisfied: 1, unverified: 0, special: 0, notTakenUp: 0, withdrawn: 0 }
		});
		expect(prior).toMatchObject({ received: 1, reopened: 1, settled: 0, medianDays: null });
		// Three, seventeen and twenty days: half of them are in the class of 15 to 21.
		expect(now.medianDays).toBeGreaterThan(14);
		expect(now.medianDays).toBeLessThanOrEqual(21);
		expect(open).toEqual({ open: 3, openLate: 1, oldest: '2026-05-06' });
		expect(unit).toBe('day');
		expect(trend).toHaveLength(31);
		expect(trend.at(-1)).toMatchObject({ day: '2026-05-31', now: { received: 1, settled: 0 } });
		expect((await head(gateway, 'from=2026-06-01&to=2026-06-30')).now).toMatchObject({
			received: 1,
			merged: 1,
			settled: 1,
			unverified: 1,
			inTime: 0
		});
	};
	await check();
	while (await foldChanges(gateway.services.pool, 2));
	await check();
	expect((await head(gateway, 'from=2026-01-10&to=2026-06-10')).now).toMatchObject({
		received: 8,
		settled: 4
	});
	expect((await head(gateway, 'from=2025-01-10&to=2026-06-10')).unit).toBe('month');
});

test('they are broken down by each way, with names, and filters narrow them', async ({ gateway }) => {
	expect(await parts(gateway, 'district', may)).toMatchObject([
		{ code: LUDHIANA, names: { en: 'Ludhiana' }, now: { received: 4, settled: 3 }, open: { open: 1 } },
		{ code: AMRITSAR, now: { received: 2 }, open: { open: 2, oldest: '2026-05-06' } }
	]);
	expect((await parts(gateway, 'division', may)).map(({ code, now }) => [code, now.received])).toEqual([
		['Patiala', 4],
		['Jalandhar', 2]
	]);
	expect((await parts(gateway, 'tehsil', `${may}&district=${AMRITSAR}`)).map(({ code }) => code)).toEqual([
		'255',
		'256'
	]);
	expect(
		(await parts(gateway, 'category', `${may}&department=411`)).map(({ code, now }) => [code, now.received])
	).toEqual([['power-outage', 1]]);
	expect((await parts(gateway, 'channel', may)).map(({ code, now }) => [code, now.received])).toEqual([
		['sms', 5],
		['web', 1]
	]);
	expect(await parts(gateway, 'office', may)).toMatchObject([
		{ code: '', names: null, now: { received: 6 } }
	]);
	expect((await head(gateway, `${may}&district=${AMRITSAR}&channel=web`)).now.received).toBe(1);
	expect((await head(gateway, `${may}&division=Jalandhar`)).ways).toEqual(
		expect.arrayContaining(['district', 'department', 'channel'])
	);
});

test('deep questions are answered by whole months, and those of which nothing is kept are refused', async ({
	gateway
}) => {
	const deep = await head(gateway, `from=2026-05-03&to=2026-05-20&tehsil=255&category=power-outage`);
	expect(deep).toMatchObject({
		widened: true,
		period: { from: '2026-05-01', to: '2026-05-31' },
		now: { received: 1 }
	});
	const { status, json } = await ask<{ code: string }>(
		gateway,
		'viewer',
		`?${may}&tehsil=255&category=power-outage&channel=web`
	);
	expect([status, json.code]).toEqual([400, 'too_deep']);
	expect((await ask(gateway, 'viewer', '/by/village')).status).toBe(400);
});

test('a person limited to a part of the state sees the figures of that part alone', async ({ gateway }) => {
	await limit(gateway, 'officer', { districts: [AMRITSAR], departments: ['411'] });
	expect((await head(gateway, may, 'officer')).now.received).toBe(1);
	expect((await parts(gateway, 'district', may, 'officer')).map(({ code }) => code)).toEqual([AMRITSAR]);
	expect((await head(gateway, `${may}&district=${LUDHIANA}`, 'officer')).now.received).toBe(0);
	expect(await numbers(gateway, `${may}&list=received`, 'officer')).toEqual(['2400000007']);
	await limit(gateway, 'officer', {});
});

test('sensitive cases are counted and listed only to who may see them', async ({ gateway }) => {
	const amritsar = `${may}&district=${AMRITSAR}&list=open`;
	expect(await numbers(gateway, amritsar)).toEqual(['2400000007']);
	expect(await numbers(gateway, amritsar, 'supervisor')).toEqual(['2400000007', '2400000008']);
	expect((await head(gateway, `${may}&district=${AMRITSAR}`)).now.received).toBe(2);
	expect(await numbers(gateway, `${may}&list=late`)).toEqual(['2400000005', '2400000003', '2400000002']);
	expect(await numbers(gateway, `${may}&list=settled`)).toEqual(['2400000002', '2400000004', '2400000001']);
	expect(await numbers(gateway, `${may}&list=settled&after=2400000002`)).toEqual([
		'2400000004',
		'2400000001'
	]);
	expect(await numbers(gateway, `${may}&list=satisfied`)).toEqual(['2400000001']);
	// Closed by order, after its citizen had said that they are not satisfied.
	expect(await numbers(gateway, `${may}&list=not_satisfied`)).toEqual(['2400000004']);
	expect(await numbers(gateway, `${may}&list=special`)).toEqual([]);
	expect(await numbers(gateway, `${may}&list=late&after=2400000005`)).toEqual(['2400000003', '2400000002']);
});

test('a place and category that rises against its own past is a hot spot', async ({ gateway }) => {
	const many = Array.from({ length: 15 }, (_, at) => ({
		number: `24000001${String(at).padStart(2, '0')}`,
		...{ receivedAt: '2026-03-10T06:00:00Z', district: '37', category: 'water-none' }
	}));
	const usual = Array.from({ length: 6 }, (_, at) => ({
		number: `24000002${String(at).padStart(2, '0')}`,
		...{
			receivedAt: `2026-0${at < 3 ? 1 : 2}-${10 + 4 * (at % 3)}T06:00:00Z`,
			district: '37',
			category: 'water-none'
		}
	}));
	await makeCases(gateway.query, [...many, ...usual]);
	const spots = async (to: string) =>
		(await ask<Reply<typeof readHotSpots>>(gateway, 'viewer', `/hot-spots?to=${to}`)).json.rows;
	expect(await spots('2026-03-12')).toEqual([
		{ district: '37', category: 'water-none', recent: 15, usual: 1 }
	]);
	expect(await spots('2026-04-12')).toEqual([]);
});

test('the table of figures is ordered as a file', async ({ gateway }) => {
	const cookie = await gateway.signIn('viewer');
	const body = {
		source: 'dashboard',
		filters: { from: '2026-05-01', to: '2026-05-31', by: 'district' },
		format: 'csv',
		language: 'en'
	};
	const { json } = await gateway.call<Export>('POST', '/api/exports', { cookie, body });
	await until(async () => {
		const { rows } = (await gateway.call<{ rows: Export[] }>('GET', '/api/exports', { cookie })).json;
		return rows.find(({ id, state }) => id === json.id && state === 'ready');
	});
	const { text } = await gateway.call('GET', `/api/exports/${json.id}/file`, { cookie });
	const lines = text.replace('\uFEFF', '').split('\r\n');
	expect(lines[0]).toMatch(/^District,Code,From,To,Received,Late,/);
	expect(lines[1]).toMatch(/^Ludhiana,36,2026-05-01,2026-05-31,4,3,1,0,0,3,2,1,1,1,0,/);
});
