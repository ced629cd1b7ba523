-- What the registration form asks beside the matter itself, files that belong to a draft, and what few may see.

alter table grievance
	-- Free: "behind the gurdwara", "opposite the tube well".
	add column landmark text,
	-- What the citizen wants to be done.
	add column relief text,
	-- When to call back; null is any time.
	add column contact_time text check (contact_time in ('morning', 'afternoon', 'evening')),
	-- A matter that this one follows: one of ours, or another office's reference as text.
	add column earlier char(10) references submission (number),
	add column earlier_elsewhere text,
	add check (earlier is null or earlier_elsewhere is null),
	-- Why few may see it; null is an ordinary case.
	add column sensitive text
		check (sensitive in ('whistle_blower', 'sexual_harassment', 'child', 'violence', 'threat', 'other'));
create index grievance_earlier on grievance (earlier) where earlier is not null;

-- Whom the matter happened to, where somebody else complains of it.
create table aggrieved (
	grievance char(10) primary key references grievance,
	name text not null,
	phone text,
	-- What the one who complains is to them.
	relation text not null
		check (relation in ('family', 'neighbour', 'representative', 'advocate', 'organisation', 'other')),
	-- Who hears the answers.
	told text not null check (told in ('applicant', 'aggrieved', 'both')),
	check (told = 'applicant' or phone is not null)
);

-- Of a sensitive case, and of whatever is linked to it. Sight is asked of this column alone.
alter table submission add column sensitive boolean not null default false;
create index submission_sensitive on submission (citizen) where sensitive;

create or replace function place_submission() returns trigger language plpgsql as $$
begin
	if new.grievance is not null then
		select district, tehsil, department, sensitive is not null
			into new.place_district, new.place_tehsil, new.place_department, new.sensitive
			from grievance where number = new.grievance;
		return new;
	end if;
	new.sensitive := false;
	new.place_district := new.matter ->> 'district';
	new.place_tehsil := new.matter ->> 'tehsil';
	new.place_department := coalesce(new.matter ->> 'department',
		(select department from category where code = new.matter ->> 'category'));
	return new;
end $$;

create or replace function place_linked() returns trigger language plpgsql as $$
begin
	update submission set place_district = new.district, place_tehsil = new.tehsil, place_department = new.department,
		sensitive = new.sensitive is not null
		where grievance = new.number;
	return null;
end $$;
drop trigger moved on grievance;
create trigger moved after update of district, tehsil, department, sensitive on grievance for each row
	when (new.district is distinct from old.district or new.tehsil is distinct from old.tehsil
		or new.department is distinct from old.department or new.sensitive is distinct from old.sensitive)
	execute function place_linked();

-- The language in which the sender of a submission is told something: the one chosen when it was registered, else the
-- one chosen by the citizen before, else that of their words.
create function answer_language(of submission) returns text language sql stable as $$
	select coalesce((select language from grievance where number = of.number),
		(select language from citizen where id = of.citizen), of.language)
$$;

-- Files of a form that is being filled in: stored at once, and its draft's till it is sent.
create table draft_file (
	id bigint generated always as identity primary key,
	person text not null references access."user" on delete cascade,
	-- As in draft: a file may be there before the draft is.
	subject text not null,
	blob text not null references blob,
	name text not null,
	media_type text not null,
	size int not null,
	created_at timestamptz not null default now()
);
create index draft_file_subject on draft_file (person, subject, id);
create index draft_file_blob on draft_file (blob);

create function forget_files() returns trigger language plpgsql as $$
begin
	delete from draft_file where person = old.person and subject = old.subject;
	return null;
end $$;
create trigger forgotten after delete on draft for each row execute function forget_files();

-- Its bytes go the way of a form that was never sent, unless something else has them by then.
create function leave_upload() returns trigger language plpgsql as $$
begin
	insert into upload (sha256) values (old.blob) on conflict (sha256) do update set created_at = now();
	return null;
end $$;
create trigger left_behind after delete on draft_file for each row execute function leave_upload();
