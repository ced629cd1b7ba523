import { Type } from 'typebox';
import { CannedText, type CannedInput, type TextPlace } from '#contracts/canned.ts';
import { Language, Names, Nullable } from '#contracts/words.ts';
import { visible, type Viewer } from './scope.ts';
import { many, maybeOne, one, raw, sql, type Db } from './sql.ts';

const columns = sql`id::text, shortcut, places, jsonb_build_object('en', body_en, 'pa', body_pa, 'hi', body_hi) as texts,
	active`;

export const readTexts = (db: Db) =>
	many(db, CannedText, sql`select ${columns} from canned_text order by active desc, shortcut`);

/** Those in use that are offered in a place. */
export const offeredTexts = (db: Db, place: TextPlace) =>
	many(
		db,
		CannedText,
		sql`select ${columns} from canned_text where active and ${place} = any(places) order by shortcut`
	);

/** Locked till the end of the transaction. */
export const findText = (db: Db, id: string) =>
	maybeOne(db, CannedText, sql`select ${columns} from canned_text where id = ${id} for update`);

export const shortcutTaken = async (db: Db, shortcut: string, but: string | null) =>
	(await maybeOne(
		db,
		Type.Object({}),
		sql`select from canned_text where shortcut = ${shortcut} and id is distinct from ${but}::bigint`
	)) !== null;

export const insertText = (db: Db, { shortcut, places, texts }: CannedInput) =>
	one(
		db,
		CannedText,
		sql`insert into canned_text (shortcut, places, body_en, body_pa, body_hi)
			values (${shortcut}, ${places}, ${texts.en}, ${texts.pa}, ${texts.hi}) returning ${columns}`
	);

export const updateText = (db: Db, id: string, { shortcut, places, texts }: CannedInput) =>
	one(
		db,
		CannedText,
		sql`update canned_text set shortcut = ${shortcut}, places = ${places}, body_en = ${texts.en},
				body_pa = ${texts.pa}, body_hi = ${texts.hi}, changed_at = now()
			where id = ${id} returning ${columns}`
	);

export const setTextActive = (db: Db, id: string, active: boolean) =>
	one(
		db,
		CannedText,
		sql`update canned_text set active = ${active}, changed_at = now() where id = ${id} returning ${columns}`
	);

const Known = Type.Object({
	number: Type.String(),
	citizen: Nullable(Type.String()),
	language: Nullable(Language),
	district: Nullable(Names),
	department: Nullable(Names),
	category: Nullable(Names),
	office: Nullable(Names)
});

const named = (table: 'district' | 'department' | 'category', code: string) =>
	sql`(select jsonb_build_object('en', name_en, 'pa', name_pa, 'hi', name_hi) from ${raw(table)} where code = ${raw(code)})
		as ${raw(table)}`;
const names = sql`${named('district', 's.place_district')}, ${named('department', 's.place_department')},
	${named('category', "coalesce(g.category, s.matter->>'category')")}`;

/** The office nearest to the matter: that of its tehsil, else of its district, else above. */
const office = sql`(select jsonb_build_object('en', name_en, 'pa', name_pa, 'hi', name_hi) from office o
	where o.active and o.department = s.place_department and o.level <> 'local'
		and (o.district is null or o.district = s.place_district) and (o.tehsil is null or o.tehsil = s.place_tehsil)
	order by o.tehsil is null, o.district is null, o.level desc, o.code limit 1) as office`;

/** What is known of the matter that a text may speak of; of the grievance where there is one, else as the sender said. */
export const knownOf = (db: Db, viewer: Viewer, number: string) =>
	maybeOne(
		db,
		Known,
		sql`select s.number, coalesce(c.name, s.sender_name) as citizen, coalesce(g.language, c.language, s.language) as language,
				${names}, ${office}
			from submission s left join grievance g on g.number = s.grievance
				left join citizen c on c.id = coalesce(g.citizen, s.citizen)
			where s.number = ${number} and ${visible(viewer, 's')}`
	);
