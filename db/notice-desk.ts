import { Type, type Static } from 'typebox';
import { NoticeChannel } from '#contracts/notice.ts';
import { TroubledNotice, type NoticeTrouble } from '#contracts/notice-desk.ts';
import { visible, type Viewer } from './scope.ts';
import { empty, many, maybeOne, run, sql, type Db } from './sql.ts';

const PAGE = 100;
/** A notice that has been on its way for longer than this is shown. */
const LONG = sql`interval '10 minutes'`;

const conditions: Record<NoticeTrouble, ReturnType<typeof sql>> = {
	failed: sql`n.state = 'failed'`,
	waiting: sql`n.state in ('queued', 'sending') and n.sent_at is null and n.created_at < now() - ${LONG}`,
	call_due: sql`n.state = 'call_due'`,
	suppressed: sql`n.state = 'suppressed' and n.created_at > now() - interval '7 days'`
};
const sees = (viewer: Viewer) =>
	sql`exists (select from submission s where s.number = n.number and ${visible(viewer, 's')})`;
const key = sql`coalesce(t.key, split_part(n.template, ':', 1))`;

const Row = Type.Omit(TroubledNotice, ['ways', 'trouble']);

/** A page of notices in trouble, newest first. */
export const readTroubled = (
	db: Db,
	viewer: Viewer,
	{ trouble, account, after }: { trouble: NoticeTrouble; account?: string; after?: string }
) =>
	many(
		db,
		Row,
		sql`select n.id::text, n.number, ${key} as key, n.channel, n.account, n.recipient, n.language, n.body, n.error, n.attempts,
				n.created_at as "createdAt", n.due_at as "dueAt"
			from notice n left join template t on t.id = n.template_id
			where ${conditions[trouble]} and ${sees(viewer)} ${account ? sql`and n.account = ${account}` : empty}
				${after ? sql`and n.id < ${after}` : empty}
			order by n.id desc limit ${PAGE}`
	);
export const TROUBLED_PAGE = PAGE;

/** How many there are of each trouble. */
export async function countTroubled(db: Db, viewer: Viewer): Promise<Record<NoticeTrouble, number>> {
	const count = (trouble: NoticeTrouble) =>
		sql`(select count(*)::int from notice n where ${conditions[trouble]} and ${sees(viewer)})`;
	const row = await maybeOne(
		db,
		Type.Object({
			failed: Type.Integer(),
			waiting: Type.Integer(),
			call_due: Type.Integer(),
			suppressed: Type.Integer()
		}),
		sql`select ${count('failed')} as failed, ${count('waiting')} as waiting, ${count('call_due')} as call_due,
			${count('suppressed')} as suppressed`
	);
	return row!;
}

const Found = Type.Object({
	id: Type.String(),
	number: Type.String(),
	/** As it is kept: key, occasion, and by which way it was told instead. */
	template: Type.String(),
	/** Of its text, and of what was to be told. */
	key: Type.String(),
	toldKey: Type.String(),
	channel: NoticeChannel,
	recipient: Type.String(),
	state: Type.String(),
	/** It told something that is not kept. */
	secret: Type.Boolean(),
	fields: Type.Record(Type.String(), Type.Unknown())
});
export type FoundNotice = Static<typeof Found>;

const columns = sql`n.id::text, n.number, n.template, ${key} as key,
	split_part(split_part(n.template, '~', 1), ':', 1) as "toldKey", n.channel, n.recipient, n.state,
	n.sealed_until is not null as secret, n.fields`;

/** Notices by id, whatever became of them. */
export const findNotices = (db: Db, ids: string[]) =>
	many(
		db,
		Found,
		sql`select ${columns} from notice n left join template t on t.id = n.template_id where n.id = any(${ids}::bigint[])`
	);

/** One of them, locked, of a number that the viewer sees. */
export const lockNotice = (db: Db, viewer: Viewer, id: string) =>
	maybeOne(
		db,
		Found,
		sql`select ${columns} from notice n left join template t on t.id = n.template_id
			where n.id = ${id} and ${sees(viewer)} for update of n`
	);

/** It waits again, as if it had never been tried. */
export const requeueNotice = (db: Db, id: string) =>
	run(
		db,
		sql`update notice set state = 'queued', attempts = 0, error = null, due_at = sunwai_now(), rank = 0, sent_at = null,
				provider_id = null
			where id = ${id}`
	);

/** Nothing more is done about it. */
export const settleNotice = (db: Db, id: string, person: string, reason: string) =>
	run(
		db,
		sql`update notice set state = 'settled', settled_by = ${person}, settled_at = now(), settled_reason = ${reason}
			where id = ${id}`
	);
