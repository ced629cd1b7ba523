-- Whose a case is: offices and the chairs in them, who sits there, and the rules that lead to them.

alter table office
	-- Supplied so that a new installation has somewhere to send cases to; an office that was kept on screen is not.
	add column demonstration boolean not null default false;
create index office_place on office (district, level) where active;

-- A chair in an office. Cases go to the chair, whoever sits in it.
create table post (
	code text primary key check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,59}$'),
	office text not null references office,
	-- Who is above whom in the office; a case of level n goes to the lowest chair of rank n or higher.
	rank smallint not null check (rank between 1 and 3),
	name_en text not null,
	name_pa text not null,
	name_hi text not null,
	active boolean not null default true,
	demonstration boolean not null default false,
	unique (office, rank)
);

-- Who sat in it and sits there; the history stays.
create table post_holder (
	id bigint generated always as identity primary key,
	post text not null references post,
	person text not null references access."user",
	since date not null,
	-- The last day; null while nobody said so.
	until date,
	check (until >= since)
);
-- One chair holds one person at a time.
create unique index post_holder_now on post_holder (post) where until is null;
create index post_holder_person on post_holder (person);

-- By what a case finds its first office. The most specific rule whose office there is wins.
create table routing_rule (
	id bigint generated always as identity primary key,
	category text references category,
	department text references department,
	district text references district,
	tehsil text references tehsil,
	target text not null check (target in ('office', 'department_district', 'department_state', 'district')),
	office text references office,
	track text not null check (track in ('district', 'state')),
	active boolean not null default true,
	demonstration boolean not null default false,
	changed_at timestamptz not null default now(),
	-- How much it says; the higher goes first.
	weight smallint not null generated always as (
		(category is not null)::int * 8 + (department is not null)::int * 4
		+ (tehsil is not null)::int * 2 + (district is not null)::int) stored,
	check ((target = 'office') = (office is not null))
);
-- No two rules say the same.
create unique index routing_rule_once on routing_rule (category, department, district, tehsil)
	nulls not distinct where active;

-- The office that a rule means for a matter of this department and district.
create function office_of(rule routing_rule, of_department text, of_district text) returns text language sql stable as $$
	select code from office
	where active and case rule.target
		when 'office' then code = rule.office
		when 'department_district' then level = 'district' and department = of_department and district = of_district
		when 'department_state' then level = 'state' and department = of_department
		else level = 'district' and department is null and district = of_district end
	order by code limit 1
$$;

create function today() returns date language sql stable as $$
	select (sunwai_now() at time zone 'Asia/Kolkata')::date
$$;

-- The chair of the office that acts at this level, and whether somebody sits in it. `due`: whether it is the one that
-- should, and not one above it.
create function chair_of(of_office text, at_level int)
	returns table (post text, held boolean, due boolean) language sql stable as $$
	with chair as (
		select p.code, p.rank, row_number() over (order by p.rank < at_level,
				case when p.rank >= at_level then p.rank else -p.rank end) as turn,
			-- Who may sign in no more, or is no officer any more, does not act.
			exists (select from post_holder h join access."user" u on u.id = h.person and u.role = 'officer'
				left join access.staff s on s.id = h.person
				where h.post = p.code and h.since <= today() and coalesce(h.until, 'infinity') >= today()
					and coalesce(s.active, true)) as held
		from post p where p.office = of_office and p.active
	), first as (
		select * from chair where turn = 1
	)
	select chair.code, chair.held, chair.turn = 1 from chair, first
	where chair.turn = 1 or (chair.held and chair.rank > first.rank)
	order by not chair.held, chair.turn limit 1
$$;

-- Where a case of this level is to lie that belongs to this office: the office, the chair, and what was done where the
-- chair that should have it is vacant.
create function seat_in(target text, at_level int)
	returns table (office text, post text, fallback text) language plpgsql stable as $$
declare
	place text := target;
	chair record;
	first_chair text;
begin
	while place is not null loop
		select * into chair from chair_of(place, at_level);
		if place = target then first_chair := chair.post; end if;
		if chair.held then
			return query select place, chair.post, case when place <> target then 'parent_office'
				when not chair.due then 'superior_post' end;
			return;
		end if;
		select o.parent into place from office o where o.code = place;
	end loop;
	return query select target, first_chair, 'supervisor'::text;
end $$;

-- The same for a case of this track and matter that comes from an office. The office is null where there is none at all.
create function seat_of(of_track text, at_level int, of_department text, of_district text, at_office text)
	returns table (office text, post text, fallback text) language plpgsql stable as $$
declare
	target text := at_office;
begin
	if at_level > 1 then
		if of_track = 'state' then
			select code into target from office o
				where o.active and o.level = 'state' and o.department = of_department order by code limit 1;
		else
			select code into target from office o
				where o.active and o.level = 'district' and o.department is null and o.district = of_district
				order by code limit 1;
			if at_level = 3 then
				select o.parent into target from office o where o.code = target;
			end if;
		end if;
		-- Nobody is above: the office above the one that had it, else that one.
		target := coalesce(target, (select o.parent from office o where o.code = at_office), at_office);
	end if;
	return query select * from seat_in(target, at_level);
end $$;
