-- What a submission is found by, beside it and not in it: a claim or a decision would otherwise write all of it again.
-- It takes the place of the trigrams of the whole text, which saw one script at a time and cost the intake more.

create table search (
	-- Not a foreign key: the statement that puts a submission into the queue writes both.
	submission bigint primary key,
	number char(10) not null,
	-- Keys of its words (one for all spellings and scripts) and of its digits, made by the gateway. Each begins with the
	-- block of 32,768 submissions that it lies in: blocks are searched from the newest, so that a word of every second
	-- text costs no more among millions than among thousands.
	words tsvector not null,
	-- Channel, district, tehsil, department, category, month and people, with the block before them too.
	facets text[] not null
);
-- The list of what is not sorted in yet is read by every search: kept short.
create index search_found on search using gin (words, facets) with (gin_pending_list_limit = 1024);
-- A number of which only the end is known.
create index search_ending on search (reverse(number::text));

create function search_block(submission bigint) returns text language sql immutable parallel safe as $$
	select to_hex(submission >> 15)
$$;

create function search_words(submission bigint, words text[]) returns tsvector
	language sql immutable parallel safe as $$
	select array_to_tsvector(array(select search_block(submission) || '/' || word from unnest(words) word))
$$;

-- What the row check of `db/scope.ts` asks is here as well: who sees a part of the state searches that part alone, and
-- finds what they took in or decided elsewhere. A claim comes and goes too often; `submission_claimed_by` has it.
create function search_facets(s submission, category text) returns text[] language sql immutable parallel safe as $$
	select array_remove(array[block || '/w' || s.channel, block || '/d' || s.place_district,
		block || '/h' || s.place_tehsil, block || '/p' || s.place_department, block || '/c' || category,
		block || '/t' || to_char(s.received_at at time zone 'Asia/Kolkata', 'YYMM'),
		block || '/u' || s.decided_by, block || '/u' || s.taken_by], null)
	from search_block(s.id) block
$$;

create function keep_facets() returns trigger language plpgsql as $$
begin
	update search set facets = search_facets(new, coalesce((select category from grievance
			where number = new.grievance), new.matter ->> 'category'))
		where submission = new.id;
	return null;
end $$;
create trigger sought_again after update of matter, grievance, place_district, place_tehsil, place_department,
		decided_by, taken_by on submission for each row
	when (old.matter <> new.matter or old.grievance is distinct from new.grievance
		or old.place_district is distinct from new.place_district
		or old.place_tehsil is distinct from new.place_tehsil
		or old.place_department is distinct from new.place_department
		or old.decided_by is distinct from new.decided_by or old.taken_by is distinct from new.taken_by)
	execute function keep_facets();

create function keep_category() returns trigger language plpgsql as $$
begin
	update search f set facets = search_facets(s, new.category)
		from submission s where s.grievance = new.number and f.submission = s.id;
	return null;
end $$;
create trigger sought_again after update of category on grievance for each row
	when (old.category <> new.category) execute function keep_category();

-- What lies here already is taken in by the housekeeping, the newest first.
create table search_backlog (
	-- Submissions up to this one have no row in `search` yet.
	up_to bigint not null
);
insert into search_backlog select max(id) from submission having count(*) > 0;

drop index submission_search;
alter table submission drop column searchable;

-- A file that somebody ordered of what they find; written by a job, kept for a while.
create table export (
	id uuid primary key default gen_random_uuid(),
	person text not null,
	source text not null check (source in ('search', 'queue')),
	filters jsonb not null,
	format text not null check (format in ('csv', 'xlsx')),
	language text not null,
	state text not null default 'queued' check (state in ('queued', 'running', 'ready', 'failed')),
	-- Which taking up of the work the rows are of: whoever was taken for dead must not write into its successor's file.
	attempt int not null default 0,
	rows int not null default 0,
	total int,
	-- True: there was more than a file may hold.
	cut boolean not null default false,
	size int,
	error text,
	ordered_at timestamptz not null default now(),
	-- Last sign of life of who writes it.
	beat_at timestamptz not null default now(),
	finished_at timestamptz,
	expires_at timestamptz
);
create index export_person on export (person, ordered_at desc);
create index export_open on export (beat_at) where state in ('queued', 'running');
create index export_expires on export (expires_at) where expires_at is not null;
create table export_part (
	export uuid not null references export (id) on delete cascade,
	attempt int not null,
	position int not null,
	content bytea not null,
	primary key (export, attempt, position)
);
-- Compressed already, or read once.
alter table export_part alter column content set storage external;

-- A search or a set of queue filters that somebody gave a name.
create table saved_view (
	id bigint generated always as identity primary key,
	person text not null,
	name text not null check (length(name) between 1 and 80),
	source text not null check (source in ('search', 'queue')),
	filters jsonb not null,
	-- Seen by everybody.
	shared boolean not null default false,
	made_at timestamptz not null default now(),
	unique (person, name)
);
create index saved_view_shared on saved_view (name) where shared;
