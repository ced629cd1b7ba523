-- Who the people of the desk are, what each may see, and where a matter belongs.

alter table access."user" drop constraint user_role_check;
alter table access."user" add constraint user_role_check check (
	"role" in ('agent', 'operator', 'officer', 'feedback_agent', 'supervisor', 'viewer', 'admin', 'auditor')
);

-- What the sign-in library does not know of a person. Null is no limit; whoever has no row has none at all.
create table access.staff (
	id text primary key references access."user" on delete cascade,
	active boolean not null default true,
	-- Jurisdiction.
	districts text[],
	tehsils text[],
	departments text[],
	-- Skills.
	channels text[],
	languages text[],
	-- An empty list would hide everything from a person whom somebody meant to limit by nothing.
	check (cardinality(districts) > 0),
	check (cardinality(tehsils) > 0),
	check (cardinality(departments) > 0),
	check (cardinality(channels) > 0),
	check (cardinality(languages) > 0)
);
insert into access.staff (id) select id from access."user";

-- A gateway asks again who a socket belongs to when anything about the person may have changed.
create function access.tell_person() returns trigger language plpgsql as $$
begin
	perform pg_notify('person', to_jsonb(coalesce(new, old)) ->> tg_argv[0]);
	return null;
end $$;
create trigger signed_out after delete on access."session"
	for each row execute function access.tell_person('userId');
create trigger changed after insert or update on access.staff
	for each row execute function access.tell_person('id');
create trigger changed after update of "role" on access."user"
	for each row execute function access.tell_person('id');

-- The sign-in library knows nothing of closed sign-ins: no session is made for one.
create function access.refuse_closed() returns trigger language plpgsql as $$
begin
	if exists (select from access.staff where id = new."userId" and not active) then return null; end if;
	return new;
end $$;
create trigger closed before insert on access."session"
	for each row execute function access.refuse_closed();

-- Where a matter lies and whose it is, as far as it is known: as its grievance says, else as its sender said.
-- Jurisdiction is asked of these columns alone.
alter table submission
	add column place_district text,
	add column place_tehsil text,
	add column place_department text,
	-- Who took it in at the desk.
	add column taken_by text;

create function place_submission() returns trigger language plpgsql as $$
begin
	if new.grievance is not null then
		select district, tehsil, department into new.place_district, new.place_tehsil, new.place_department
			from grievance where number = new.grievance;
		return new;
	end if;
	new.place_district := new.matter ->> 'district';
	new.place_tehsil := new.matter ->> 'tehsil';
	new.place_department := coalesce(new.matter ->> 'department',
		(select department from category where code = new.matter ->> 'category'));
	return new;
end $$;
-- Texts and mails say nothing of their place: the way in does not pay for them.
create trigger placed before insert on submission for each row
	when (new.matter <> '{}' or new.grievance is not null) execute function place_submission();
create trigger placed_again before update of matter, grievance on submission for each row
	when (new.matter <> old.matter or new.grievance is distinct from old.grievance) execute function place_submission();

-- A case that moves takes along what was linked to it.
create function place_linked() returns trigger language plpgsql as $$
begin
	update submission set place_district = new.district, place_tehsil = new.tehsil, place_department = new.department
		where grievance = new.number;
	return null;
end $$;
create trigger moved after update of district, tehsil, department on grievance for each row
	when ((new.district, new.tehsil, new.department) is distinct from (old.district, old.tehsil, old.department))
	execute function place_linked();

alter table submission disable trigger changed;
update submission s set place_district = g.district, place_tehsil = g.tehsil, place_department = g.department
	from grievance g where g.number = s.grievance;
update submission s set place_district = matter ->> 'district', place_tehsil = matter ->> 'tehsil',
		place_department = coalesce(matter ->> 'department',
			(select department from category where code = s.matter ->> 'category'))
	where grievance is null and matter <> '{}';
alter table submission enable trigger changed;

create index submission_place on submission (place_district, id desc) where place_district is not null;
create index submission_place_waiting on submission (place_district, received_at, id)
	where state = 'waiting' and place_district is not null;
create index submission_department on submission (place_department, id desc) where place_department is not null;
-- What a limited person sees beyond their limits, because it is theirs.
create index submission_decided_by on submission (decided_by, id desc) where decided_by is not null;
create index submission_taken_by on submission (taken_by, id desc) where taken_by is not null;
create index submission_claimed_by on submission (claimed_by) where claimed_by is not null;
