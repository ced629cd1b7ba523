import type { Finding, FindingCode } from '#contracts/script-finding.ts';
import { promptOf, type CallBackReason, type Edge, type FactName } from '#contracts/script.ts';
import type { Node, NodeKind, RecordingPurpose, Said, Script } from '#contracts/script.ts';
import type { ScriptVersion } from '#contracts/script-desk.ts';
import type { Names } from '#contracts/words.ts';
import { count } from './format.ts';
import { m } from './paraglide/messages.js';
import { reference, say } from './reference.svelte.ts';
import { languageName } from './words.ts';

type Word = () => string;

export const kindName: Record<NodeKind, Word> = {
	say: m.script_do_say,
	gather: m.script_do_gather,
	record: m.script_do_record,
	branch: m.script_do_branch,
	queue: m.script_do_queue,
	callBack: m.script_do_callBack,
	hangUp: m.script_do_hangUp
};
export const versionState: Record<ScriptVersion['state'], { says: Word; tone: string }> = {
	draft: { says: m.script_state_draft, tone: 'warn' },
	published: { says: m.script_state_published, tone: '' },
	in_force: { says: m.script_state_in_force, tone: 'good' }
};
const factName: Record<FactName, Word> = {
	hours: m.script_fact_hours,
	notice: m.script_fact_notice,
	remembered: m.script_fact_remembered,
	case: m.script_fact_case,
	caller: m.script_fact_caller,
	line: m.script_fact_line,
	standing: m.script_fact_standing,
	left: m.script_fact_left
};
const values: Record<string, Word> = {
	open: m.script_value_open,
	closed: m.script_value_closed,
	holiday: m.script_value_holiday,
	yes: m.script_value_yes,
	no: m.script_value_no,
	none: m.script_value_none,
	known: m.script_value_known,
	withheld: m.script_value_withheld,
	free: m.script_value_free,
	full: m.script_value_full,
	waiting: m.script_value_waiting,
	registered: m.script_value_registered,
	at_office: m.script_value_at_office,
	answered: m.script_value_answered,
	resolved: m.script_value_resolved,
	settled: m.script_value_settled,
	unknown: m.script_value_unknown,
	...Object.fromEntries(Object.entries(languageName).map(([code, name]) => [code, () => name]))
};
export const valueName = (value: string) => values[value]?.() ?? value;
const reasons: Record<CallBackReason, Word> = {
	asked: m.script_reason_asked,
	after_hours: m.script_reason_after_hours,
	voicemail: m.script_reason_voicemail
};
const purposes: Record<RecordingPurpose, Word> = {
	grievance: m.script_purpose_grievance,
	not_satisfied: m.script_purpose_not_satisfied,
	voicemail: m.script_purpose_voicemail
};

/** A step's own settings, in a few words. */
export function settingsOf(node: Node): string[] {
	switch (node.do) {
		case 'gather':
			return [
				m.script_gather_limits({ digits: count(node.digits), seconds: count(node.timeout_s) }),
				...(node.again === undefined ? [] : [m.script_again({ key: node.again })])
			];
		case 'record':
			return [
				purposes[node.purpose](),
				m.script_record_limits({ seconds: count(node.limit_s), takes: count(node.takes) })
			];
		case 'branch':
			return [m.script_goes_by({ what: factName[node.on]() })];
		case 'queue':
			return [m.script_queue_limits({ priority: count(node.priority) })];
		case 'callBack':
			return [reasons[node.reason]()];
		default:
			return [];
	}
}

const limitOf = (node: Node, at: 'silent' | 'wrong') => count(node.do === 'gather' ? node[at].limit : 0);
const named: Record<string, (node: Node) => string> = {
	number: m.script_edge_number,
	silent: (node) => m.script_edge_silent({ limit: limitOf(node, 'silent') }),
	wrong: (node) => m.script_edge_wrong({ limit: limitOf(node, 'wrong') }),
	hangUp: m.script_edge_hangUp,
	heard: m.script_edge_heard,
	over: ({ do: kind }) => (kind === 'queue' ? m.script_edge_waited() : m.script_edge_takes()),
	full: m.script_edge_full,
	otherwise: m.script_edge_otherwise,
	then: m.script_edge_then
};
/** When an edge of a step is taken. */
export function edgeName(node: Node, at: string): string {
	if (at.startsWith('cases.')) return valueName(at.slice('cases.'.length));
	if (!at.startsWith('keys.')) return named[at]?.(node) ?? at;
	const key = at.slice('keys.'.length);
	return key ? m.script_edge_key({ key }) : m.script_edge_nothing();
}

/** What a call knows once it has taken the edge. */
export function setBy({ set = {} }: Edge): string[] {
	const { language, department, district, asked, about, recorded } = set;
	const none = m.script_sets_none();
	return [
		...(language ? [m.script_sets_language({ name: languageName[language] })] : []),
		...(department === undefined
			? []
			: [m.script_sets_department({ name: reference.department(department) || none })]),
		...(district === undefined
			? []
			: [m.script_sets_district({ name: reference.district(district) || none })]),
		...(asked ? [m.script_sets_asked()] : []),
		...(about ? [m.script_sets_about()] : []),
		...(recorded ? [m.script_sets_recorded()] : [])
	];
}

const numbers = { number: m.script_read_number, asked: m.script_read_asked, case: m.script_read_case };
/** What is played where it is no prompt. */
export const playedName = (said: Said): string => {
	if (typeof said === 'string' || 'inAll' in said) return promptOf(said) ?? '';
	if ('readOut' in said) return numbers[said.readOut]();
	return 'recording' in said ? m.script_said_recording() : m.script_said_notice();
};

/** A step's title, else its name. */
export const titleOf = ({ nodes }: Script, name: string): string =>
	(Object.hasOwn(nodes, name) && say(nodes[name]?.title)) || name || m.script_edge_none();

/** Words of a prompt: the version's own, else the supplied ones. */
export const wordsOf = ({ prompts }: Script, supplied: Record<string, Names>, key: string) =>
	(Object.hasOwn(prompts, key) ? prompts[key] : undefined) ?? supplied[key];

type Told = (inputs: { where: string; detail: string }) => string;
const faults: Record<FindingCode, Told> = {
	unreachable: m.script_fault_unreachable,
	no_target: m.script_fault_no_target,
	no_keys: m.script_fault_no_keys,
	key_too_long: m.script_fault_key_too_long,
	number_digits: m.script_fault_number_digits,
	key_twice: m.script_fault_key_twice,
	unknown_case: m.script_fault_unknown_case,
	no_prompt: m.script_fault_no_prompt,
	no_question: m.script_fault_no_question,
	circle: m.script_fault_circle,
	waits_on: m.script_fault_waits_on,
	never_ends: m.script_fault_never_ends
};
const promptDetail = (detail: string) => {
	const [key = '', language = ''] = detail.split(' ');
	return `${key} (${(languageName as Record<string, string>)[language] ?? language})`;
};
/** What the checker found, in the person's language. */
export function findingText(script: Script, { node, at, code, detail }: Finding): string {
	const there = node !== null && Object.hasOwn(script.nodes, node) ? script.nodes[node] : undefined;
	const whole = at === 'start' ? m.script_begins() : m.script_over({ turns: count(script.turns) });
	const what =
		code === 'no_prompt' ? promptDetail(detail) : code === 'waits_on' ? titleOf(script, detail) : detail;
	return faults[code]({ where: there ? edgeName(there, at) : whole, detail: what });
}
