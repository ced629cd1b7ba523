-- What colleagues tell each other about a matter.

-- A note that is being written is a draft like any other.
alter table draft drop constraint draft_subject_check,
	add constraint draft_subject_check check (subject ~ '^(register|(submission|note):[0-9]{10})$');

-- What a person wants to be reminded of, and when.
create table reminder (
	id bigint generated always as identity primary key,
	person text not null references access."user" on delete cascade,
	number char(10) not null references submission (number),
	text text not null check (length(text) between 1 and 500),
	due_at timestamptz not null,
	state text not null default 'waiting' check (state in ('waiting', 'due', 'done')),
	made_at timestamptz not null default now()
);
create index reminder_person on reminder (person, due_at) where state <> 'done';
create index reminder_waiting on reminder (due_at) where state = 'waiting';

-- News for one person of the desk: somebody mentioned them in a note, or a reminder of theirs is due.
create table alert (
	id bigint generated always as identity primary key,
	person text not null references access."user" on delete cascade,
	kind text not null check (kind in ('mention', 'reminder')),
	number char(10) not null references submission (number),
	-- The note, of which the history is the only store.
	note bigint references event,
	reminder bigint references reminder,
	at timestamptz not null default now(),
	read_at timestamptz,
	-- A note tells a person once, however often it names them.
	unique (person, note),
	check ((kind = 'mention') = (note is not null) and (kind = 'reminder') = (reminder is not null))
);
create index alert_person on alert (person, id desc);
create index alert_unread on alert (person) where read_at is null;

-- Screens of the person ask again; what they may read of it the API decides.
create function tell_alert() returns trigger language plpgsql as $$
begin
	perform pg_notify('alert', new.person);
	return null;
end $$;
create trigger told after insert or update on alert for each row execute function tell_alert();
create trigger told after insert or update on reminder for each row execute function tell_alert();

-- Texts that agents insert rather than type, each in the three languages, with fields such as {{citizen_name}} that
-- the gateway fills. Retired ones are offered no more.
create table canned_text (
	id bigint generated always as identity primary key,
	-- Supplied text that it began as: supplied once, whatever has become of it here.
	origin text unique,
	-- What is typed after the slash.
	shortcut text not null unique check (shortcut ~ '^[a-z0-9][a-z0-9-]{1,39}$'),
	-- Where it is offered: in a question by mail, a note to colleagues, the note of a dismissal.
	places text[] not null check (cardinality(places) > 0 and places <@ '{ask,note,dismiss}'),
	body_pa text not null check (length(body_pa) between 1 and 2000),
	body_hi text not null check (length(body_hi) between 1 and 2000),
	body_en text not null check (length(body_en) between 1 and 2000),
	active boolean not null default true,
	changed_at timestamptz not null default now()
);

-- Reference data that administrators keep.

-- When it was last changed on screen: seeding leaves such a row as it is.
alter table category add column edited_at timestamptz;

-- Where departments and districts do their work. Retired, never deleted: what was sent there stays readable.
create table office (
	code text primary key check (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$'),
	level text not null check (level in ('state', 'division', 'district', 'tehsil', 'local')),
	-- An office of a higher level, so that there is no circle.
	parent text references office deferrable initially deferred check (parent <> code),
	department text references department,
	district text references district,
	tehsil text references tehsil,
	name_en text not null,
	name_pa text not null,
	name_hi text not null,
	active boolean not null default true,
	changed_at timestamptz not null default now(),
	-- From the district downwards an office lies somewhere.
	check (level in ('state', 'division') or district is not null),
	check (level <> 'tehsil' or tehsil is not null),
	check (tehsil is null or district is not null)
);
create index office_parent on office (parent) where parent is not null;
create index office_department on office (department, district);

-- Gateways forget what they know of it, and open screens ask again.
create function tell_reference() returns trigger language plpgsql as $$
begin
	perform pg_notify('reference', tg_table_name);
	return null;
end $$;
create trigger told after insert or update on district for each statement execute function tell_reference();
create trigger told after insert or update on tehsil for each statement execute function tell_reference();
create trigger told after insert or update on department for each statement execute function tell_reference();
create trigger told after insert or update on category for each statement execute function tell_reference();
create trigger told after insert or update on office for each statement execute function tell_reference();
