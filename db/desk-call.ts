import { Type, type Static } from 'typebox';
import { ConsultState, DeskCall } from '#contracts/telephone.ts';
import { Nullable } from '#contracts/words.ts';
import { maybeOne, sql, type Db } from './sql.ts';

const Row = Type.Intersect([
	Type.Omit(DeskCall, ['caller', 'cases', 'verbs', 'hands', 'consult']),
	Type.Object({
		from: Nullable(Type.String()),
		to: Nullable(Type.String()),
		account: Type.String(),
		agent: Nullable(Type.String()),
		/** The agent's voice is in it by a line of ours. */
		voiced: Type.Boolean(),
		/** The colleague who is asked, and who asks. */
		consult: Nullable(
			Type.Object({
				id: Type.String(),
				state: ConsultState,
				askedBy: Type.String(),
				askedByName: Type.String(),
				person: Type.String(),
				personName: Type.String()
			})
		)
	})
]);
export type DeskCallRow = Static<typeof Row>;

/** A call as its agent sees it, or this person who has a line in it. */
export const readDeskCall = (db: Db, id: string, viewer?: string) =>
	maybeOne(
		db,
		Row,
		sql`select c.id::text, c.direction, c.stage, c.ending, c.language, q.department, c.number,
				c.started_at as "startedAt", c.queued_at as "queuedAt", c.connected_at as "connectedAt",
				c.ended_at as "endedAt", c.held, c.disposition,
				exists (select from call_event e where e.call = c.id and e.kind = 'blocked') as emergency, coalesce(line.muted, false) as muted, c.agent, c.account,
				c.from_address as "from", c.to_address as "to", line.id is not null as voiced,
				(select jsonb_build_object('id', k.id::text, 'state', k.state, 'askedBy', k.asked_by, 'askedByName', asks.name,
						'person', k.person, 'personName', asked.name)
					from consult k join access."user" asks on asks.id = k.asked_by join access."user" asked on asked.id = k.person
					where k.call = c.id and k.ended_at is null) as consult,
				array(select number::text from call_matter where call = c.id order by at, number) as matters
			from call c left join queue_entry q on q.call = c.id
				left join lateral (select l.id, l.muted from call_leg l where l.call = c.id
					and l.person = coalesce(${viewer ?? null}, c.agent) and l.kind <> 'supervisor' and l.rank < 9 and l.answered_at is not null order by l.id desc limit 1) line on true
			where c.id = ${id}::bigint`
	);
