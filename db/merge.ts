import { Type } from 'typebox';
import { Nullable } from '#contracts/words.ts';
import { many, run, sql, type Db } from './sql.ts';

/** Locks cases in the order of their numbers, so that two who merge the same ones take turns; oldest first. */
export const lockGrievances = (db: Db, numbers: string[]) =>
	many(
		db,
		Type.Object({
			number: Type.String(),
			settled: Type.Boolean(),
			mergedInto: Nullable(Type.String())
		}),
		sql`with locked as (
				select number, settled, merged_into, registered_at from grievance
				where number = any(${numbers}::bpchar[]) order by number for update)
			select number, settled, merged_into as "mergedInto" from locked order by registered_at, number`
	);

/** Points the younger case to the older, and tells both screens. */
export const mergeGrievance = (db: Db, younger: string, older: string) =>
	run(
		db,
		sql`with pointed as (
				update grievance set merged_into = ${older}, merged_at = now(), due_at = null, updated_at = now() where number = ${younger}
			), touched as (
				update grievance set updated_at = now() where number = ${older}
			)
			select tell('grievance:merged', number, channel) from submission
			where number in (${younger}, ${older}) order by number`
	);

/** The case stands by itself again. */
export const unmergeGrievance = (db: Db, younger: string, older: string) =>
	run(
		db,
		sql`with pointed as (
				update grievance g set merged_into = null, merged_at = null, updated_at = now(),
					due_at = (select min(due_at) from clock c where c.number = g.number and c.stopped_at is null
						and c.paused_at is null and c.kind in ('screen', 'redress', 'interim', 'review'))
				where number = ${younger}
			), touched as (
				update grievance set updated_at = now() where number = ${older}
			)
			select tell('grievance:unmerged', number, channel) from submission
			where number in (${younger}, ${older}) order by number`
	);

/** Every submission of a case and of those merged into it before: whoever is to be told that it is merged. */
export const submissionsOf = (db: Db, grievance: string) =>
	many(
		db,
		Type.Object({
			number: Type.String(),
			channel: Type.String(),
			account: Type.String(),
			sender: Nullable(Type.String()),
			recipient: Nullable(Type.String()),
			language: Nullable(Type.Union([Type.Literal('pa'), Type.Literal('hi'), Type.Literal('en')])),
			flags: Type.Array(Type.String()),
			messageId: Nullable(Type.String())
		}),
		sql`with recursive joined as (
				select ${grievance}::char(10) as number
				union
				select g.number from grievance g join joined j on g.merged_into = j.number
			)
			select s.number, s.channel, s.account, s.sender, s.recipient, answer_language(s) as language, s.flags, s.message_id as "messageId"
			from submission s join joined j on s.grievance = j.number order by s.id`
	);

/** Keeps back what has not gone out of the news of a merge that is undone. */
export const withholdNews = (db: Db, numbers: string[], template: string) =>
	run(
		db,
		sql`update notice set state = 'suppressed', error = 'unmerged'
			where number = any(${numbers}::bpchar[]) and template in (${template}, ${template}::text || ':beside') and state = 'queued' and sent_at is null`
	);
