-- How a person wants the desk, on whatever machine they sit.

create table access.preference (
	id text primary key references access."user" on delete cascade,
	-- A `Preferences` of the contract; what is missing is as the console has it.
	body jsonb not null default '{}' check (jsonb_typeof(body) = 'object')
);
