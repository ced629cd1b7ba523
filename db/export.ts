import { Type } from 'typebox';
import { Export, type ExportInput } from '#contracts/export.ts';
import { Nullable } from '#contracts/words.ts';
import { visible, type Viewer } from './scope.ts';
import { many, maybeOne, one, run, sql, type Db } from './sql.ts';

const columns = sql`id, source, filters, format, language, state, rows, total, cut, size, ordered_at as "orderedAt",
	finished_at as "finishedAt", expires_at as "expiresAt"`;

export const insertExport = (db: Db, person: string, { source, filters, format, language }: ExportInput) =>
	one(
		db,
		Export,
		sql`insert into export (person, source, filters, format, language)
			values (${person}, ${source}, ${JSON.stringify(filters)}::jsonb, ${format}, ${language}) returning ${columns}`
	);

/** Files of the person that are in the making; those of one person are ordered one after the other. */
export async function countOpenExports(db: Db, person: string): Promise<number> {
	await run(db, sql`select pg_advisory_xact_lock(hashtextextended(${person}, 14))`);
	const { count } = await one(
		db,
		Type.Object({ count: Type.Integer() }),
		sql`select count(*)::int as count from export where person = ${person} and state in ('queued', 'running')`
	);
	return count;
}

export const exportsOf = (db: Db, person: string) =>
	many(
		db,
		Export,
		sql`select ${columns} from export where person = ${person} order by ordered_at desc limit 100`
	);

export const deleteExport = (db: Db, person: string, id: string) =>
	run(db, sql`delete from export where id = ${id} and person = ${person}`);

const Taken = Type.Intersect([Export, Type.Object({ person: Type.String(), attempt: Type.Integer() })]);

/** Takes up the work when nobody shows a sign of life at it; null otherwise, and when it is done or gone. */
export const takeExport = (db: Db, id: string, lostAfterSeconds: number) =>
	maybeOne(
		db,
		Taken,
		sql`update export set state = 'running', attempt = attempt + 1, rows = 0, total = null, beat_at = now()
			where id = ${id} and (state = 'queued'
				or (state = 'running' and beat_at < now() - make_interval(secs => ${lostAfterSeconds})))
			returning ${columns}, person, attempt`
	);

interface Attempt {
	id: string;
	attempt: number;
}
const still = ({ id, attempt }: Attempt) => sql`id = ${id} and attempt = ${attempt} and state = 'running'`;

/** Says how far it is; false when the work was taken over or stopped. */
export const beatExport = async (db: Db, work: Attempt, rows: number, total: number, cut: boolean) =>
	(await run(
		db,
		sql`update export set rows = ${rows}, total = ${total}, cut = ${cut}, beat_at = now() where ${still(work)}`
	)) > 0;

export const insertPart = (db: Db, work: Attempt, position: number, content: Buffer) =>
	run(
		db,
		sql`insert into export_part (export, attempt, position, content)
			select id, attempt, ${position}::int, ${content}::bytea from export where ${still(work)}`
	);

/** The file is whole; what earlier attempts wrote goes. */
export async function finishExport(db: Db, work: Attempt, size: number, keptHours: number): Promise<void> {
	await run(
		db,
		sql`update export set state = 'ready', size = ${size}, finished_at = now(),
				expires_at = now() + make_interval(hours => ${keptHours}) where ${still(work)}`
	);
	await run(db, sql`delete from export_part where export = ${work.id} and attempt <> ${work.attempt}`);
}

/** It did not succeed: to be tried again, or for good. */
export const giveUpExport = (db: Db, work: Attempt, forGood: string | null, keptHours: number) =>
	run(
		db,
		forGood === null
			? sql`update export set state = 'queued', beat_at = now() where ${still(work)}`
			: sql`update export set state = 'failed', error = ${forGood}, finished_at = now(),
					expires_at = now() + make_interval(hours => ${keptHours}) where ${still(work)}`
	);

/** Whether there is still something to be written. */
export const isOpenExport = async (db: Db, id: string): Promise<boolean> =>
	(await run(db, sql`select from export where id = ${id} and state in ('queued', 'running')`)) > 0;

/** Those at which nobody has shown a sign of life for so long. */
export const lostExports = async (db: Db, seconds: number): Promise<string[]> =>
	(
		await many(
			db,
			Type.Object({ id: Type.String() }),
			sql`select id from export where state in ('queued', 'running')
				and beat_at < now() - make_interval(secs => ${seconds}) limit 100`
		)
	).map(({ id }) => id);

export const pruneExports = (db: Db) => run(db, sql`delete from export where expires_at < now()`);

/** A file that is ready, of the person's own. */
export const readyExport = (db: Db, person: string, id: string) =>
	maybeOne(
		db,
		Taken,
		sql`select ${columns}, person, attempt from export
			where id = ${id} and person = ${person} and state = 'ready' and expires_at > now()`
	);

const Content = Type.Object({ content: Type.Unsafe<Buffer>({}) });

/** The file, part by part. */
export async function* partsOfExport(db: Db, { id, attempt }: Attempt): AsyncGenerator<Buffer> {
	for (let position = 0; ; position++) {
		const part = await maybeOne(
			db,
			Content,
			sql`select content from export_part where export = ${id} and attempt = ${attempt} and position = ${position}`
		);
		if (!part) return;
		yield part.content;
	}
}

const Text = Nullable(Type.String());
const Row = Type.Object({
	id: Type.String(),
	number: Type.String(),
	channel: Type.String(),
	state: Type.String(),
	receivedAt: Type.String(),
	sender: Text,
	name: Text,
	language: Text,
	subject: Text,
	text: Type.String(),
	district: Text,
	department: Text,
	category: Text,
	address: Text,
	grievance: Text,
	grievanceState: Text,
	decidedAt: Text,
	attachments: Type.Integer()
});

/** What a file tells of these submissions, as far as the viewer still sees them; texts up to `length` characters. */
export const readExported = (db: Db, viewer: Viewer, ids: string[], length: number) =>
	many(
		db,
		Row,
		sql`select s.id::text, s.number, s.channel, s.state, s.received_at as "receivedAt", s.sender,
				coalesce(s.sender_name, c.name) as name, s.language, s.subject, left(s.text, ${length}) as text,
				s.place_district as district, s.place_department as department,
				coalesce(g.category, s.matter->>'category') as category, coalesce(g.place, s.matter->>'address') as address,
				s.grievance, g.state as "grievanceState", s.decided_at as "decidedAt", s.attachments
			from submission s left join grievance g on g.number = s.grievance
				left join citizen c on c.id = coalesce(g.citizen, s.citizen)
			where s.id = any(${ids}::bigint[]) and ${visible(viewer, 's')}
			order by array_position(${ids}::bigint[], s.id)`
	);
