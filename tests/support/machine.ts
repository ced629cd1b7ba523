import { noLimit } from '#contracts/access.ts';
import { AttemptOutcome, ExclusionReason, SpecialReason } from '#contracts/case.ts';
import type { Role } from '#contracts/words.ts';
import { findBroken } from '#db/seal.ts';
import { asActor } from '#gateway/access/actor.ts';
import { acknowledge } from '#gateway/grievance/acknowledge.ts';
import { addInformation } from '#gateway/grievance/add-information.ts';
import { answer } from '#gateway/grievance/answer.ts';
import { askCitizen } from '#gateway/grievance/ask-citizen.ts';
import { noteAttempt } from '#gateway/grievance/attempt.ts';
import { theCitizen, theClock, type By } from '#gateway/grievance/by.ts';
import { decideExclusion } from '#gateway/grievance/decide-exclusion.ts';
import { decideSpecial } from '#gateway/grievance/decide-special.ts';
import { escalateDue } from '#gateway/grievance/escalate.ts';
import { interim } from '#gateway/grievance/interim.ts';
import { proposeExclusion } from '#gateway/grievance/propose-exclusion.ts';
import { proposeSpecial } from '#gateway/grievance/propose-special.ts';
import { reopen } from '#gateway/grievance/reopen.ts';
import { resolve } from '#gateway/grievance/resolve.ts';
import { review } from '#gateway/grievance/review.ts';
import { route } from '#gateway/grievance/route.ts';
import { transfer } from '#gateway/grievance/transfer.ts';
import { endQuestions } from '#gateway/grievance/unanswered.ts';
import { giveVerdict } from '#gateway/grievance/verdict.ts';
import { withdraw } from '#gateway/grievance/withdraw.ts';
import { Refusal } from '#gateway/refusal.ts';
import type { Services } from '#gateway/services.ts';
import { reply } from './case.ts';

/** Numbers from 0 to 1. */
export type Random = () => number;
const person = (id: string, role: Role): By =>
	asActor(
		{ id: `demo-${id}`, name: id, email: `${id}@sunwai.example`, role, language: 'pa', scope: noLimit },
		'test'
	);

/** Everybody who can do something to a case, and time itself. */
const people: By[] = [
	...(['officer', 'dc', 'commissioner'] as const).map((id) => person(id, 'officer')),
	person('agent', 'agent'),
	person('feedback', 'feedback_agent'),
	person('supervisor', 'supervisor'),
	person('supervisor-2', 'supervisor'),
	person('operator', 'operator'),
	person('viewer', 'viewer'),
	theCitizen,
	theClock
];
const of = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
const words = (schema: unknown) => (schema as { anyOf: { const: string }[] }).anyOf.map((one) => one.const);

type Command = (services: Services, by: By, number: string) => Promise<unknown>;

/** Days that a test's time runs ahead in one step. */
const LEAPS = [1, 3, 9, 31];
const said = { words: 'ਹਾਂ', channel: 'phone' } as const;
const offices = ['district-403-36', 'dc-36', 'state-403', 'division-patiala', 'no-such'];

/** One command as it may come, sensible or not. */
function anyCommand(random: Random): [name: string, command: Command] {
	const accept = random() < 0.5;
	const office = of(random, offices);
	const reason = of(random, words(ExclusionReason)) as never;
	const commands: Record<string, Command> = {
		route: (s, by, n) => route(s, by, n, { office, reason: 'It is theirs' }),
		acknowledge: (s, by, n) => acknowledge(s, by, n, {}),
		transfer: (s, by, n) => transfer(s, by, n, { office, reason: 'It is theirs' }),
		interim: (s, by, n) => interim(s, by, n, { reply: reply.pa, expectedOn: '2099-01-01' }),
		resolve: (s, by, n) =>
			resolve(s, by, n, { grade: of(random, ['full', 'partial', 'none']), reply: reply.pa }),
		exclusion: (s, by, n) => proposeExclusion(s, by, n, { reason, text: 'It is no grievance' }),
		decide_exclusion: (s, by, n) => decideExclusion(s, by, n, { accept, text: reply.pa }),
		special: (s, by, n) =>
			proposeSpecial(s, by, n, {
				reason: of(random, words(SpecialReason)) as never,
				text: 'It cannot be done'
			}),
		decide_special: (s, by, n) => decideSpecial(s, by, n, { accept, text: reply.pa }),
		ask: (s, by, n) => askCitizen(s, by, n, { question: 'place', text: reply.pa }),
		answer: (s, by, n) => answer(s, by, n, said),
		information: (s, by, n) => addInformation(s, by, n, { text: 'ਹੋਰ', channel: 'phone' }),
		withdraw: (s, by, n) => withdraw(s, by, n, { ...said, proof: 'call_back' }),
		verdict: (s, by, n) =>
			giveVerdict(s, by, n, { verdict: of(random, ['satisfied', 'partly', 'not_satisfied']), ...said }),
		attempt: (s, by, n) =>
			noteAttempt(s, by, n, { mode: 'agent', outcome: of(random, words(AttemptOutcome)) as never }),
		reopen: (s, by, n) => reopen(s, by, n, said),
		review: (s, by, n) => review(s, by, n, { decision: accept ? 'return' : 'conclude', text: reply.pa })
	};
	// Withdrawing ends a run: it comes more seldom, or few would live to be old.
	const name = of(random, Object.keys(commands));
	return name === 'withdraw' && random() < 0.9 ? anyCommand(random) : [name, commands[name]!];
}

const officers = ['demo-officer', 'demo-dc', 'demo-commissioner'];
const speakers = ['citizen', 'demo-agent', 'demo-operator'];
/** Who may do it, if anybody: two commands of three come from one of them, or hardly any would be let in. */
const fitting: Record<string, readonly string[]> = {
	route: ['demo-supervisor'],
	ask: ['demo-supervisor'],
	decide_exclusion: ['demo-supervisor', 'demo-supervisor-2'],
	exclusion: [...officers, 'demo-supervisor'],
	transfer: [...officers, 'demo-supervisor'],
	answer: speakers,
	information: speakers,
	withdraw: speakers,
	reopen: speakers,
	verdict: ['citizen', 'demo-feedback'],
	attempt: ['demo-feedback', 'clock']
};
function anyPerson(random: Random, command: string): By {
	const fit = fitting[command] ?? officers;
	return of(random, random() < 0.67 ? people.filter(({ id }) => fit.includes(id)) : people);
}

/** What became of the commands of a run. */
export interface Run {
	done: Record<string, number>;
	refused: number;
	/** Faults that were no refusals: what the code let through the database had to keep out. */
	faults: string[];
}

/** Sends so many random commands of random people to these cases, and lets time pass between them. */
export async function runMachine(
	services: Services,
	numbers: string[],
	count: number,
	random: Random
): Promise<Run> {
	const run: Run = { done: {}, refused: 0, faults: [] };
	const leap = Math.max(40, Math.floor(numbers.length * 4));
	const one = async () => {
		const [name, command] = anyCommand(random);
		try {
			await command(services, anyPerson(random, name), of(random, numbers));
			run.done[name] = (run.done[name] ?? 0) + 1;
		} catch (fault) {
			if (fault instanceof Refusal) run.refused++;
			else run.faults.push(`${name}: ${String((fault as Error).message)}`);
		}
	};
	let left = count;
	const lane = async () => {
		while (left-- > 0) {
			await one();
			if (left % leap === 0) await pass(services, of(random, LEAPS));
		}
	};
	await Promise.all([lane(), lane(), lane(), lane()]);
	return run;
}

/** Moves the time of all cases ahead, and does what time does. */
async function pass(services: Services, days: number): Promise<void> {
	await services.pool.query(
		`insert into time_shift (shift) values (make_interval(days => $1, hours => 1))
			on conflict (single) do update set shift = time_shift.shift + excluded.shift`,
		[days]
	);
	await escalateDue(services);
	await endQuestions(services);
}

/** Each rule of a case, as a statement that finds what breaks it. */
const rules: Record<string, string> = {
	'a closure has reason, text and language': `select number from grievance
		where settled and (closed_reason is null or coalesce(closed_text, '') = '' or closed_language is null)`,
	'the resolver records no verdict': `select v.number from verdict v join resolution r on r.id = v.resolution
		where v.made_by = r.made_by or exists (select from post p join post_holder h on h.post = p.code
			where p.office = r.office and h.person = v.made_by)`,
	'a verdict belongs to a resolution': `select g.number from grievance g where state in ('closed_satisfied', 'closed_partly')
		and not exists (select from verdict v where v.number = g.number and v.resolution =
			(select max(id) from resolution r where r.number = g.number))`,
	'maker and checker are two': `select number from proposal where made_by = decided_by`,
	'the time of a level starts once in each stay': `select number from clock where kind = 'redress'
		group by number, stay having count(*) > 1`,
	'at most three transfers': `select number from event where type = 'grievance:transferred' group by number having count(*) > 3`,
	'at most two reopenings': `select number from event where type = 'grievance:reopened' group by number having count(*) > 2`,
	'every state follows from the one before it, by the table': `select number from (
			select e.number, detail->>'from' as before, detail->>'to' as after, v.verb,
				lag(detail->>'to', 1, 'registered') over (partition by e.number order by sequence) as stood
			from event e join case_verb v on v.event = e.type where detail ? 'to') as moves
		where before <> stood or not exists (select from case_transition t
			where t.verb = moves.verb and t.before = moves.before and t.after = moves.after)`,
	'the history ends where the case stands': `select g.number from grievance g where g.state <> coalesce((
			select detail->>'to' from event e where e.number = g.number and detail ? 'to' and type like 'grievance:%'
			order by sequence desc limit 1), 'registered')`,
	'the level goes down by the final review alone': `select number from (
			select number, type, (detail->>'level')::int as level,
				lag((detail->>'level')::int, 1, 1) over (partition by number order by sequence) as was
			from event where type like 'grievance:%' and detail ? 'level') as levels
		where level < was and type <> 'grievance:returned'`,
	'the history says the level': `select g.number from grievance g where g.level <> coalesce((
			select (detail->>'level')::int from event e where e.number = g.number and detail ? 'level'
			order by sequence desc limit 1), 1)`,
	'a closed case has no clock but the one to appeal': `select c.number from clock c join grievance g using (number)
		where g.settled and c.stopped_at is null and c.kind <> 'appeal'`,
	'somebody has until some time to act': `select g.number from grievance g where not settled and merged_into is null
		and state <> 'registered' and not exists (select from clock c where c.number = g.number and c.kind <> 'acknowledge'
			and (c.stopped_at is null or c.outcome = 'late'))`
};

/** Every case that breaks a rule, with which. */
export async function findViolations({ pool }: Services): Promise<string[]> {
	const found: string[] = [];
	for (const [rule, text] of Object.entries(rules))
		for (const { number } of (await pool.query<{ number: string }>(text)).rows)
			found.push(`${number}: ${rule}`);
	for (const { chain, place } of await findBroken(pool, 10))
		found.push(`${place}: the chain of ${chain} is broken`);
	return found;
}
