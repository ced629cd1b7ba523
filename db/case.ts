import { Type, type Static } from 'typebox';
import { CaseState, Fallback, Track } from '#contracts/case.ts';
import { CaseStanding } from '#contracts/case-desk.ts';
import { Language, Nullable } from '#contracts/words.ts';
import { maybeOne, many, one, run, sql, type Db } from './sql.ts';

/** A case as its verbs know it, with the time by which cases live. */
export const Case = Type.Object({
	number: Type.String(),
	state: CaseState,
	settled: Type.Boolean(),
	level: Type.Integer(),
	track: Nullable(Track),
	office: Nullable(Type.String()),
	post: Nullable(Type.String()),
	fallback: Nullable(Fallback),
	rule: Nullable(Type.String()),
	category: Type.String(),
	department: Type.String(),
	district: Type.String(),
	tehsil: Nullable(Type.String()),
	language: Language,
	stay: Type.Integer(),
	transfers: Type.Integer(),
	escalations: Type.Integer(),
	reopenings: Type.Integer(),
	questions: Type.Integer(),
	late: Type.Boolean(),
	dueAt: Nullable(Type.String()),
	expectedOn: Nullable(Type.String()),
	mergedInto: Nullable(Type.String()),
	appealOpen: Type.Boolean(),
	/** Of the last resolution. */
	resolution: Nullable(Type.String()),
	now: Type.String()
});
export type Case = Static<typeof Case>;

const columns = sql`g.number, g.state, g.settled, g.level, g.track, g.office, g.post, g.fallback, g.rule::text,
	g.category, g.department, g.district, g.tehsil, g.language, g.stay, g.transfers, g.escalations, g.reopenings,
	g.questions, g.late, g.due_at as "dueAt", g.expected_on as "expectedOn", g.merged_into as "mergedInto",
	exists (select from clock c where c.number = g.number and c.kind = 'appeal' and c.stopped_at is null
		and c.due_at > sunwai_now()) as "appealOpen",
	(select max(id)::text from resolution r where r.number = g.number) as resolution, sunwai_now() as now`;

/** The case that this number leads to, also of a linked submission or a merged case. */
export const caseOf = async (db: Db, number: string): Promise<string | null> =>
	(
		await maybeOne(
			db,
			Type.Object({ number: Type.String() }),
			sql`select survivor(grievance) as number from submission where number = ${number} and grievance is not null`
		)
	)?.number ?? null;

/** The case, locked for a verb, as it stands once it is locked. */
export async function lockCase(db: Db, number: string): Promise<Case | null> {
	await run(db, sql`select from grievance where number = ${number} for update`);
	return findCase(db, number);
}

export const findCase = (db: Db, number: string) =>
	maybeOne(db, Case, sql`select ${columns} from grievance g where g.number = ${number}`);

/** How a case is closed. */
export interface Closing {
	reason: string;
	text: string;
	language: Language;
}
/** What a verb changes of a case; what it does not name stays. */
export type CaseChange = Partial<
	Pick<
		Case,
		| 'state'
		| 'level'
		| 'track'
		| 'office'
		| 'post'
		| 'fallback'
		| 'rule'
		| 'transfers'
		| 'escalations'
		| 'reopenings'
		| 'questions'
		| 'late'
		| 'expectedOn'
	>
> & {
	verdict?: string | null;
	/** Null: it is open again. */
	closing?: Closing | null;
	resolved?: boolean;
};

/** Clocks whose end is the time that is left for a case. */
const leading = sql`('screen', 'redress', 'interim', 'review')`;

/**
 * Brings the case to what is given. The time left is that of the clock that leads now; where all of them have passed
 * it stays past.
 */
export function changeCase(db: Db, before: Case, change: CaseChange) {
	const next = { ...before, ...change };
	const moved = change.level !== undefined && change.level !== before.level;
	const { closing } = change;
	return one(
		db,
		CaseStanding,
		sql`update grievance g set state = ${next.state}, level = ${next.level}, stay = stay + ${moved ? 1 : 0},
				track = ${next.track}, office = ${next.office}, post = ${next.post}, fallback = ${next.fallback},
				rule = ${next.rule}, transfers = ${next.transfers}, escalations = ${next.escalations},
				reopenings = ${next.reopenings}, questions = ${next.questions}, late = ${next.late},
				expected_on = ${next.expectedOn},
				verdict = case when ${change.verdict !== undefined} then ${change.verdict ?? null} else verdict end,
				resolved_at = case when ${change.resolved === true} then sunwai_now()
					when ${change.resolved === false} then null else resolved_at end,
				settled_at = case when ${Boolean(closing)} then sunwai_now() when ${closing === null} then null else settled_at end,
				closed_reason = case when ${closing !== undefined} then ${closing?.reason ?? null} else closed_reason end,
				closed_text = case when ${closing !== undefined} then ${closing?.text ?? null} else closed_text end,
				closed_language = case when ${closing !== undefined} then ${closing?.language ?? null} else closed_language end,
				due_at = case when ${next.state} in ('assigned', 'in_progress', 'long_term', 'screening', 'exclusion_review',
					'special_review', 'final_review') then coalesce((select min(c.due_at) from clock c where c.number = g.number
						and c.kind in ${leading} and c.stopped_at is null and c.paused_at is null), due_at) end,
				updated_at = now()
			where number = ${before.number}
			returning number, state, level, office, due_at as "dueAt"`
	);
}

/** Tells open screens that the case and all that is linked to it have changed. */
export const showCase = (db: Db, number: string) =>
	run(db, sql`select tell('submission:changed', number, channel) from submission where number = ${number}`);

/** A line of the history that nobody's audit has: what time does by itself. */
export const noteEvent = (db: Db, actor: string, type: string, number: string, detail: object) =>
	run(
		db,
		sql`insert into event (number, type, actor, detail)
			values (${number}, ${type}, ${actor}, ${JSON.stringify(detail)}::jsonb)`
	);

/** Cases that have a number and no office yet: registered before there were offices, or by a gateway that died. */
export const unroutedCases = async (db: Db, limit: number) =>
	(
		await many(
			db,
			Type.Object({ number: Type.String() }),
			sql`select number from grievance where state = 'registered' and not settled and merged_into is null
				order by number limit ${limit}`
		)
	).map(({ number }) => number);

/** Place of the last line of a history: tells one occasion of telling the same from another. */
export const lastSequence = async (db: Db, number: string) =>
	(
		await one(
			db,
			Type.Object({ sequence: Type.Integer() }),
			sql`select coalesce(max(sequence), 0)::int as sequence from event where number = ${number}`
		)
	).sequence;

/** Cases whose citizen has not answered in time. */
export const unansweredCases = async (db: Db, limit: number) =>
	(
		await many(
			db,
			Type.Object({ number: Type.String() }),
			sql`select number from clock where kind = 'answer' and stopped_at is null and paused_at is null
				and due_at <= sunwai_now() order by due_at limit ${limit}`
		)
	).map(({ number }) => number);
