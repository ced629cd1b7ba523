import { Type, type Static } from 'typebox';
import type { Names } from './words.ts';

/**
 * What may stand in a text. `number`: ten digits, shown `26-0001234-5`. `date`: a day, `2026-11-30`, shown `30-11-2026`.
 * `name`: of an office, a category, a stage, in each language or as it is. `code`: digits or letters as they are. `secret`: the same, told
 * and never kept.
 * `words`: what an officer or agent wrote, in mails alone.
 */
export interface Values {
	number: string;
	date: string;
	name: Names | string;
	code: string;
	secret: string;
	words: string | null;
}
export type VariableKind = keyof Values;

/**
 * Everything that a citizen is told, with the variables of its text. `number` is always the addressee's own, and is not
 * given by who tells. Beside them every text may use `{helpline}` and `{site}`, which are the installation's.
 */
export const noticeKeys = {
	/** Taken in; before anybody has read it. */
	received: { number: 'number' },
	registered: { number: 'number', category: 'name' },
	/** With an office, which is to answer by `date`. */
	assigned: { number: 'number', department: 'name', date: 'date' },
	/** It takes longer, until `date`; `words` is the interim reply. */
	interim: { number: 'number', department: 'name', date: 'date', words: 'words' },
	/** To another office. */
	transferred: { number: 'number', department: 'name', date: 'date' },
	/** Late, and therefore with a higher officer. */
	escalated: { number: 'number', office: 'name', date: 'date' },
	/** The office says so; the citizen is asked whether it is. `words` is the reply. */
	resolved: { number: 'number', department: 'name', words: 'words' },
	/** The same where an SMS can be answered with 1 or 2: chosen by itself for `resolved`. */
	resolved_reply: { number: 'number', department: 'name' },
	/** Asked again; they may answer until `date`. */
	feedback_reminder: { number: 'number', date: 'date' },
	/** The same where an SMS can be answered: chosen by itself for `feedback_reminder`. */
	feedback_reminder_reply: { number: 'number', date: 'date' },
	closed_satisfied: { number: 'number' },
	/** As above, by a citizen who was helped in part. */
	closed_partly: { number: 'number', date: 'date' },
	/** Nobody was reached; they may object until `date`. */
	closed_unverified: { number: 'number', date: 'date' },
	/** Not settled after all. */
	reopened: { number: 'number', office: 'name', date: 'date' },
	appeal_received: { number: 'number', date: 'date' },
	/** Excluded; an appeal is possible until `date`. */
	not_taken_up: { number: 'number', reason: 'name', date: 'date', words: 'words' },
	special_closed: { number: 'number', reason: 'name', date: 'date', words: 'words' },
	withdrawn: { number: 'number' },
	/** Dealt with in an older case of the same matter. */
	merged: { number: 'number', into: 'number' },
	/** One of many that say the same. */
	campaign: { number: 'number', into: 'number' },
	ask_place: { number: 'number', words: 'words' },
	ask_details: { number: 'number', words: 'words' },
	ask_reference: { number: 'number', words: 'words' },
	ask_name: { number: 'number', words: 'words' },
	/** For one use, to who owns the telephone. */
	code: { code: 'secret', minutes: 'code' },
	/** Answer to who asked how it stands. */
	status: { number: 'number', stage: 'name' },
	status_due: { number: 'number', stage: 'name', date: 'date' },
	/** Answer to who asked about a number that is none. */
	status_unknown: { asked: 'code' },
	/** Answer to who said 1 or 2 while several of theirs wait for it; `number` is one of them. */
	verdict_which: { number: 'number' }
} as const satisfies Record<string, Record<string, VariableKind>>;

export type NoticeKey = keyof typeof noticeKeys;
type Variables<K extends NoticeKey> = (typeof noticeKeys)[K];
/** What a notice of this key is filled with, apart from the addressee's own number. */
export type NoticeFields<K extends NoticeKey = NoticeKey> = K extends NoticeKey
	? { -readonly [V in Exclude<keyof Variables<K>, 'number'>]: Values[Variables<K>[V] & VariableKind] }
	: never;

/** In the order of a case's life. */
export const allNoticeKeys = Object.keys(noticeKeys) as NoticeKey[];
/** Variables of a key by name. */
export const variablesOf = (key: NoticeKey): Record<string, VariableKind> => noticeKeys[key];

/** What is the same in the whole installation. */
export const fixedFields: readonly string[] = ['helpline', 'site'];
/** Characters of one filled variable of an SMS; the operators' register of texts allows no more. */
export const VARIABLE_LIMIT = 30;
/** Variables of one SMS. */
export const VARIABLES_LIMIT = 3;

/** By which a text is told: an SMS, a mail, or an agent's or a machine's mouth. */
export const NoticeChannel = Type.Union([Type.Literal('sms'), Type.Literal('email'), Type.Literal('voice')]);
export type NoticeChannel = Static<typeof NoticeChannel>;
export const noticeChannels: readonly NoticeChannel[] = NoticeChannel.anyOf.map((one) => one.const);

const braced = /\{([^{}]*)\}/g;
/** Names in braces, as often as they stand there. */
export const namesIn = (text: string) => [...text.matchAll(braced)].map(([, name]) => name!);

/** The text with each name replaced by what `value` gives for it. */
export const replaceNames = (text: string, value: (name: string) => string) =>
	text.replace(braced, (_whole, name: string) => value(name));
