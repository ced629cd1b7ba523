import { Type } from 'typebox';
import { Submission } from '#contracts/submission.ts';
import { empty, maybeOne, run, sql, type Db } from './sql.ts';
import { row } from './queue.ts';
import { visible, type Viewer } from './scope.ts';

/** How long a claim holds without being renewed. */
const LEASE = sql`interval '10 minutes'`;
const cleared = sql`claimed_by = null, claimed_by_name = null, claimed_until = null`;

interface By extends Viewer {
	name: string;
}

/** Claims when free, expired, or already the agent's own; null otherwise. */
export const claimSubmission = (db: Db, agent: By, number: string) =>
	maybeOne(
		db,
		Submission,
		sql`update submission s set claimed_by = ${agent.id}, claimed_by_name = ${agent.name}, claimed_until = now() + ${LEASE}
			where number = ${number} and state = 'waiting' and ${visible(agent, 's')}
				and (claimed_by is null or claimed_by = ${agent.id} or claimed_until < now())
			returning ${row}`
	);

/** An urgent one goes before what has waited up to this much longer, and no further: so nothing waits for ever. */
const URGENT_AHEAD = sql`interval '4 hours'`;
/** Candidates of each kind: more than agents who ask at the same instant. */
const CANDIDATES = 200;

/**
 * Claims the free one whose turn it is: by age, the urgent ahead. Candidates come from two indexes, without a lock;
 * then the first that nobody else is just taking is locked. Two agents who ask at once get two.
 */
export function claimNext(db: Db, agent: By, wish: { channel?: string; language?: string }) {
	const free = sql`f.state = 'waiting' and (f.claimed_until is null or f.claimed_until < now())`;
	const fits = sql`and ${visible(agent, 'f')} ${wish.channel ? sql`and f.channel = ${wish.channel}` : empty}
		${wish.language ? sql`and f.language = ${wish.language}` : empty}`;
	const first = sql`order by f.received_at, f.id limit ${CANDIDATES}`;
	return maybeOne(
		db,
		Submission,
		sql`with candidate as (
				(select f.id from submission f where ${free} and f.flags @> '{urgent}' ${fits} ${first})
				union
				(select f.id from submission f where ${free} ${fits} ${first})
			)
			update submission s set claimed_by = ${agent.id}, claimed_by_name = ${agent.name}, claimed_until = now() + ${LEASE}
			where s.id = (
				select f.id from submission f
				where f.id in (select id from candidate) and ${free}
				order by f.received_at - case when f.flags @> '{urgent}' then ${URGENT_AHEAD} else interval '0' end, f.id
				limit 1 for update skip locked)
			returning ${row}`
	);
}

/** Gives the agent's own claim back; null when it is not theirs. */
export const releaseSubmission = (db: Db, agent: Viewer, number: string) =>
	maybeOne(
		db,
		Submission,
		sql`update submission s set ${cleared} where number = ${number} and claimed_by = ${agent.id}
				and state = 'waiting' and ${visible(agent, 's')}
			returning ${row}`
	);

export const Held = Type.Object({
	number: Type.String(),
	channel: Type.String(),
	receivedAt: Type.String(),
	citizen: Type.Union([Type.String(), Type.Null()]),
	sender: Type.Union([Type.String(), Type.Null()])
});

/** Locks the submission for a decision; null when the agent does not hold it. */
export const holdSubmission = (db: Db, agent: Viewer, number: string) =>
	maybeOne(
		db,
		Held,
		sql`select number, channel, received_at as "receivedAt", citizen::text, sender from submission s
			where number = ${number} and state = 'waiting' and claimed_by = ${agent.id} and claimed_until > now()
				and ${visible(agent, 's')} for update`
	);

/** Writes the decision that ends a submission's waiting. */
export const decideSubmission = (
	db: Db,
	number: string,
	decision: {
		state: 'registered' | 'linked' | 'dismissed';
		by: string;
		grievance?: string;
		citizen?: string;
		reason?: string;
	}
) =>
	maybeOne(
		db,
		Submission,
		sql`update submission s set state = ${decision.state}, grievance = ${decision.grievance ?? null},
				citizen = coalesce(${decision.citizen ?? null}::bigint, citizen), reason = ${decision.reason ?? null},
				decided_at = now(), decided_by = ${decision.by}, ${cleared}
			where number = ${number} and state = 'waiting'
			returning ${row}`
	);

/** Remembers who took it in at the desk: it stays theirs to see, wherever the matter lies. */
export const markTaken = (db: Db, number: string, by: string) =>
	run(db, sql`update submission set taken_by = ${by} where number = ${number}`);

/** The grievance that a number leads to and the viewer sees: its own, or the one its submission was linked to. */
export const grievanceOf = (db: Db, viewer: Viewer, number: string) =>
	maybeOne(
		db,
		Type.Object({ number: Type.String(), citizen: Type.String() }),
		sql`select g.number, g.citizen::text from submission s join grievance g on g.number = survivor(s.grievance)
			where s.number = ${number} and ${visible(viewer, 's')}`
	);

export const touchGrievance = (db: Db, number: string) =>
	run(db, sql`update grievance set updated_at = now() where number = ${number}`);
