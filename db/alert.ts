import { Type } from 'typebox';
import { Alert, Reminder } from '#contracts/alert.ts';
import { visible, type Viewer } from './scope.ts';
import { empty, many, one, run, sql, type Db } from './sql.ts';

/** Alerts that a person is shown at a time, and characters of each. */
const SHOWN = 50;
const EXCERPT = 200;

const own = (viewer: Viewer) => sql`from alert a left join submission s on s.number = a.number
	left join webhook_subscription h on h.id = a.webhook
	left join event e on e.id = a.note left join reminder r on r.id = a.reminder
	left join event w on w.number = e.number and w.type = 'submission:note_withdrawn' and w.detail->>'note' = e.id::text
	where a.person = ${viewer.id} and (a.kind = 'webhook' or s.id is not null and ${visible(viewer, 's')})`;

/** The person's news about what they may see now. */
export async function readAlerts(db: Db, viewer: Viewer) {
	const rows = await many(
		db,
		Alert,
		sql`select a.id::text, a.kind, a.number, case when w.id is null then left(coalesce(h.url, r.text, e.detail->>'text'), ${EXCERPT}) end as text,
				coalesce(h.name, e.actor_name) as "byName", case when r.state = 'due' then r.id::text end as reminder, a.at, a.read_at as "readAt"
			${own(viewer)} order by a.read_at is not null, a.id desc limit ${SHOWN}`
	);
	const { unread } = await one(
		db,
		Type.Object({ unread: Type.Integer() }),
		sql`select count(*)::int as unread ${own(viewer)} and a.read_at is null`
	);
	const reminders = await many(
		db,
		Reminder,
		sql`select r.id::text, r.number, r.text, r.due_at as "dueAt" from reminder r join submission s on s.number = r.number
			where r.person = ${viewer.id} and r.state = 'waiting' and ${visible(viewer, 's')}
			order by r.due_at, r.id limit ${SHOWN}`
	);
	return { rows, unread, reminders };
}

export const markRead = (db: Db, person: string, ids?: string[]) =>
	run(
		db,
		sql`update alert set read_at = now() where person = ${person} and read_at is null
			${ids ? sql`and id = any(${ids}::bigint[])` : empty}`
	);
