import { Type } from 'typebox';
import {
	Attempt,
	CaseEvent,
	Evidence,
	GivenVerdict,
	Information,
	Proposal,
	Resolution,
	Seat
} from '#contracts/case-desk.ts';
import { Language, Nullable } from '#contracts/words.ts';
import { many, maybeOne, one, sql, type Db, type Sql } from './sql.ts';

const utc = (column: Sql) => sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const file = sql`jsonb_build_object('id', f.id::text, 'name', f.name, 'mediaType', f.media_type, 'size', f.size,
	'latitude', f.latitude, 'longitude', f.longitude, 'takenAt', ${utc(sql`f.taken_at`)},
	'camera', case when num_nonnulls(f.camera_latitude, f.camera_taken_at) > 0 then jsonb_build_object(
		'latitude', f.camera_latitude, 'longitude', f.camera_longitude, 'takenAt', ${utc(sql`f.camera_taken_at`)}) end)`;

const KeptResolution = Type.Intersect([
	Type.Omit(Resolution, ['files']),
	Type.Object({ files: Type.Array(Type.Omit(Evidence, ['distance_m', 'taken'])) })
]);

export const timelineOf = (db: Db, number: string) =>
	many(
		db,
		CaseEvent,
		sql`select sequence, type, at, actor, actor_name as "actorName", detail from event
			where number = ${number} order by sequence`
	);

/** Every office that had the case, as its history says. */
export const seatsOfCase = (db: Db, number: string) =>
	many(
		db,
		Seat,
		sql`select o.code as office, jsonb_build_object('en', o.name_en, 'pa', o.name_pa, 'hi', o.name_hi) as names,
				p.code as post, case when p.code is not null then
					jsonb_build_object('en', p.name_en, 'pa', p.name_pa, 'hi', p.name_hi) end as "postNames",
				coalesce(max((e.detail->>'level')::int) over (order by e.sequence rows between unbounded preceding and current row), 1)
					as level, e.at as since, e.type as cause, e.detail->>'fallback' as fallback
			from event e join office o on o.code = e.detail->>'office' left join post p on p.code = e.detail->>'post'
			where e.number = ${number} and e.type in ('grievance:assigned', 'grievance:transferred', 'grievance:escalated',
				'grievance:verdict_given', 'grievance:reopened', 'grievance:returned')
			order by e.sequence`
	);

export const resolutionsOf = (db: Db, number: string) =>
	many(
		db,
		KeptResolution,
		sql`select r.id::text, r.level, r.office, r.made_by_name as "byName", r.at, r.grade, r.reply, r.language,
				coalesce((select jsonb_agg(${file} order by f.id) from case_file f where f.resolution = r.id), '[]') as files
			from resolution r where r.number = ${number} order by r.id`
	);

/** Where the matter is, as its sender's map said; null where nobody pointed at one. */
export const placeOf = (db: Db, number: string) =>
	maybeOne(
		db,
		Type.Object({ latitude: Type.Number(), longitude: Type.Number() }),
		sql`select (matter->>'latitude')::float8 as latitude, (matter->>'longitude')::float8 as longitude from submission
			where number = ${number} and matter->>'latitude' is not null and matter->>'longitude' is not null`
	);

export const proposalsOf = (db: Db, number: string) =>
	many(
		db,
		Proposal,
		sql`select kind, reason, text, made_by as by, made_by_name as "byName", at, accepted, decision,
				decided_by_name as "decidedByName", decided_at as "decidedAt"
			from proposal where number = ${number} order by id`
	);

export const verdictsOf = (db: Db, number: string) =>
	many(
		db,
		GivenVerdict,
		sql`select verdict, words, channel, made_by_name as "byName", at from verdict where number = ${number} order by id`
	);

export const attemptsOf = (db: Db, number: string) =>
	many(
		db,
		Attempt,
		sql`select mode, outcome, at, made_by_name as "byName" from feedback_attempt where number = ${number} order by id`
	);

export const informationOf = (db: Db, number: string) =>
	many(
		db,
		Information,
		sql`select i.id::text, i.text, i.channel, i.at, coalesce((select jsonb_agg(jsonb_build_object('id', f.id::text,
				'name', f.name, 'mediaType', f.media_type) order by f.id) from case_file f where f.information = i.id), '[]') as files
			from information i where i.number = ${number} order by i.id`
	);

const Ending = Type.Object({
	closedReason: Nullable(Type.String()),
	closedText: Nullable(Type.String()),
	closedLanguage: Nullable(Language),
	appealUntil: Nullable(Type.String())
});
/** How it was closed, and till when that can be appealed. */
export const endingOf = (db: Db, number: string) =>
	one(
		db,
		Ending,
		sql`select closed_reason as "closedReason", closed_text as "closedText", closed_language as "closedLanguage",
				(select due_at from clock c where c.number = g.number and c.kind = 'appeal' and c.stopped_at is null
					and c.due_at > sunwai_now()) as "appealUntil"
			from grievance g where number = ${number}`
	);
