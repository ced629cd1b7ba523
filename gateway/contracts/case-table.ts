import type { Permission } from './access.ts';
import { isSettled, REOPENINGS_LIMIT, TRANSFERS_LIMIT, type CaseState } from './case.ts';

/**
 * Who acts, towards the case at hand. `office` holds the post that the case lies with, `final` one of the highest
 * level's; `speaker` writes down what a citizen says; `clock` is time itself.
 */
export type Who = 'office' | 'final' | 'screener' | 'feedback' | 'speaker' | 'citizen' | 'clock';

/** What the role must be permitted before the case is looked at; a citizen and the clock have no role. */
export const permissionOfWho: Record<Exclude<Who, 'citizen' | 'clock'>, Permission> = {
	office: 'redress',
	final: 'redress',
	screener: 'screen',
	feedback: 'feedback',
	speaker: 'speak'
};

/** What a verb asks for; the form of its button. */
export type Need =
	'reason' | 'text' | 'reply' | 'office' | 'expected_on' | 'grade' | 'files' | 'words' | 'proof' | 'decision';

interface CaseVerbShape {
	verb: string;
	/** Its line in the history. */
	event: `grievance:${string}`;
	from: readonly CaseState[];
	/** Where it leads, by what decides it; `same` leaves the state as it is. */
	to: Readonly<Record<string, CaseState | 'same'>>;
	who: readonly Who[];
	needs: readonly Need[];
	/** False: whatever it says, no time limit starts, rests or ends by it. */
	clocks: boolean;
}

/** Somebody must act. */
const working = ['assigned', 'in_progress', 'long_term'] as const;
const reviewed = ['exclusion_review', 'special_review', 'final_review'] as const;
const open = ['screening', 'awaiting_citizen', ...working, ...reviewed, 'resolved'] as const;
const appealable = [
	'closed_satisfied',
	'closed_partly',
	'closed_unverified',
	'closed_special',
	'not_taken_up'
] as const;

/**
 * Every verb of a case: from which states, to which, by whom, with what. Permissions, buttons, the diagram in README.md,
 * the rows of `case_transition` and the tests are made of this table.
 */
export const caseTable = [
	{
		verb: 'route',
		event: 'grievance:assigned',
		from: ['registered', 'screening'],
		to: { 'an office is found': 'assigned' },
		who: ['screener', 'clock'],
		needs: ['office', 'reason'],
		clocks: true
	},
	{
		verb: 'screen',
		event: 'grievance:screening',
		from: ['registered'],
		to: { 'no rule fits': 'screening' },
		who: ['clock'],
		needs: [],
		clocks: true
	},
	{
		verb: 'ask',
		event: 'grievance:asked',
		from: ['screening'],
		to: { 'at most three times': 'awaiting_citizen' },
		who: ['screener'],
		needs: ['text'],
		clocks: true
	},
	{
		verb: 'answer',
		event: 'grievance:answered',
		from: ['awaiting_citizen'],
		to: { answered: 'screening' },
		who: ['citizen', 'speaker'],
		needs: ['words'],
		clocks: true
	},
	{
		verb: 'unanswered',
		event: 'grievance:unanswered',
		from: ['awaiting_citizen'],
		to: { 'time is up': 'screening' },
		who: ['clock'],
		needs: [],
		clocks: true
	},
	{
		verb: 'propose_exclusion',
		event: 'grievance:exclusion_proposed',
		from: ['screening', 'assigned', 'in_progress'],
		to: { proposed: 'exclusion_review' },
		who: ['office', 'screener'],
		needs: ['reason', 'text'],
		clocks: false
	},
	{
		verb: 'accept_exclusion',
		event: 'grievance:excluded',
		from: ['exclusion_review'],
		to: { 'another one agrees': 'not_taken_up' },
		who: ['screener'],
		needs: ['decision', 'reply'],
		clocks: true
	},
	{
		verb: 'refuse_exclusion',
		event: 'grievance:exclusion_refused',
		from: ['exclusion_review'],
		to: { 'an office has it': 'assigned', 'none has it': 'screening' },
		who: ['screener'],
		needs: ['decision', 'reason'],
		clocks: false
	},
	{
		verb: 'acknowledge',
		event: 'grievance:acknowledged',
		from: ['assigned'],
		to: { acknowledged: 'in_progress' },
		who: ['office'],
		needs: [],
		clocks: true
	},
	{
		verb: 'transfer',
		event: 'grievance:transferred',
		from: ['assigned', 'in_progress'],
		to: { 'at most three times': 'assigned' },
		who: ['office', 'screener'],
		needs: ['office', 'reason'],
		clocks: true
	},
	{
		verb: 'interim',
		event: 'grievance:interim_given',
		from: ['in_progress', 'long_term'],
		to: { 'needs longer': 'long_term' },
		who: ['office'],
		needs: ['reply', 'expected_on'],
		clocks: true
	},
	{
		verb: 'resolve',
		event: 'grievance:resolved',
		from: ['in_progress', 'long_term'],
		to: { resolved: 'resolved' },
		who: ['office'],
		needs: ['grade', 'reply', 'files'],
		clocks: true
	},
	{
		verb: 'propose_special',
		event: 'grievance:special_proposed',
		from: ['in_progress', 'long_term'],
		to: { proposed: 'special_review' },
		who: ['office'],
		needs: ['reason', 'text'],
		clocks: false
	},
	{
		verb: 'accept_special',
		event: 'grievance:special_accepted',
		from: ['special_review'],
		to: { 'the highest level agrees': 'closed_special' },
		who: ['final'],
		needs: ['decision', 'reply'],
		clocks: true
	},
	{
		verb: 'refuse_special',
		event: 'grievance:special_refused',
		from: ['special_review'],
		to: { refused: 'in_progress' },
		who: ['final'],
		needs: ['decision', 'reason'],
		clocks: true
	},
	{
		verb: 'verdict',
		event: 'grievance:verdict_given',
		from: ['resolved'],
		to: {
			satisfied: 'closed_satisfied',
			'partly satisfied': 'closed_partly',
			'not satisfied': 'assigned',
			'not satisfied at level 3': 'final_review'
		},
		who: ['citizen', 'feedback'],
		needs: ['words'],
		clocks: true
	},
	{
		verb: 'attempt',
		event: 'grievance:attempted',
		from: ['resolved'],
		to: { 'tried again': 'same' },
		who: ['feedback', 'clock'],
		needs: [],
		clocks: false
	},
	{
		verb: 'unverified',
		event: 'grievance:unverified',
		from: ['resolved'],
		to: { 'three tries reached nobody': 'closed_unverified' },
		who: ['feedback', 'clock'],
		needs: [],
		clocks: true
	},
	{
		verb: 'escalate',
		event: 'grievance:escalated',
		from: [...working, 'exclusion_review', 'special_review'],
		to: { 'a time limit has passed: level + 1': 'same' },
		who: ['clock'],
		needs: [],
		clocks: true
	},
	{
		verb: 'overdue',
		event: 'grievance:overdue',
		from: open,
		to: { 'a time limit has passed that has no level above': 'same' },
		who: ['clock'],
		needs: [],
		clocks: true
	},
	{
		verb: 'return',
		event: 'grievance:returned',
		from: ['final_review'],
		to: { 'to level 2, with direction': 'assigned' },
		who: ['final'],
		needs: ['text'],
		clocks: true
	},
	{
		verb: 'conclude',
		event: 'grievance:concluded',
		from: ['final_review'],
		to: { 'reasoned order': 'closed_special' },
		who: ['final'],
		needs: ['reply'],
		clocks: true
	},
	{
		verb: 'reopen',
		event: 'grievance:reopened',
		from: appealable,
		to: { 'next level': 'assigned', 'after level 3': 'final_review', 'no office yet': 'screening' },
		who: ['citizen', 'speaker'],
		needs: ['words'],
		clocks: true
	},
	{
		verb: 'withdraw',
		event: 'grievance:withdrawn',
		from: open,
		to: { 'the citizen withdraws': 'withdrawn' },
		who: ['citizen', 'speaker'],
		needs: ['words', 'proof'],
		clocks: true
	},
	{
		verb: 'add_information',
		event: 'grievance:informed',
		from: ['registered', ...open, ...appealable, 'withdrawn'],
		to: { 'more is said': 'same' },
		who: ['citizen', 'speaker'],
		needs: ['text', 'files'],
		clocks: false
	}
] as const satisfies readonly CaseVerbShape[];

export type CaseVerb = (typeof caseTable)[number]['verb'];
export const caseVerbs = caseTable.map(({ verb }) => verb) as CaseVerb[];
const byName = new Map<CaseVerb, CaseVerbShape>(caseTable.map((row) => [row.verb, row]));
/** The row of the table. */
export const caseVerb = (verb: CaseVerb): CaseVerbShape => byName.get(verb)!;

/** What of a case decides which verbs are open. */
export interface Standing {
	state: CaseState;
	level: number;
	transfers: number;
	reopenings: number;
	/** Nothing is done to a merged case; what is done is done to the one that it is merged into. */
	mergedInto: string | null;
	/** Questions that the citizen was asked. */
	questions: number;
	/** Whether the time to appeal is not over; any value while nothing is closed. */
	appealOpen: boolean;
}

/** Why a verb is not open in this standing, whoever asks; null where it is. */
export function closedTo(
	verb: CaseVerb,
	standing: Standing
): 'merged' | 'wrong_state' | 'limit' | 'too_late' | null {
	if (standing.mergedInto) return 'merged';
	if (!caseVerb(verb).from.includes(standing.state)) return 'wrong_state';
	if (verb === 'transfer' && standing.transfers >= TRANSFERS_LIMIT) return 'limit';
	if (verb === 'reopen' && standing.reopenings >= REOPENINGS_LIMIT) return 'limit';
	if (verb === 'reopen' && !standing.appealOpen) return 'too_late';
	return null;
}

/** Verbs that are open to somebody who is all of this towards the case: the buttons of the screen. */
export const verbsFor = (standing: Standing, who: readonly Who[]): CaseVerb[] =>
	caseVerbs.filter(
		(verb) =>
			!closedTo(verb, standing) && caseVerb(verb).who.some((one) => one !== 'clock' && who.includes(one))
	);

/** Rows of the table `case_transition`: each change of state with its verb. */
export const transitions = () =>
	(caseTable as readonly CaseVerbShape[]).flatMap(({ verb, from, to }) =>
		from.flatMap((before) =>
			Object.values(to).flatMap((after) =>
				after === 'same' || after === before ? [] : [{ verb, before, after }]
			)
		)
	);

const shown = (verb: string, when: string) => `${verb.replaceAll('_', ' ')}: ${when.replace(':', ',')}`;
/** The table as a Mermaid diagram; what leaves the state as it is stands beneath it. */
export function describeCase(): string {
	const arrows = (caseTable as readonly CaseVerbShape[])
		.filter(({ verb }) => verb !== 'withdraw')
		.flatMap(({ verb, from, to }) =>
			from.flatMap((before) =>
				Object.entries(to).flatMap(([when, after]) =>
					after === 'same' ? [] : [`    ${before} --> ${after}: ${shown(verb, when)}`]
				)
			)
		);
	const ends = [...new Set(transitions().map(({ after }) => after))].filter(isSettled);
	return [
		'```mermaid',
		'stateDiagram-v2',
		'    [*] --> registered',
		...arrows,
		...ends.map((state) => `    ${state} --> [*]`),
		'```'
	].join('\n');
}
