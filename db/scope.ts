import { Type } from 'typebox';
import { noLimit, type Scope } from '#contracts/access.ts';
import { empty, join, many, maybeOne, raw, sql, type Db, type Sql } from './sql.ts';

/** Who looks, and what they are limited to. */
export interface Viewer {
	id: string;
	scope: Scope;
	/** True where the role sees sensitive cases; who is not said to see them does not. */
	sensitive?: boolean;
	/** True where the person may hold posts, and sees what their offices have or had. */
	posts?: boolean;
}

/** The gateway itself, where it counts for nobody in particular. */
export const everyone: Viewer = { id: 'gateway', scope: noLimit, sensitive: true };

const everything = sql`true`;

/** Whether a part of the state, or some departments, are all that the person sees. */
const placed = ({ districts, tehsils, departments }: Scope) => Boolean(districts ?? tehsils ?? departments);
const isLimited = (scope: Scope) => placed(scope) || Boolean(scope.channels ?? scope.languages);
/** Whether there is anything that the person may not see. */
export const seesAll = ({ scope, sensitive }: Viewer) => Boolean(sensitive) && !isLimited(scope);

/** Whether the person sits in an office that has the case or had it. */
const seated = (id: string, s: Sql) => sql`exists (select from clock c join post p on p.office = c.office
	join post_holder h on h.post = p.code
	where c.number = ${s}.grievance and h.person = ${id} and h.since <= today() and coalesce(h.until, 'infinity') >= today())`;

/**
 * The one rule of who sees which submission, as a condition on its row; part of every statement that reads or
 * changes submissions for a person. What is outside of it is to that person as if it did not exist.
 * A matter of unknown place or department is seen by those without such a limit, one of unknown language by all;
 * what a person claimed, took in or decided stays theirs to see, and is all that most roles see of sensitive cases.
 * Who holds a post sees what lies or lay with its office.
 */
export function visible({ id, scope, sensitive, posts }: Viewer, alias: 's' | 'f' | 'o') {
	const s = raw(alias);
	const { districts, tehsils, departments, channels, languages } = scope;
	const limits = [
		districts && sql`${s}.place_district = any(${districts}::text[])`,
		tehsils && sql`${s}.place_tehsil = any(${tehsils}::text[])`,
		departments && sql`${s}.place_department = any(${departments}::text[])`,
		channels && sql`${s}.channel = any(${channels}::text[])`,
		languages && sql`(${s}.language is null or ${s}.language = any(${languages}::text[]))`,
		!sensitive && sql`not ${s}.sensitive`
	].filter((limit) => limit !== null && limit !== false);
	if (!limits.length) return everything;
	return sql`((${join(limits, ' and ')})
		or ${s}.claimed_by = ${id} or ${s}.decided_by = ${id} or ${s}.taken_by = ${id}
		${posts ? sql`or ${s}.grievance is not null and ${seated(id, s)}` : empty})`;
}

/** As `visible`, for a delivery: before it is read nobody knows its place, so that a limited person sees none. */
export function visibleDelivery({ scope }: Viewer) {
	if (placed(scope) || scope.languages) return sql`false`;
	return scope.channels ? sql`d.channel = any(${scope.channels}::text[])` : everything;
}

/** As `visible`, for a citizen: known from a matter that the person sees, by name or by its sender's address. */
export function visibleCitizen(viewer: Viewer) {
	if (seesAll(viewer)) return everything;
	if (!isLimited(viewer.scope))
		// The common case must cost next to nothing: only of somebody with a sensitive matter more is asked.
		return sql`(not exists (select from submission s where s.citizen = citizen.id and s.sensitive)
			or exists (select from submission s where s.citizen = citizen.id and ${visible(viewer, 's')}))`;
	return sql`exists (select from submission s where ${visible(viewer, 's')} and (s.citizen = citizen.id
		or s.sender in (select value from citizen_contact k where k.citizen = citizen.id)))`;
}

/** Of these people those who see the submission: by the same rule, in one statement. */
export async function seersAmong(db: Db, people: Viewer[], number: string): Promise<string[]> {
	const limited = people.filter((person) => !seesAll(person));
	const free = people.filter(seesAll).map(({ id }) => id);
	if (!limited.length) return free;
	const asked = limited.map(
		(viewer) =>
			sql`select ${viewer.id} as id from submission s where s.number = ${number} and ${visible(viewer, 's')}`
	);
	const found = await many(db, Type.Object({ id: Type.String() }), join(asked, ' union all '));
	return [...free, ...found.map(({ id }) => id)];
}

/** Whether the person sees the submission of this number; nobody else learns whether there is one. */
export const sees = async (db: Db, viewer: Viewer, number: string): Promise<boolean> =>
	seesAll(viewer) ||
	(await maybeOne(
		db,
		Type.Object({}),
		sql`select from submission s where s.number = ${number} and ${visible(viewer, 's')}`
	)) !== null;
