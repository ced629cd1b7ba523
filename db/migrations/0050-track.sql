-- What shows that a telephone or mailbox is the citizen's own: codes that were asked for on the page of a number.

-- One row whether or not there is such a number and anybody to tell it to, so that nobody learns which.
create table one_time_code (
	id bigint generated always as identity primary key,
	number char(10) not null,
	-- Hash of what the browser was given that asked: elsewhere the code opens nothing.
	browser text not null check (length(browser) = 64),
	-- Where it was asked for. Gone with the row after a day.
	address text not null,
	asked_at timestamptz not null default now(),
	-- Keyed hash of the six digits; null till they are told, and for ever where nobody can be told.
	hash text check (length(hash) = 64),
	-- Keyed hash of whom it was told.
	recipient text,
	tries smallint not null default 0 check (tries between 0 and 5),
	used_at timestamptz
);
create index one_time_code_number on one_time_code (number, asked_at);
create index one_time_code_address on one_time_code (address, asked_at);
create index one_time_code_recipient on one_time_code (recipient, asked_at) where recipient is not null;
create index one_time_code_asked on one_time_code (asked_at);

-- Texts that asked for something and became no submission; erasing a person looks through them.
create index delivery_command on delivery (id) where 'command' = any(flags);
