import { Type } from 'typebox';
import { CaseRow, type CaseList, type CaseQuery } from '#contracts/case-desk.ts';
import { visible, type Viewer } from './scope.ts';
import { join, many, maybeOne, one, sql, type Db } from './sql.ts';

const PAGE = 50;
/** How far a list is counted. */
const COUNT_LIMIT = 10_000;

const row = sql`g.number, g.state, g.settled, g.track, g.level, g.office, g.post, g.fallback, g.category, g.department,
	g.district, g.tehsil, g.summary, g.language, g.sensitive is not null as sensitive, g.due_at as "dueAt", g.late,
	g.expected_on as "expectedOn", g.transfers, g.escalations, g.reopenings, g.verdict, g.received_at as "receivedAt",
	g.registered_at as "registeredAt", g.resolved_at as "resolvedAt", g.settled_at as "settledAt",
	g.merged_into as "mergedInto",
	case when exists (select from campaign c where c.grievance = g.number) then people_of(g.number) else 1 end as people,
	(select jsonb_build_object('en', o.name_en, 'pa', o.name_pa, 'hi', o.name_hi) from office o where o.code = g.office)
		as "officeNames",
	(select jsonb_build_object('en', p.name_en, 'pa', p.name_pa, 'hi', p.name_hi) from post p where p.code = g.post)
		as "postNames"`;

/** Offices in which the person holds a post today. */
const ownOffices = (person: string) => sql`(select p.office from post_holder h join post p on p.code = h.post
	where h.person = ${person} and h.since <= today() and coalesce(h.until, 'infinity') >= today())`;

const lists = (list: CaseList, { id }: Viewer) =>
	({
		mine: sql`g.office in ${ownOffices(id)} and g.state <> 'resolved'`,
		screening: sql`g.state in ('registered', 'screening', 'awaiting_citizen')`,
		review: sql`g.state in ('exclusion_review', 'special_review', 'final_review')`,
		vacant: sql`g.fallback = 'supervisor' and g.state <> 'resolved'`,
		feedback: sql`g.state = 'resolved'`
	})[list];

function conditions(query: CaseQuery, viewer: Viewer) {
	const { list, state, settled, office, department, district, tehsil, category, track, level, late } = query;
	const all = [
		visible(viewer, 's'),
		sql`g.merged_into is null`,
		state ? sql`g.state = ${state}` : null,
		settled === undefined && state ? null : settled ? sql`g.settled` : sql`not g.settled`,
		list ? lists(list, viewer) : null,
		office ? sql`g.office = ${office}` : null,
		department ? sql`g.department = ${department}` : null,
		district ? sql`g.district = ${district}` : null,
		tehsil ? sql`g.tehsil = ${tehsil}` : null,
		category ? sql`g.category = ${category}` : null,
		track ? sql`g.track = ${track}` : null,
		level ? sql`g.level = ${level}` : null,
		late === undefined ? null : sql`g.late = ${late}`
	].filter((condition) => condition !== null);
	return sql`where ${join(all, ' and ')}`;
}

/** `2026-11-27T11:30:00.000Z 2600000018`, or ` 2600000018` behind all that have a time. */
function cursorOf(after: string | undefined) {
	const [, due, number] = /^(\S*) (\d{10})$/.exec(after ?? '') ?? [];
	if (!number || (due && Number.isNaN(Date.parse(due)))) return null;
	return { due: due || 'infinity', number };
}

/** A page of the cases that the viewer sees, by the time that is left. */
export async function readCases(db: Db, viewer: Viewer, query: CaseQuery) {
	const from = sql`from grievance g join submission s on s.number = g.number`;
	const where = conditions(query, viewer);
	const cursor = cursorOf(query.after);
	const paged = cursor
		? sql`${where} and (coalesce(g.due_at, 'infinity'), g.number) > (${cursor.due}::timestamptz, ${cursor.number}::char(10))`
		: where;
	const rows = await many(
		db,
		CaseRow,
		sql`select ${row} ${from} ${paged} order by coalesce(g.due_at, 'infinity'), g.number limit ${PAGE}`
	);
	const { total } = await one(
		db,
		Type.Object({ total: Type.Integer() }),
		sql`select count(*)::int as total from (select ${from} ${where} limit ${COUNT_LIMIT}) counted`
	);
	const last = rows.length === PAGE ? rows.at(-1)! : null;
	return { rows, next: last && `${last.dueAt ?? ''} ${last.number}`, total };
}

/** One row of the list, of a case that the viewer sees. */
export const readCaseRow = (db: Db, viewer: Viewer, number: string) =>
	maybeOne(
		db,
		CaseRow,
		sql`select ${row} from grievance g join submission s on s.number = g.number
			where g.number = ${number} and ${visible(viewer, 's')}`
	);
