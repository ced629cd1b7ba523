import { sql } from './sql.ts';

/**
 * Where a matter stands, in the words that citizens are told: `StageState` of the contract. Of `s` (submission, which
 * may be missing: what is not read yet waits) and `g` (the grievance that it leads to).
 */
export const stageOf = sql`case
	when s.state is null or s.state = 'waiting' then 'waiting'
	when s.state = 'dismissed' then 'dismissed'
	when g.state in ('registered', 'screening', 'exclusion_review') then 'registered'
	when g.state in ('assigned', 'in_progress', 'special_review', 'final_review') then 'at_office'
	else g.state end`;

/** Whether the case is whose telephone this is: nobody else says how it was settled. */
const ownedBy = (from: string | null) => sql`(s.number = g.number and (s.sender = ${from}
	or exists (select from citizen_contact k where k.citizen = g.citizen and k.value = ${from})))`;

/** The same as a caller from this telephone may hear it: `Standing` of the script. */
export const standingFor = (from: string | null) => sql`case
	when s.state is null or s.state = 'waiting' then 'waiting'
	when s.state = 'dismissed' then 'settled'
	when g.state = 'resolved' then case when ${ownedBy(from)} then 'resolved' else 'answered' end
	when g.settled then case when g.reopenings < 2 and ${ownedBy(from)} and exists (select from clock c
			where c.number = g.number and c.kind = 'appeal' and c.stopped_at is null and c.due_at > sunwai_now())
		then 'closed' else 'settled' end
	when g.office is not null then 'at_office'
	else 'registered' end`;
