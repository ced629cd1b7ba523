import { Type } from 'typebox';
import { draftOf, type Found } from './erase-plan.ts';
import { many, run, sql, type Db } from './sql.ts';

/** Lets this transaction take words out of history and audit: see `refuse_change_but_erasing`. */
const allowErasing = (db: Db) => run(db, sql`select set_config('sunwai.erasing', 'on', true)`);

async function eraseEntries(db: Db, { events, audits }: Found) {
	await allowErasing(db);
	await run(
		db,
		sql`update event set detail = erased_detail(detail), salt = null, erased_at = now()
			where id = any(${events}::bigint[])`
	);
	await run(
		db,
		sql`update audit set detail = erased_detail(detail), salt = null, erased_at = now()
			where id = any(${audits}::bigint[])`
	);
}

/** What was said and decided of their cases: that it was stays, its words go. */
async function eraseRecords(db: Db, numbers: string[]) {
	const theirs = sql`number = any(${numbers}::bpchar[])`;
	await run(db, sql`update resolution set reply = '…' where ${theirs}`);
	await run(
		db,
		sql`update proposal set text = '…', decision = case when decision is not null then '…' end where ${theirs}`
	);
	await run(db, sql`update verdict set words = '' where ${theirs}`);
	await run(db, sql`update information set text = '' where ${theirs}`);
}

/** The person, and what stands in their cases. */
async function eraseCases(db: Db, { citizen, contacts, numbers }: Found) {
	// Who signed on paper counts on, without a name; others of a shared telephone keep theirs.
	await run(
		db,
		sql`update signatory g set name = 'erased:' || g.id, phone = null, address = null
			where g.phone = any(${contacts}::text[]) and (${citizen}::bigint is null
				or lower(g.name) = (select lower(name) from citizen where id = ${citizen}::bigint))`
	);
	await run(db, sql`update citizen set name = null, erased_at = now() where id = ${citizen}::bigint`);
	await run(db, sql`delete from citizen_contact where citizen = ${citizen}::bigint`);
	await run(
		db,
		sql`update submission set sender = null, sender_name = null, recipient = null, subject = null, text = '',
				html = null, message_id = null, flags = array_append(array_remove(flags, 'erased'), 'erased'),
				matter = (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(matter)
					where key in ('category', 'department', 'district', 'tehsil'))
			where number = any(${numbers}::bpchar[])`
	);
	await run(
		db,
		sql`update grievance set summary = '', place = null, landmark = null, relief = null, earlier_elsewhere = null,
				closed_text = case when closed_text is not null then '…' end, updated_at = now()
			where number = any(${numbers}::bpchar[])`
	);
	await run(db, sql`delete from one_time_code where number = any(${numbers}::bpchar[])`);
	await eraseRecords(db, numbers);
	await run(db, sql`delete from aggrieved where grievance = any(${numbers}::bpchar[])`);
	await run(
		db,
		sql`update sender_rule set value = 'erased:' || id, note = null, ended_at = coalesce(ended_at, now())
			where value = any(${contacts}::text[]) or number = any(${numbers}::bpchar[]) and kind <> 'domain'`
	);
	await run(
		db,
		sql`with gone as (
				delete from example where number = any(${numbers}::bpchar[]) returning id, skeleton)
			delete from example_word x using gone
				where x.example = gone.id and x.word = any(string_to_array(gone.skeleton, ' '))`
	);
}

/** What was made of their words and addresses to find them by, and lists that were looked for by these. */
async function eraseFinding(db: Db, { numbers, traces }: Found) {
	await run(db, sql`update search set words = '' where number = any(${numbers}::bpchar[])`);
	await run(
		db,
		sql`delete from saved_view where exists (select from unnest(${traces}::text[]) as t (value)
			where position(t.value in filters::text) > 0
				or position(t.value in regexp_replace(filters::text, '[^0-9]', '', 'g')) > 0)`
	);
	// A file of rows is made again as easily as it is ordered; nothing tells which of them name the person.
	await run(db, sql`delete from export where state in ('ready', 'failed')`);
	await run(db, sql`update reminder set text = '…', state = 'done' where number = any(${numbers}::bpchar[])`);
}

/** What was told and asked, typed and spoken. */
async function eraseTalk(db: Db, found: Found) {
	const { numbers, calls } = found;
	await run(
		db,
		sql`update notice set recipient = 'erased', subject = null, body = '', in_reply_to = null, error = null,
				fields = '{}', sealed = null, settled_reason = case when settled_reason is not null then '…' end,
				state = case when state in ('queued', 'call_due') then 'suppressed' else state end
			where number = any(${numbers}::bpchar[])`
	);
	await run(db, sql`delete from suppression where address = any(${found.traces}::text[])`);
	await run(
		db,
		sql`update question set sender = 'erased', answered_at = coalesce(answered_at, now())
			where number = any(${numbers}::bpchar[])`
	);
	await run(db, sql`delete from draft where ${draftOf(found)}`);
	await run(
		db,
		sql`update call set from_address = null, answers = '{}',
				to_address = case when direction = 'out' then null else to_address end
			where id = any(${calls}::bigint[])`
	);
	await run(
		db,
		sql`update callback set phone = null, state = 'done', outcome = coalesce(outcome, 'refused'),
				closed_at = coalesce(closed_at, now()), taken_by = null, taken_until = null
			where call = any(${calls}::bigint[]) or phone = any(${found.traces}::text[])`
	);
	await run(
		db,
		sql`update call_block set phone = null, reason = '…', ended_at = coalesce(ended_at, now()),
				ended_by = coalesce(ended_by, made_by)
			where phone = any(${found.traces}::text[])`
	);
	await run(db, sql`update call_reply set type = null, body = null where call = any(${calls}::bigint[])`);
	await run(
		db,
		sql`update sms_part set text = '', sender = 'erased' where number = any(${numbers}::bpchar[])
			or delivery = any(${found.deliveries}::bigint[])`
	);
}

/** Hashes of all bytes that are theirs. */
async function blobsOf(db: Db, found: Found): Promise<string[]> {
	const rows = await many(
		db,
		Type.Object({ blob: Type.String() }),
		sql`select blob from (
				select a.blob from attachment a join submission s on s.id = a.submission
					where s.number = any(${found.numbers}::bpchar[])
				union select blob from case_file where number = any(${found.numbers}::bpchar[])
				union select blob from recording where call = any(${found.calls}::bigint[])
				union select blob from delivery where id = any(${found.deliveries}::bigint[])
				union select f.blob from draft_file f join draft using (person, subject) where ${draftOf(found)}
			) theirs where blob is not null`
	);
	return rows.map(({ blob }) => blob);
}

/** Files, recordings and raw bytes; of a delivery the hash of its bytes stays, as proof of what had come. */
async function eraseFiles(db: Db, { numbers, calls, deliveries }: Found) {
	await run(
		db,
		sql`update attachment a set name = 'erased', blob = null, size = null, source_url = null, content_id = null,
				state = 'failed', reason = 'erased'
			from submission s where s.id = a.submission and s.number = any(${numbers}::bpchar[])`
	);
	await run(
		db,
		sql`update case_file set name = 'erased', blob = null, latitude = null, longitude = null, taken_at = null,
				camera_latitude = null, camera_longitude = null, camera_taken_at = null
			where number = any(${numbers}::bpchar[])`
	);
	await run(
		db,
		sql`update recording set blob = null, url = '', state = 'failed', reason = 'erased', transcript = null,
				transcript_language = null, transcript_model = null, transcribed_at = null
			where call = any(${calls}::bigint[])`
	);
	await run(
		db,
		sql`update delivery set erased_sha256 = coalesce(erased_sha256, blob, encode(sha256(coalesce(body, '')), 'hex')),
				erased_at = now(), body = null, blob = null, headers = '{}', url = '', detail = null,
				state = case when state = 'parked' then 'settled' else state end
			where id = any(${deliveries}::bigint[])`
	);
}

/** Bytes that nothing has any more. */
const dropBlobs = (db: Db, blobs: string[]) =>
	run(
		db,
		sql`with dropped as (delete from upload where sha256 = any(${blobs}::text[]))
			delete from blob b where b.sha256 = any(${blobs}::text[])
				and not exists (select from attachment a where a.blob = b.sha256)
				and not exists (select from case_file f where f.blob = b.sha256)
				and not exists (select from recording r where r.blob = b.sha256)
				and not exists (select from draft_file f where f.blob = b.sha256)
				and not exists (select from delivery d where d.blob = b.sha256)`
	);

/** Takes everything away that was found; cases stay with number, place, category, department and history. */
export async function eraseFound(db: Db, found: Found): Promise<void> {
	const blobs = await blobsOf(db, found);
	await eraseFiles(db, found);
	await eraseTalk(db, found);
	await eraseFinding(db, found);
	await dropBlobs(db, blobs);
	await eraseCases(db, found);
	await eraseEntries(db, found);
}

/** Writes into the history of each number that its person was erased. */
export const tellErased = (
	db: Db,
	actor: { id: string; name: string },
	numbers: string[],
	detail: Record<string, unknown>
) =>
	run(
		db,
		sql`insert into event (number, type, actor, actor_name, detail)
			select number, 'citizen:erased', ${actor.id}, ${actor.name}, ${JSON.stringify(detail)}::jsonb
			from unnest(${numbers}::bpchar[]) as n (number) order by number`
	);
