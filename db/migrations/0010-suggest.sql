-- What suggestions learn from: every registered submission as one Latin skeleton of its words, whatever its script.

create table example (
	id bigint generated always as identity primary key,
	number char(10) not null unique references submission (number),
	-- Consonants of its words in Latin letters, made by the gateway; to be compared, never to be read.
	skeleton text not null,
	category text not null,
	department text not null,
	district text not null,
	decided_at timestamptz not null default now()
);
create index example_place on example (district, category, decided_at);

-- Words of an example that tell what it is about. The newest of a word are read backwards from the end of its range,
-- so that finding candidates costs the same among a million as among a thousand.
create table example_word (
	word text not null,
	-- Not a foreign key: checking one needs a second index as large as the table. Nobody but the statement that
	-- replaces an example deletes one, and takes its words along; a word of none would only be passed over.
	example bigint not null,
	primary key (word, example)
);

-- Who may be meant: the last ten digits of a telephone, the name.
create index citizen_contact_digits on citizen_contact (right(value, 10)) where kind = 'phone';
create index citizen_name on citizen (lower(name)) where name is not null;
