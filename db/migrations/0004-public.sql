-- What citizens' pages and other programs read, and who may write by program.

-- Keys of programs that hand in requests (Open311). Only the hash is kept: a key is shown once, when it is made.
create table api_key (
	id bigint generated always as identity primary key,
	name text not null check (name <> ''),
	hash text not null unique check (length(hash) = 64),
	scopes text[] not null default '{open311}',
	created_at timestamptz not null default now(),
	revoked_at timestamptz
);

-- What Open311 lists: registered grievances, and what other programs handed in. Small, so that intake pays little.
create index submission_public on submission (received_at desc, id desc)
	where state = 'registered' or account = 'open311';
