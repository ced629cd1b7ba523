-- By when: versions of the policy, holidays, and one clock for each time limit of a case.

create table policy (
	version int generated always as identity primary key,
	state text not null default 'draft' check (state in ('draft', 'in_force')),
	-- The day from which clocks start by it.
	effective_on date check ((state = 'in_force') = (effective_on is not null)),
	-- Supplied with the product, notified by nobody.
	demonstration boolean not null default false,
	content jsonb not null,
	revision int not null default 1,
	made_by text,
	made_by_name text,
	changed_at timestamptz not null default now(),
	reason text
);
-- What clocks ran by does not change afterwards.
create function keep_policy() returns trigger language plpgsql as $$
begin
	if old.state = 'in_force' then raise exception 'policy % is in force and does not change', old.version; end if;
	return case tg_op when 'DELETE' then old else new end;
end $$;
create trigger kept before update or delete on policy for each row execute function keep_policy();

create function policy_now() returns int language sql stable as $$
	select version from policy where state = 'in_force' and effective_on <= today()
	order by effective_on desc, version desc limit 1
$$;

create table holiday (
	day date not null,
	-- Null: the whole state.
	district text references district,
	name_en text not null,
	name_pa text not null,
	name_hi text not null,
	unique nulls not distinct (day, district)
);

create table clock (
	id bigint generated always as identity primary key,
	number char(10) not null references grievance,
	kind text not null check (kind in (
		'acknowledge', 'screen', 'answer', 'redress', 'interim', 'feedback', 'appeal', 'review')),
	level smallint not null check (level between 1 and 3),
	-- Which stay on a level this is: it rises with each change of level.
	stay smallint not null,
	office text references office,
	policy int not null references policy,
	days smallint not null check (days >= 0),
	unit text not null check (unit in ('working', 'calendar')),
	-- Holidays between start and end as they were known at the start.
	holidays date[] not null default '{}',
	-- Times at which it rested: `[{ since, until, reason }]`.
	rests jsonb not null default '[]',
	started_at timestamptz not null,
	due_at timestamptz not null,
	paused_at timestamptz,
	pause_reason text check (pause_reason in ('citizen', 'long_term', 'merged')),
	stopped_at timestamptz,
	outcome text check (outcome in ('met', 'late', 'cancelled')),
	check ((paused_at is null) = (pause_reason is null)),
	check ((stopped_at is null) = (outcome is null))
);
create index clock_number on clock (number);
create index clock_due on clock (due_at)
	where stopped_at is null and paused_at is null and kind <> 'appeal';
create index clock_office on clock (office, number) where office is not null;
-- One of a kind runs at a time.
create unique index clock_running on clock (number, kind) where stopped_at is null;
-- The time for a level starts once in each stay on it.
create unique index clock_stay on clock (number, stay) where kind = 'redress';
