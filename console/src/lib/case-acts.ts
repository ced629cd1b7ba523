import type {
	AttemptMode,
	AttemptOutcome,
	ExclusionReason,
	Grade,
	Proof,
	SpecialReason
} from '#contracts/case.ts';
import * as desk from '#contracts/case-desk.ts';
import type { CaseVerb } from '#contracts/case-table.ts';
import type { AskQuestion } from '#contracts/triage.ts';
import { deskChannels, type Channel } from '#contracts/words.ts';
import { call } from './call.ts';
import type { Action } from './keys.ts';
import { m } from './paraglide/messages.js';

/** What a dialog asks for. `reply` and `question` reach the citizen, `text` and `reason` stay among colleagues. */
export type CaseField =
	| 'office'
	| 'reason'
	| 'exclusion'
	| 'special'
	| 'text'
	| 'question'
	| 'missing'
	| 'reply'
	| 'expectedOn'
	| 'grade'
	| 'verdict'
	| 'words'
	| 'channel'
	| 'proof'
	| 'mode'
	| 'outcome'
	| 'files';

/** All that a dialog may hold; empty is not said yet. */
export interface CaseForm {
	office: string;
	/** Of an exclusion or a special closure. */
	code: string;
	/** What the citizen is to say. */
	missing: AskQuestion | '';
	/** Reason, reply, question or the citizen's words: no verb has two of them. */
	text: string;
	expectedOn: string;
	grade: Grade | '';
	verdict: 'satisfied' | 'partly' | 'not_satisfied' | '';
	channel: Channel;
	proof: Proof | '';
	mode: AttemptMode;
	outcome: AttemptOutcome | '';
	files: desk.EvidenceInput[];
}
export const blankCaseForm = (): CaseForm => ({
	...{ office: '', code: '', missing: '', text: '', expectedOn: '', grade: '', verdict: '' },
	...{ channel: deskChannels.at(-1)!, proof: '', mode: 'agent', outcome: '', files: [] }
});

interface CaseAct {
	says: () => string;
	fields: readonly CaseField[];
	/** `main`: what this state waits for. */
	tone?: 'main' | 'danger';
	key?: Action;
	send: (number: string, form: CaseForm) => Promise<desk.CaseStanding>;
}

const params = (number: string) => ({ params: { number } });
const said = ({ text, channel }: CaseForm) => ({ words: text, channel });
const decide = (endpoint: typeof desk.decideExclusion | typeof desk.decideSpecial, accept: boolean) => {
	return (number: string, { text }: CaseForm) =>
		call(endpoint, { ...params(number), body: { accept, text } });
};
const review =
	(decision: 'return' | 'conclude') =>
	(number: string, { text }: CaseForm) =>
		call(desk.reviewCase, { ...params(number), body: { decision, text } });

/** What people do to a case, in the order of their buttons; time does the other verbs. */
export const caseActs: Partial<Record<CaseVerb, CaseAct>> = {
	acknowledge: {
		says: m.case_do_acknowledge,
		fields: [],
		tone: 'main',
		key: 'claim',
		send: (number) => call(desk.acknowledgeCase, { ...params(number), body: {} })
	},
	route: {
		says: m.case_do_route,
		fields: ['office', 'reason'],
		tone: 'main',
		key: 'assign',
		send: (number, { office, text: reason }) =>
			call(desk.routeCase, { ...params(number), body: { office, reason } })
	},
	resolve: {
		says: m.case_do_resolve,
		fields: ['grade', 'reply', 'files'],
		tone: 'main',
		key: 'register',
		send: (number, { grade, text: reply, files }) =>
			call(desk.resolveCase, { ...params(number), body: { grade: grade as Grade, reply, files } })
	},
	verdict: {
		says: m.case_do_verdict,
		fields: ['verdict', 'words', 'channel'],
		tone: 'main',
		key: 'register',
		send: (number, form) =>
			call(desk.giveVerdict, {
				...params(number),
				body: { verdict: form.verdict as Exclude<CaseForm['verdict'], ''>, ...said(form) }
			})
	},
	accept_exclusion: {
		says: m.case_do_accept_exclusion,
		fields: ['reply'],
		tone: 'main',
		key: 'register',
		send: decide(desk.decideExclusion, true)
	},
	refuse_exclusion: {
		says: m.case_do_refuse_exclusion,
		fields: ['reason'],
		send: decide(desk.decideExclusion, false)
	},
	accept_special: {
		says: m.case_do_accept_special,
		fields: ['reply'],
		tone: 'main',
		key: 'register',
		send: decide(desk.decideSpecial, true)
	},
	refuse_special: {
		says: m.case_do_refuse_special,
		fields: ['reason'],
		send: decide(desk.decideSpecial, false)
	},
	return: {
		says: m.case_do_return,
		fields: ['text'],
		tone: 'main',
		key: 'register',
		send: review('return')
	},
	conclude: { says: m.case_do_conclude, fields: ['reply'], send: review('conclude') },
	interim: {
		says: m.case_do_interim,
		fields: ['expectedOn', 'reply'],
		send: (number, { text: reply, expectedOn }) =>
			call(desk.giveInterim, { ...params(number), body: { reply, expectedOn } })
	},
	ask: {
		says: m.case_do_ask,
		fields: ['missing', 'question'],
		key: 'ask',
		send: (number, { text, missing }) =>
			call(desk.askCitizen, { ...params(number), body: { text, question: missing as AskQuestion } })
	},
	answer: {
		says: m.case_do_answer,
		fields: ['words', 'channel'],
		tone: 'main',
		key: 'register',
		send: (number, form) => call(desk.answerQuestion, { ...params(number), body: said(form) })
	},
	attempt: {
		says: m.case_do_attempt,
		fields: ['outcome', 'mode'],
		send: (number, { mode, outcome }) =>
			call(desk.noteAttempt, { ...params(number), body: { mode, outcome: outcome as AttemptOutcome } })
	},
	transfer: {
		says: m.case_do_transfer,
		fields: ['office', 'reason'],
		key: 'assign',
		send: (number, { office, text: reason }) =>
			call(desk.transferCase, { ...params(number), body: { office, reason } })
	},
	reopen: {
		says: m.case_do_reopen,
		fields: ['words', 'channel'],
		send: (number, form) => call(desk.reopenCase, { ...params(number), body: said(form) })
	},
	add_information: {
		says: m.case_do_add_information,
		fields: ['words', 'channel', 'files'],
		send: (number, { text, channel, files }) =>
			call(desk.addInformation, {
				...params(number),
				body: { text, channel, files: files.map(({ id }) => id) }
			})
	},
	propose_exclusion: {
		says: m.case_do_propose_exclusion,
		fields: ['exclusion', 'text'],
		tone: 'danger',
		key: 'dismiss',
		send: (number, { code, text }) =>
			call(desk.proposeExclusion, { ...params(number), body: { reason: code as ExclusionReason, text } })
	},
	propose_special: {
		says: m.case_do_propose_special,
		fields: ['special', 'text'],
		tone: 'danger',
		send: (number, { code, text }) =>
			call(desk.proposeSpecial, { ...params(number), body: { reason: code as SpecialReason, text } })
	},
	withdraw: {
		says: m.case_do_withdraw,
		fields: ['words', 'channel', 'proof'],
		tone: 'danger',
		send: (number, form) =>
			call(desk.withdrawCase, { ...params(number), body: { ...said(form), proof: form.proof as Proof } })
	}
};
const order = Object.keys(caseActs) as CaseVerb[];

/** Of these verbs those with a button, in its order. */
export const actsAmong = (verbs: readonly CaseVerb[]) =>
	order.flatMap((verb) => (verbs.includes(verb) ? [{ verb, ...caseActs[verb]! }] : []));
export type ShownAct = ReturnType<typeof actsAmong>[number];

/** Fewest letters that a text to a citizen or to colleagues may have. */
const leastOf: Partial<Record<CaseField, number>> = { reason: 3, text: 10, question: 10, reply: 10 };
const textFields: readonly CaseField[] = ['reason', 'text', 'question', 'reply', 'words'];

/** What is missing in the form, by field. */
export function caseFaults(fields: readonly CaseField[], form: CaseForm): Record<string, string> {
	const empty: Partial<Record<CaseField, boolean>> = {
		...{
			office: !form.office,
			missing: !form.missing,
			exclusion: !form.code,
			special: !form.code,
			grade: !form.grade
		},
		...{ verdict: !form.verdict, proof: !form.proof, outcome: !form.outcome, expectedOn: !form.expectedOn }
	};
	const faultOf = (field: CaseField) => {
		const least = leastOf[field] ?? 0;
		if (empty[field]) return 'required';
		if (!textFields.includes(field)) return null;
		const { length } = form.text.trim();
		// Satisfied people need no words; whoever appeals or withdraws has some.
		if (field === 'words') return null;
		return length === 0 ? 'required' : length < least ? 'too_short' : null;
	};
	return Object.fromEntries(
		fields.flatMap((field) => {
			const fault = faultOf(field);
			return fault ? [[field, fault]] : [];
		})
	);
}
