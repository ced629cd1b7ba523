-- What becomes of a registered case: its state, who must act on it and by when. The table of states and verbs is
-- `gateway/contracts/case.ts`.

-- The time by which cases live: the database's own, moved forward where an installation is for training or a test.
create table time_shift (
	single boolean primary key default true check (single),
	shift interval not null
);
create function sunwai_now() returns timestamptz language sql stable as $$
	select now() + coalesce((select shift from time_shift), interval '0')
$$;

alter table grievance
	drop constraint grievance_state_check,
	add constraint grievance_state_check check (state in (
		'registered', 'screening', 'awaiting_citizen', 'exclusion_review', 'assigned', 'in_progress', 'long_term',
		'special_review', 'resolved', 'final_review',
		'closed_satisfied', 'closed_partly', 'closed_unverified', 'closed_special', 'not_taken_up', 'withdrawn')),
	-- Nobody need act any more, unless the citizen asks again.
	add column settled boolean not null generated always as (state in (
		'closed_satisfied', 'closed_partly', 'closed_unverified', 'closed_special', 'not_taken_up', 'withdrawn')) stored,
	-- Who decides above the office: the district's administration, or the department's own.
	add column track text check (track in ('district', 'state')),
	-- 1 first redressal, 2 and 3 first and second escalation.
	add column level smallint not null default 1 check (level between 1 and 3),
	-- Whose it is to act; null until it is routed.
	add column office text references office,
	-- Of the running time limit of the level; null when none runs.
	add column due_at timestamptz,
	-- What the office said when it needs longer.
	add column expected_on date,
	-- A time limit of redress has passed once, at any level.
	add column late boolean not null default false,
	add column transfers smallint not null default 0 check (transfers between 0 and 3),
	add column escalations smallint not null default 0,
	add column reopenings smallint not null default 0 check (reopenings between 0 and 2),
	add column resolved_at timestamptz,
	add column settled_at timestamptz,
	-- What the citizen said in the end.
	add column verdict text check (verdict in ('satisfied', 'partly', 'not_satisfied', 'unreachable')),
	-- A closed case says when; an open one does not.
	add constraint settled_when check ((settled_at is not null) = (state in (
		'closed_satisfied', 'closed_partly', 'closed_unverified', 'closed_special', 'not_taken_up', 'withdrawn')));
create index grievance_office on grievance (office, due_at) where office is not null and not settled;
