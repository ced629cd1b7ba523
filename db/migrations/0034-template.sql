-- What citizens are told, as data: approved texts in three languages, versions of which one at a time is in force.

-- Variables of a text, each as often as it stands there; what is the same for the whole installation is none.
create function template_variables(body text) returns int language sql immutable as $$
	select count(*)::int from regexp_matches(body, '\{[a-z_]+\}', 'g') as found
	where found[1] not in ('{helpline}', '{site}')
$$;

-- The text with its variables open, as a pattern: what was made of it matches, anything else does not.
create function template_pattern(body text) returns text language sql immutable as $$
	select '^' || regexp_replace(
		regexp_replace(
			regexp_replace(body, '[\\.^$*+?()|{}\[\]]', '\\\&', 'g'),
			'\\\{(helpline|site)\\\}', '.{1,80}', 'g'),
		'\\\{[a-z_]+\\\}', '.{1,30}', 'g') || '$'
$$;

create table template (
	id bigint generated always as identity primary key,
	key text not null check (key ~ '^[a-z][a-z_]{1,39}$'),
	channel text not null check (channel in ('sms', 'email', 'voice')),
	language text not null check (language in ('pa', 'hi', 'en')),
	version int not null check (version > 0),
	-- A mail's.
	subject text,
	body text not null check (body <> ''),
	state text not null default 'draft' check (state in ('draft', 'approved', 'retired')),
	-- Told between 08 and 21 in India alone; false for answers to what the citizen has just done.
	by_day boolean not null,
	-- Of the operators' register of texts (DLT); null: the sending account's.
	dlt_entity text check (dlt_entity ~ '^[0-9]{6,30}$'),
	dlt_header text check (dlt_header ~ '^[A-Za-z0-9-]{3,11}$'),
	dlt_template text check (dlt_template ~ '^[0-9]{6,30}$'),
	-- Since when it is told, or was.
	effective_at timestamptz,
	-- Null: came with the product.
	made_by text,
	made_at timestamptz not null default now(),
	approved_by text,
	retired_at timestamptz,
	unique (key, channel, language, version),
	check ((channel = 'email') = (subject is not null)),
	-- TRAI, 12 May 2023: more than three variables need a justification of their own.
	check (channel <> 'sms' or template_variables(body) <= 3),
	check ((state = 'draft') = (effective_at is null)),
	check ((state = 'retired') = (retired_at is not null))
);
-- One text is told at a time, and one is being written.
create unique index template_in_force on template (key, channel, language) where state = 'approved';
create unique index template_draft on template (key, channel, language) where state = 'draft';

-- What was ever told is what it was: only a draft is written in, and nothing goes back to being one.
create function template_keeps() returns trigger language plpgsql as $$
begin
	if tg_op = 'DELETE' then
		if old.state <> 'draft' then raise exception 'a template that was approved stays'; end if;
		return old;
	end if;
	if old.state <> 'draft' and (new.key, new.channel, new.language, new.version, new.subject, new.body, new.state = 'draft')
			is distinct from (old.key, old.channel, old.language, old.version, old.subject, old.body, false) then
		raise exception 'the words of an approved template cannot be changed';
	end if;
	return new;
end $$;
create trigger keeps before update or delete on template for each row execute function template_keeps();

-- Every process that composes notices reads them anew.
create function template_told() returns trigger language plpgsql as $$
begin
	perform pg_notify('template', '');
	return null;
end $$;
create trigger told after insert or update or delete on template for each statement execute function template_told();

alter table notice
	-- The text it was made of; null before there were any as data.
	add column template_id bigint references template;

-- India: an SMS to +91 says what an approved text says, with its variables filled, and nothing else.
create function notice_approved() returns trigger language plpgsql as $$
declare
	of template;
begin
	select * into of from template where id = new.template_id;
	if of.id is null or of.state = 'draft' or of.channel <> 'sms' or new.body !~ template_pattern(of.body) then
		raise exception 'an SMS to +91 is made of an approved template' using errcode = 'check_violation';
	end if;
	return new;
end $$;
create trigger approved before insert on notice for each row
	when (new.channel = 'sms' and new.recipient like '+91%') execute function notice_approved();
create trigger approved_still before update of body, recipient, template_id on notice for each row
	when (new.channel = 'sms' and new.recipient like '+91%' and new.body <> '') execute function notice_approved();
