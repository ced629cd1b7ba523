import { createHash } from 'node:crypto';
import { Type } from 'typebox';
import { maybeOne, run, sql, type Db } from './sql.ts';

export const sha256 = (content: Buffer) => createHash('sha256').update(content).digest('hex');

/** Stores bytes under their hash and gives the hash (hex); the same bytes are stored once. */
export async function storeBlob(db: Db, content: Buffer): Promise<string> {
	const hash = sha256(content);
	await run(
		db,
		sql`insert into blob (sha256, size, content) values (${hash}, ${content.length}, ${content}) on conflict do nothing`
	);
	return hash;
}

/** Stores a file whose form is not complete yet; `discardUploads` takes it away unless the form is sent. */
export async function storeUpload(db: Db, content: Buffer): Promise<string> {
	const hash = await storeBlob(db, content);
	await run(
		db,
		sql`insert into upload (sha256) values (${hash}) on conflict (sha256) do update set created_at = now()`
	);
	return hash;
}

/**
 * Takes away files of forms that were never sent. What a submission or a delivery has is kept, and so is what
 * stands in the body of a delivery that is still to be read or is parked.
 */
export const discardUploads = (db: Db, hours: number) =>
	run(
		db,
		sql`with old as (
				delete from upload where sha256 in (select sha256 from upload
					where created_at < now() - make_interval(hours => ${hours}) order by created_at limit 500)
				returning sha256
			)
			delete from blob b using old where b.sha256 = old.sha256
				and not exists (select from attachment a where a.blob = b.sha256)
				and not exists (select from draft_file f where f.blob = b.sha256)
				and not exists (select from case_file f where f.blob = b.sha256)
				and not exists (select from delivery d where d.blob = b.sha256)
				and not exists (select from delivery d left join blob body on body.sha256 = d.blob
					where d.account in ('web', 'desk') and d.state in ('received', 'parked')
						and position(convert_to(b.sha256, 'UTF8') in coalesce(d.body, body.content)) > 0)`
	);

/** Stores many in one statement. */
export async function storeBlobs(db: Db, contents: Buffer[]): Promise<string[]> {
	const hashes = contents.map(sha256);
	// In the order of their hashes: two gateways that store the same bytes never wait for each other in a circle.
	const rows = [...new Map(contents.map((content, at) => [hashes[at]!, content]))].toSorted(([a], [b]) =>
		a < b ? -1 : 1
	);
	await run(
		db,
		sql`insert into blob (sha256, size, content)
			select sha256, size, content from unnest(${rows.map(([hash]) => hash)}::text[],
				${rows.map(([, content]) => content.length)}::int[], ${rows.map(([, content]) => content)}::bytea[])
				as b (sha256, size, content)
			on conflict do nothing`
	);
	return hashes;
}

/** The bytes, or null. */
export async function readBlob(db: Db, hash: string): Promise<Buffer | null> {
	const row = await maybeOne(
		db,
		Type.Object({ content: Type.Unsafe<Buffer>({}) }),
		sql`select content from blob where sha256 = ${hash}`
	);
	return row?.content ?? null;
}
