import { expect } from 'vitest';
import { caseTable, transitions } from '#contracts/case-table.ts';
import { gatewayTest } from '../../support/gateway.ts';
import { findViolations, runMachine } from '../../support/machine.ts';
import { makeCases } from '../../support/many-cases.ts';
import { seeded } from '../../bench/support/random.ts';
import { routeRegistered } from '#gateway/grievance/route.ts';

const test = gatewayTest({ config: { role: 'web' } });
const COMMANDS = 500;
const CASES = 10;

test('the rows of the database are those of the table', async ({ gateway }) => {
	const verbs = await gateway.query('select verb, event, clocks from case_verb order by verb');
	const own = caseTable.map(({ verb, event, clocks }) => ({ verb, event, clocks }));
	expect(verbs).toEqual(own.toSorted((a, b) => (a.verb < b.verb ? -1 : 1)));
	const rows = await gateway.query<object>('select verb, before, after from case_transition');
	const text = (list: object[]) => list.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
	expect(text(rows)).toEqual(text(transitions()));
});

test('random commands by random people never break a rule', async ({ gateway }) => {
	const { services } = gateway;
	const numbers = await makeCases(services.pool, {
		count: CASES,
		category: 'rural-water-none',
		department: '403',
		districts: ['36']
	});
	for (const number of numbers) await services.transaction((db) => routeRegistered(services, db, number));
	const seed = Math.floor(Math.random() * 2 ** 31);
	const run = await runMachine(services, numbers, COMMANDS, seeded(seed));
	expect(run.faults, `seed ${seed}`).toEqual([]);
	expect(await findViolations(services), `seed ${seed}`).toEqual([]);
	// Not by refusing everything.
	expect(Object.keys(run.done).length, `seed ${seed}`).toBeGreaterThan(4);
});

test('the database itself refuses what the table does not have', async ({ gateway }) => {
	const { services } = gateway;
	const [number] = await makeCases(services.pool, {
		count: 1,
		category: 'rural-water-none',
		department: '403',
		districts: ['36']
	});
	await services.transaction((db) => routeRegistered(services, db, number!));
	const refused = async (text: string) =>
		gateway.query(text, number).then(
			() => 'done',
			(fault: Error) => fault.message
		);
	expect(await refused(`update grievance set state = 'resolved' where number = $1`)).toContain(
		'cannot go from'
	);
	expect(await refused(`update grievance set state = 'in_progress' where number = $1`)).toContain(
		'without an event'
	);
	expect(
		await refused(`update grievance set state = 'withdrawn', settled_at = now() where number = $1`)
	).toContain('without reason');
	expect(await refused('update grievance set level = 2, stay = 1 where number = $1')).toContain(
		'without an event'
	);
	expect(await refused('update grievance set level = 2 where number = $1')).toContain('counts its stays');
	expect(await refused('update grievance set transfers = 2 where number = $1')).toContain('miscounts');
	expect(await refused(`update clock set due_at = due_at + interval '1 day' where number = $1`)).toContain(
		'moves without a rest'
	);
	expect(
		await refused(
			`update clock set stopped_at = now(), outcome = 'met' where number = $1 and kind = 'redress'`
		)
	).toContain('moved by nothing');
	expect(await refused('delete from clock where number = $1')).toContain('append-only');
	expect(
		await refused(`insert into clock (number, kind, level, stay, policy, days, unit, started_at, due_at)
			select $1, 'redress', 1, 0, 1, 7, 'working', now(), now()`)
	).toContain('clock_');
});
