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
