-- Counting ten million cases anew spilled to disk for most of its time: the groups of two years do not fit into memory.
-- Those of a month do.
create or replace view case_fact as
	select number, district, coalesce(tehsil, '') as tehsil, department, coalesce(office, '') as office, category, channel,
		india_day(received_at) as received_on, india_day(settled_at) as settled_on, late, escalations > 0 as escalated,
		reopenings > 0 as reopened, merged_into is not null and not settled as merged,
		case_outcome(state, verdict) as outcome, received_at, settled_at, settled
	from grievance;
create or replace function recount_cases() returns void language plpgsql
set work_mem = '256MB' set hash_mem_multiplier = 8 set enable_nestloop = off set jit = off as $$
declare
	names constant text[] := '{district,tehsil,department,office,category,channel}';
	measures text;
	sums text;
	counting text;
	month timestamp;
	sets int[];
	part record;
	held_in int;
begin
	lock table grievance in share mode;
	perform pg_advisory_xact_lock(1946045);
	truncate case_count, case_change;
	select string_agg(attname, ', ' order by attnum), string_agg(format('sum(%I)::int as %1$I', attname), ', ' order by attnum)
		into measures, sums from pg_attribute
		where attrelid = 'case_count'::regclass and attnum > 0 and not attisdropped and attname not in ('cell', 'span', 'day');
	-- The cases are read once for each moment that counts, into few sets from which each grain of `fold_cases` can be summed
	-- up. `held`: a bit for each column, the day last, that a set does not have.
	counting := format($statement$
		select grouping(district, tehsil, department, office, category, channel, day) as held, district, tehsil, department,
			office, category, channel, day, $1::date as month, %s
		from (
			select district, tehsil, department, office, category, channel, f.*
			from case_fact c cross join lateral
				case_figures(received_on, settled_on, late, escalated, reopened, merged, outcome, 1) f
			where (received_at >= $2 and received_at < $3 or c.settled and settled_at >= $2 and settled_at < $3)
				and f.day >= $1::date and f.day < $1::date + interval '1 month'
		) halves
		group by grouping sets (
			(day, district, department, office, category),
			(day, district, tehsil, channel),
			(day, department, category, channel),
			(district, tehsil, department, category),
			(district, department, channel))
		$statement$, sums);
	execute 'create temp table counted on commit drop as ' || counting using null::date, null::timestamptz, null::timestamptz;
	for month in
		select generate_series(date_trunc('month', min(received_at) at time zone 'Asia/Kolkata'),
			greatest(max(received_at), max(settled_at)) at time zone 'Asia/Kolkata', '1 month') from grievance
	loop
		execute 'insert into counted ' || counting using month, month at time zone 'Asia/Kolkata',
			(month + interval '1 month') at time zone 'Asia/Kolkata';
	end loop;
	create index on counted (held);
	analyze counted;
	-- The fewer columns a set has, the smaller it is.
	sets := array(select held from counted group by held order by bit_count(held::bit(7)) desc);
	for part in
		select span, list, shown, 63 - bits as grain, bits * 2 + 1 - span as needed
		from (values
				('{district}'::text[], 0), ('{district,tehsil}', 0), ('{department,channel}', 0), ('{department,category}', 0),
				('{district,channel}', 0), ('{district,department,office}', 0), ('{district,department,category}', 0),
				('{district,tehsil,channel}', 1), ('{department,category,channel}', 1), ('{district,department,channel}', 1),
				('{district,department,office,category}', 1), ('{district,tehsil,department,category}', 1)) as grain (kept, span)
			cross join lateral (
				select sum((name = any(kept))::int << (6 - at::int)) as bits, string_agg(name, ', ') filter (where name = any(kept)) as list,
					string_agg(case when name = any(kept) then name else '''''' end, ', ' order by at) as shown
				from unnest(names) with ordinality as n (name, at)
			) as of_grain
	loop
		select held into held_in from unnest(sets) with ordinality as s (held, at) where held & part.needed = 0 order by at limit 1;
		continue when held_in is null;
		execute format('insert into case_cell (grain, district, tehsil, department, office, category, channel)
			select distinct %s, %s from counted where held = %s on conflict do nothing', part.grain, part.shown, held_in);
		execute format('insert into case_count (cell, span, day, %1$s)
			select id, %2$s, %3$s, %4$s from (select id, counted.* from counted join case_cell c using (%5$s)
				where held = %6$s and grain = %7$s) n
			group by id, %3$s order by id, %3$s', measures, part.span, case part.span when 0 then 'day' else 'month' end, sums,
			part.list, held_in, part.grain);
	end loop;
	-- What is kept day by day is kept by month as well.
	execute format('insert into case_count (cell, span, day, %1$s)
		select cell, 1, date_trunc(''month'', day::timestamp)::date, %2$s from case_count where span = 0 group by 1, 3 order by 1, 3',
		measures, sums);
	drop table counted;
end $$;
