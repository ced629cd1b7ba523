-- When agents answer the helpline, and what every caller hears first. Times are Indian.

create table helpline (
	-- One row.
	single boolean primary key default true check (single),
	-- Monday to Sunday, each a list of { from, to } as `HH:MM`; `24:00` is midnight.
	week jsonb not null check (jsonb_typeof(week) = 'array' and jsonb_array_length(week) = 7),
	revision int not null default 1,
	changed_at timestamptz not null default now()
);
insert into helpline (week)
	select jsonb_agg('[{"from": "00:00", "to": "24:00"}]'::jsonb) from generate_series(1, 7);

create table helpline_holiday (
	day date primary key,
	names jsonb not null
);

create table helpline_notice (
	id bigint generated always as identity primary key,
	-- Words in each language, as they are spoken.
	texts jsonb not null,
	since timestamptz not null default now(),
	-- Null: till somebody ends it.
	until timestamptz,
	made_by text not null,
	made_by_name text not null,
	ended_at timestamptz,
	check (until is null or until > since)
);
-- One notice at a time: a new one ends the one before it.
create unique index helpline_notice_now on helpline_notice ((true)) where ended_at is null;
