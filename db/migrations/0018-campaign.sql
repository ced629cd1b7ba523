-- Many at once: one act on many submissions, and one grievance of many citizens.

-- One act of one person on many submissions, done in the background row by row.
create table bulk (
	id bigint generated always as identity primary key,
	-- Made by the page: the same press of the button twice is one act.
	key uuid not null unique,
	person text not null references access."user" on delete cascade,
	act jsonb not null,
	state text not null default 'running' check (state in ('running', 'done', 'undoing', 'undone')),
	made_at timestamptz not null default now(),
	done_at timestamptz,
	undo_reason text,
	undo_at timestamptz,
	undone_at timestamptz,
	check (state not in ('undoing', 'undone') or undo_reason is not null)
);
create index bulk_person on bulk (person, id desc);
create index bulk_unfinished on bulk (id) where state in ('running', 'undoing');

-- What became of each. A row changes on the transaction of its verb: whatever dies in between, nothing is done twice.
create table bulk_row (
	bulk bigint not null references bulk on delete cascade,
	position int not null,
	-- As it was asked: nobody has checked yet that there is one, and that the person may see it.
	number char(10) not null,
	state text not null default 'waiting' check (state in ('waiting', 'done', 'refused', 'undone', 'kept')),
	-- Code of the refusal, of the act or of its undoing.
	reason text,
	-- Name of whoever holds it, where that is why.
	holder text,
	-- What undoing needs: the decision that the act made, or who held it before.
	decided_at timestamptz,
	held_by text,
	at timestamptz,
	primary key (bulk, number),
	check ((state in ('refused', 'kept')) = (reason is not null))
);
create index bulk_row_open on bulk_row (bulk, position) where state in ('waiting', 'done');

-- A case that many citizens bring together: their submissions are linked to it, those who signed on paper are listed.
create table campaign (
	grievance char(10) primary key references grievance,
	title text not null check (title <> ''),
	-- Its text without spelling and script: what comes later is compared with it.
	skeleton text not null,
	made_by text not null,
	made_by_name text not null,
	made_at timestamptz not null default now()
);
create index campaign_skeleton on campaign using gin (skeleton gin_trgm_ops);

-- Who signed a paper that somebody brought or sent: they have no submission, and so no number of their own.
create table signatory (
	id bigint generated always as identity primary key,
	grievance char(10) not null references campaign,
	name text not null check (name <> ''),
	-- E.164.
	phone text,
	address text,
	added_by text not null,
	added_by_name text not null,
	added_at timestamptz not null default now(),
	removed_at timestamptz,
	removed_by_name text
);
-- The same list put in twice adds nobody twice.
create unique index signatory_once
	on signatory (grievance, lower(name), coalesce(phone, ''), coalesce(lower(address), '')) where removed_at is null;
create index signatory_listed on signatory (grievance, id) where removed_at is null;

-- Everybody who brings a case: those with a number of their own, and those on its lists.
create function people_of(of_case char(10)) returns int language sql stable as $$
	select ((select count(*) from submission where grievance = of_case)
		+ (select count(*) from signatory where grievance = of_case and removed_at is null))::int
$$;

-- Who decided how many today.
create index submission_decided on submission (decided_by, decided_at) where decided_at is not null;
