-- Figures of cases that are kept by the writes and never counted by who looks.
--
-- Each change of a case is appended to `case_change` in its own transaction, so that no writer waits for another; every
-- few seconds the changes are folded into `case_count`. Who reads adds what is not folded yet, and so sees exactly
-- what is committed.

create function india_day(instant timestamptz) returns date language sql immutable parallel safe as
	$$ select (instant at time zone 'Asia/Kolkata')::date $$;

-- How a settled case ended. What the citizen said counts more than that it was closed for a special reason.
create function case_outcome(state text, verdict text) returns text language sql immutable parallel safe as $$
	select case state
		when 'closed_satisfied' then 'satisfied'
		when 'closed_partly' then 'partly'
		when 'closed_unverified' then 'unverified'
		when 'closed_special' then case verdict when 'not_satisfied' then 'not_satisfied' else 'special' end
		when 'not_taken_up' then 'not_taken_up'
		when 'withdrawn' then 'withdrawn' end
$$;

-- What a case counts as: its dimensions ('' where unknown), the days of its coming and settling, and what became of it.
create view case_fact as
	select number, district, coalesce(tehsil, '') as tehsil, department, coalesce(office, '') as office, category, channel,
		india_day(received_at) as received_on, india_day(settled_at) as settled_on, late, escalations > 0 as escalated,
		reopenings > 0 as reopened, merged_into is not null and not settled as merged,
		case_outcome(state, verdict) as outcome
	from grievance;

-- A case as it counts from now on (`weight` 1), or does not any more (-1); of several alike their sum.
create table case_change (
	id bigint generated always as identity primary key,
	district text not null,
	tehsil text not null,
	department text not null,
	office text not null,
	category text not null,
	channel text not null,
	received_on date not null,
	settled_on date,
	late boolean not null,
	escalated boolean not null,
	reopened boolean not null,
	merged boolean not null,
	outcome text,
	weight int not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

-- The grains are those of `fold_cases`, known to `gateway/report/grain.ts` as well: pairs that are asked for day by day,
-- and deeper ones by month alone, of which a day would hold hardly more than one case each.
-- What is counted: one value of each dimension of its grain, '' for the others. `grain`: a bit for each dimension that
-- does not matter, as `grouping(district, tehsil, department, office, category, channel)` gives it.
create table case_cell (
	id int generated always as identity primary key,
	grain smallint not null,
	district text not null,
	tehsil text not null,
	department text not null,
	office text not null,
	category text not null,
	channel text not null,
	unique (grain, district, tehsil, department, office, category, channel)
);

-- Of a day (`span` 0) or a month (1, by its first day): cases that were received then and what became of them till now,
-- and cases that were settled then; `after_…`: settled within so many days of being received.
create table case_count (
	cell int not null,
	span smallint not null check (span in (0, 1)),
	day date not null,
	received int not null,
	late int not null,
	escalated int not null,
	reopened int not null,
	merged int not null,
	open int not null,
	open_late int not null,
	settled int not null,
	in_time int not null,
	satisfied int not null,
	partly int not null,
	not_satisfied int not null,
	unverified int not null,
	special int not null,
	not_taken_up int not null,
	withdrawn int not null,
	after_1 int not null,
	after_3 int not null,
	after_5 int not null,
	after_7 int not null,
	after_10 int not null,
	after_14 int not null,
	after_21 int not null,
	after_30 int not null,
	after_45 int not null,
	after_60 int not null,
	after_90 int not null,
	after_more int not null,
	-- What comes where and when is read most, for hot spots from the index alone.
	primary key (cell, span, day) include (received)
) with (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
-- The oldest open case is of the first day that has one.
create index case_count_open on case_count (cell, day) where span = 0 and open > 0;

-- What a case adds to the day on which it was received, and to that on which it was settled.
create function case_figures(received_on date, settled_on date, is_late boolean, was_escalated boolean,
	was_reopened boolean, is_merged boolean, ending text, weight int)
returns table (day date,
	received int, late int, escalated int, reopened int, merged int, open int, open_late int, settled int,
	in_time int, satisfied int, partly int, not_satisfied int, unverified int, special int, not_taken_up int,
	withdrawn int, after_1 int, after_3 int, after_5 int, after_7 int, after_10 int, after_14 int, after_21 int,
	after_30 int, after_45 int, after_60 int, after_90 int, after_more int)
language sql immutable parallel safe as $$
	select received_on, weight, is_late::int * weight, was_escalated::int * weight, was_reopened::int * weight,
		is_merged::int * weight, (settled_on is null and not is_merged)::int * weight,
		(settled_on is null and not is_merged and is_late)::int * weight,
		0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0
	union all
	select settled_on, 0, 0, 0, 0, 0, 0, 0,
		weight, (not is_late)::int * weight, (ending = 'satisfied')::int * weight,
		(ending = 'partly')::int * weight, (ending = 'not_satisfied')::int * weight,
		(ending = 'unverified')::int * weight, (ending = 'special')::int * weight,
		(ending = 'not_taken_up')::int * weight, (ending = 'withdrawn')::int * weight,
		(class = 0)::int * weight, (class = 1)::int * weight, (class = 2)::int * weight,
		(class = 3)::int * weight, (class = 4)::int * weight, (class = 5)::int * weight,
		(class = 6)::int * weight, (class = 7)::int * weight, (class = 8)::int * weight,
		(class = 9)::int * weight, (class = 10)::int * weight, (class = 11)::int * weight
	from (select width_bucket(settled_on - received_on, '{2,4,6,8,11,15,22,31,46,61,91}'::int[]) as class) passed
	where settled_on is not null
$$;

-- Only what counts is noted: a change of the summary or of a date that is due is none. Cases are never deleted.
create function note_cases() returns trigger language plpgsql as $$
begin
	if tg_op = 'INSERT' then
		insert into case_change (district, tehsil, department, office, category, channel, received_on, settled_on, late, escalated,
			reopened, merged, outcome, weight)
			select district, coalesce(tehsil, ''), department, coalesce(office, ''), category, channel, india_day(received_at),
				india_day(settled_at), late, escalations > 0, reopenings > 0, merged_into is not null and not settled,
				case_outcome(state, verdict), count(*)
			from new_rows group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13;
	else
		insert into case_change (district, tehsil, department, office, category, channel, received_on, settled_on, late, escalated,
			reopened, merged, outcome, weight)
			select district, coalesce(tehsil, ''), department, coalesce(office, ''), category, channel, india_day(received_at),
				india_day(settled_at), late, escalations > 0, reopenings > 0, merged_into is not null and not settled,
				case_outcome(state, verdict), sum(weight)
			from (select 1 as weight, n.* from new_rows n union all select -1, o.* from old_rows o) g
			group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13 having sum(weight) <> 0;
	end if;
	return null;
end $$;
create trigger counted_new after insert on grievance referencing new table as new_rows
	for each statement execute function note_cases();
create trigger counted_changed after update on grievance referencing old table as old_rows new table as new_rows
	for each statement execute function note_cases();

-- Folds at most so many changes into the counts and gives how many it took; one process at a time does.
create function fold_cases(most int) returns int language plpgsql as $$
declare
	taken bigint[];
begin
	if not pg_try_advisory_xact_lock(1946045) then return 0; end if;
	taken := array(select id from case_change order by id limit most);
	if cardinality(taken) = 0 then return 0; end if;
	insert into case_cell (grain, district, tehsil, department, office, category, channel)
		select grouping(district, tehsil, department, office, category, channel)::smallint,
			coalesce(district, ''), coalesce(tehsil, ''), coalesce(department, ''), coalesce(office, ''),
			coalesce(category, ''), coalesce(channel, '')
		from case_change where id = any(taken) group by grouping sets (
			(district),
			(district, tehsil),
			(department, channel),
			(department, category),
			(district, channel),
			(district, department, office),
			(district, department, category),
			(district, tehsil, channel),
			(department, category, channel),
			(district, department, channel),
			(district, department, office, category),
			(district, tehsil, department, category))
		on conflict do nothing;
	with gone as (
		delete from case_change where id = any(taken) returning *
	), counted as (
		select grouping(day)::smallint as span,
			grouping(district, tehsil, department, office, category, channel)::smallint as grain,
			coalesce(district, '') as district, coalesce(tehsil, '') as tehsil,
			coalesce(department, '') as department, coalesce(office, '') as office,
			coalesce(category, '') as category, coalesce(channel, '') as channel, coalesce(day, month) as day,
			sum(f.received)::int as received, sum(f.late)::int as late, sum(f.escalated)::int as escalated,
			sum(f.reopened)::int as reopened, sum(f.merged)::int as merged, sum(f.open)::int as open,
			sum(f.open_late)::int as open_late, sum(f.settled)::int as settled, sum(f.in_time)::int as in_time,
			sum(f.satisfied)::int as satisfied, sum(f.partly)::int as partly,
			sum(f.not_satisfied)::int as not_satisfied, sum(f.unverified)::int as unverified,
			sum(f.special)::int as special, sum(f.not_taken_up)::int as not_taken_up,
			sum(f.withdrawn)::int as withdrawn, sum(f.after_1)::int as after_1, sum(f.after_3)::int as after_3,
			sum(f.after_5)::int as after_5, sum(f.after_7)::int as after_7, sum(f.after_10)::int as after_10,
			sum(f.after_14)::int as after_14, sum(f.after_21)::int as after_21,
			sum(f.after_30)::int as after_30, sum(f.after_45)::int as after_45,
			sum(f.after_60)::int as after_60, sum(f.after_90)::int as after_90,
			sum(f.after_more)::int as after_more
		from gone
		cross join lateral case_figures(received_on, settled_on, late, escalated, reopened, merged, outcome, weight) f
		cross join lateral (select date_trunc('month', f.day)::date as month) m
		group by grouping sets (
			(day, district),
			(day, district, tehsil),
			(day, department, channel),
			(day, department, category),
			(day, district, channel),
			(day, district, department, office),
			(day, district, department, category),
			(month, district, tehsil, channel),
			(month, department, category, channel),
			(month, district, department, channel),
			(month, district, department, office, category),
			(month, district, tehsil, department, category))
	), spans as (
		select * from counted
		union all
		select 1, grain, district, tehsil, department, office, category, channel, date_trunc('month', day)::date,
			sum(received)::int, sum(late)::int, sum(escalated)::int, sum(reopened)::int, sum(merged)::int,
			sum(open)::int, sum(open_late)::int, sum(settled)::int, sum(in_time)::int, sum(satisfied)::int,
			sum(partly)::int, sum(not_satisfied)::int, sum(unverified)::int, sum(special)::int,
			sum(not_taken_up)::int, sum(withdrawn)::int, sum(after_1)::int, sum(after_3)::int,
			sum(after_5)::int, sum(after_7)::int, sum(after_10)::int, sum(after_14)::int, sum(after_21)::int,
			sum(after_30)::int, sum(after_45)::int, sum(after_60)::int, sum(after_90)::int, sum(after_more)::int
		from counted where span = 0
		group by grain, district, tehsil, department, office, category, channel, date_trunc('month', day)
	)
	insert into case_count as kept (cell, span, day,
			received, late, escalated, reopened, merged, open, open_late, settled, in_time, satisfied, partly,
			not_satisfied, unverified, special, not_taken_up, withdrawn, after_1, after_3, after_5, after_7,
			after_10, after_14, after_21, after_30, after_45, after_60, after_90, after_more)
		select cell.id, span, day,
			received, late, escalated, reopened, merged, open, open_late, settled, in_time, satisfied, partly,
			not_satisfied, unverified, special, not_taken_up, withdrawn, after_1, after_3, after_5, after_7,
			after_10, after_14, after_21, after_30, after_45, after_60, after_90, after_more
		from spans join case_cell cell using (grain, district, tehsil, department, office, category, channel)
		order by 1, 2, 3
		on conflict (cell, span, day) do update set
			received = kept.received + excluded.received, late = kept.late + excluded.late,
			escalated = kept.escalated + excluded.escalated, reopened = kept.reopened + excluded.reopened,
			merged = kept.merged + excluded.merged, open = kept.open + excluded.open,
			open_late = kept.open_late + excluded.open_late, settled = kept.settled + excluded.settled,
			in_time = kept.in_time + excluded.in_time, satisfied = kept.satisfied + excluded.satisfied,
			partly = kept.partly + excluded.partly, not_satisfied = kept.not_satisfied + excluded.not_satisfied,
			unverified = kept.unverified + excluded.unverified, special = kept.special + excluded.special,
			not_taken_up = kept.not_taken_up + excluded.not_taken_up,
			withdrawn = kept.withdrawn + excluded.withdrawn, after_1 = kept.after_1 + excluded.after_1,
			after_3 = kept.after_3 + excluded.after_3, after_5 = kept.after_5 + excluded.after_5,
			after_7 = kept.after_7 + excluded.after_7, after_10 = kept.after_10 + excluded.after_10,
			after_14 = kept.after_14 + excluded.after_14, after_21 = kept.after_21 + excluded.after_21,
			after_30 = kept.after_30 + excluded.after_30, after_45 = kept.after_45 + excluded.after_45,
			after_60 = kept.after_60 + excluded.after_60, after_90 = kept.after_90 + excluded.after_90,
			after_more = kept.after_more + excluded.after_more;
	return cardinality(taken);
end $$;

-- Counts every case anew; the counts are right again once the changes are folded. Writers of cases wait meanwhile.
create function recount_cases() returns void language plpgsql as $$
begin
	lock table grievance in share mode;
	perform pg_advisory_xact_lock(1946045);
	truncate case_count, case_change;
	insert into case_change (district, tehsil, department, office, category, channel, received_on, settled_on, late, escalated,
			reopened, merged, outcome, weight)
		select district, tehsil, department, office, category, channel, received_on, settled_on, late, escalated,
			reopened, merged, outcome, count(*)
		from case_fact group by district, tehsil, department, office, category, channel, received_on, settled_on, late, escalated,
			reopened, merged, outcome;
end $$;
select recount_cases();

-- The lists behind the figures.
create index grievance_received on grievance (received_at);
create index grievance_district on grievance (district, received_at);
create index grievance_department on grievance (department, received_at);
create index grievance_open on grievance (received_at) where not settled and merged_into is null;
