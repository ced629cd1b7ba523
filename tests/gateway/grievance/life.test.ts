import { expect } from 'vitest';
import { findBroken } from '#db/seal.ts';
import { done, look, registered, reply, travelTo, verb } from '../../support/case.ts';
import { gatewayTest, type TestGateway } from '../../support/gateway.ts';
import { escalateDue } from '#gateway/grievance/escalate.ts';
import { tellEscalated } from '#gateway/grievance/tell-escalated.ts';

const test = gatewayTest();
const told = (gateway: TestGateway, number: string) =>
	gateway
		.query<{ template: string }>('select template from notice where number = $1 order by id', number)
		.then((rows) => rows.map(({ template }) => template.replace(/:.*/, '')));
const said = { words: 'ਹਾਂ ਜੀ', channel: 'phone' } as const;

/** In progress at the first level. */
async function taken(gateway: TestGateway, text: string) {
	const number = await registered(gateway, text);
	await done(gateway, 'officer', number, 'acknowledge');
	return number;
}

test('from registered to a satisfied close, each step told and in the history', async ({ gateway }) => {
	const number = await registered(gateway, 'Life satisfied');
	const begun = await look(gateway, 'officer', number);
	expect(begun).toMatchObject({
		state: 'assigned',
		level: 1,
		track: 'district',
		office: 'district-403-36',
		post: 'district-403-36.1',
		fallback: null
	});
	expect(begun.verbs).toEqual(['propose_exclusion', 'acknowledge', 'transfer']);
	expect(begun.clocks.map(({ kind }) => kind).sort()).toEqual(['acknowledge', 'redress']);
	expect(begun.dueAt).toBe(begun.clocks.find(({ kind }) => kind === 'redress')!.dueAt);
	await done(gateway, 'officer', number, 'acknowledge');
	expect(
		(await verb(gateway, 'officer', number, 'resolve', { grade: 'full', reply: reply.en })).json.faults
	).toEqual([{ field: 'reply', code: 'other_language' }]);
	expect(await done(gateway, 'officer', number, 'resolve', { grade: 'full', reply: reply.pa })).toMatchObject(
		{
			state: 'resolved',
			dueAt: null
		}
	);
	expect((await verb(gateway, 'officer', number, 'verdict', { verdict: 'satisfied', ...said })).status).toBe(
		403
	);
	await done(gateway, 'feedback', number, 'verdict', { verdict: 'satisfied', ...said });
	const ended = await look(gateway, 'officer', number);
	expect(ended).toMatchObject({
		state: 'closed_satisfied',
		settled: true,
		verdict: 'satisfied',
		closedReason: 'satisfied',
		closedText: reply.pa,
		closedLanguage: 'pa'
	});
	expect(ended.appealUntil).not.toBeNull();
	expect(ended.timeline.map(({ type }) => type).filter((type) => type.startsWith('grievance:'))).toEqual([
		'grievance:assigned',
		'grievance:acknowledged',
		'grievance:resolved',
		'grievance:verdict_given'
	]);
	expect(await told(gateway, number)).toEqual(['received', 'assigned', 'resolved', 'closed_satisfied']);
});

test('not satisfied, late, and closed specially at the highest level', async ({ gateway }) => {
	const number = await taken(gateway, 'Life special');
	await done(gateway, 'officer', number, 'resolve', { grade: 'none', reply: reply.pa });
	expect(
		await done(gateway, 'feedback', number, 'verdict', { verdict: 'not_satisfied', ...said })
	).toMatchObject({
		state: 'assigned',
		level: 2,
		office: 'dc-36'
	});
	expect((await verb(gateway, 'officer', number, 'acknowledge')).json.code).toBe('not_yours');
	await done(gateway, 'dc', number, 'acknowledge');
	const { dueAt } = await look(gateway, 'dc', number);
	await travelTo(gateway, dueAt!);
	await escalateDue(gateway.services);
	expect(await look(gateway, 'commissioner', number)).toMatchObject({
		state: 'in_progress',
		level: 3,
		office: 'division-patiala',
		late: true,
		escalations: 2
	});
	// Whoever had it goes on seeing it.
	expect((await look(gateway, 'officer', number)).level).toBe(3);
	// The job runs a minute later, and once more should its worker die: it tells once.
	await tellEscalated(gateway.services, [number]);
	await tellEscalated(gateway.services, [number]);
	expect((await told(gateway, number)).filter((key) => key === 'escalated')).toHaveLength(1);
	await done(gateway, 'commissioner', number, 'special', {
		reason: 'no_funds',
		text: 'There is no money for it.'
	});
	const own = await verb(gateway, 'commissioner', number, 'special/decision', {
		accept: true,
		text: reply.pa
	});
	expect(own.json.code).toBe('same_person');
	// Nobody else sits at the highest level: a supervisor decides instead of them.
	const closing = { accept: true, text: reply.pa };
	expect(await done(gateway, 'supervisor', number, 'special/decision', closing)).toMatchObject({
		state: 'closed_special'
	});
	await gateway.query('update time_shift set shift = $1', '0');
});

test('excluded by one and another, appealed by the citizen', async ({ gateway }) => {
	const number = await registered(gateway, 'Life excluded');
	await done(gateway, 'officer', number, 'exclusion', {
		reason: 'sub_judice',
		text: 'It is before the High Court.'
	});
	expect(
		(await verb(gateway, 'officer', number, 'exclusion/decision', { accept: true, text: reply.pa })).status
	).toBe(403);
	await done(gateway, 'supervisor', number, 'exclusion/decision', { accept: true, text: reply.pa });
	expect(await look(gateway, 'supervisor', number)).toMatchObject({
		state: 'not_taken_up',
		closedReason: 'sub_judice'
	});
	expect(await done(gateway, 'agent', number, 'reopen', said)).toMatchObject({ state: 'assigned', level: 2 });
	expect(await told(gateway, number)).toEqual(['received', 'assigned', 'not_taken_up', 'appeal_received']);
});

test('the chain of every history holds', async ({ gateway }) => {
	expect(await findBroken(gateway.services.pool, 5)).toEqual([]);
});
