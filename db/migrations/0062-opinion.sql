-- What those say of a resolution who brought the same matter and are not the case's own citizen. It decides nothing.
create table opinion (
	id bigint generated always as identity primary key,
	grievance char(10) not null references grievance,
	resolution bigint not null references resolution,
	-- Theirs, by which they were asked.
	submission char(10) not null,
	verdict text not null check (verdict in ('satisfied', 'not_satisfied')),
	channel text not null,
	at timestamptz not null default sunwai_now(),
	-- Whoever thinks better of it is counted once.
	unique (resolution, submission)
);
create index opinion_grievance on opinion (grievance);

-- An answer that came by itself is joined once, however often its job runs.
alter table information add column delivery bigint unique references delivery;
