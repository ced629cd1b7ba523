-- What people at the desk are doing: what they have typed and not sent yet.

create table draft (
	person text not null references access."user" on delete cascade,
	-- What it is about: a submission that waits, or the form at the counter.
	subject text not null check (subject ~ '^(register|submission:[0-9]{10})$'),
	-- A form, never a file: files are uploaded where they are added.
	body jsonb not null check (octet_length(body::text) <= 131072),
	-- Rises with each saving: a screen that did not see the last one learns so instead of overwriting it.
	revision int not null default 1,
	updated_at timestamptz not null default now(),
	primary key (person, subject)
);
create index draft_updated on draft (updated_at);

-- Whoever decides has no more use for what they typed; what another agent typed stays theirs.
create function forget_draft() returns trigger language plpgsql as $$
begin
	delete from draft where person = new.decided_by and subject = 'submission:' || new.number;
	return null;
end $$;
create trigger decided after update of state on submission for each row
	when (old.state = 'waiting' and new.state <> 'waiting') execute function forget_draft();

-- Which submission each connected screen shows. Worth nothing after a crash, so nothing is written ahead for it.
create unlogged table presence (
	-- The socket's id.
	screen text primary key,
	person text not null,
	-- Null: at the desk, with nothing open.
	number char(10),
	doing text not null check (doing in ('looking', 'typing')),
	at timestamptz not null default now()
);
create index presence_number on presence (number) where number is not null;
create index presence_person on presence (person);

-- Whose turn is next: the urgent ones are few, and looked for apart.
create index submission_urgent on submission (received_at, id) where state = 'waiting' and flags @> '{urgent}';
