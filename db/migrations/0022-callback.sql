-- What a call turned out to be, and whom to call back.

-- Data: more may be added, none taken away; `hot_key` is what an agent presses with Alt.
create table disposition (
	code text primary key,
	position int not null unique,
	hot_key int unique check (hot_key between 1 and 9),
	names jsonb not null,
	active boolean not null default true
);
insert into disposition (code, position, hot_key, names) values
	('registered', 1, 1, '{"en": "Grievance registered", "pa": "ਸ਼ਿਕਾਇਤ ਦਰਜ", "hi": "शिकायत दर्ज"}'),
	('linked', 2, 2, '{"en": "Added to a known case", "pa": "ਪੁਰਾਣੇ ਕੇਸ ਨਾਲ ਜੋੜੀ", "hi": "पुराने मामले से जोड़ी"}'),
	('information_given', 3, 3, '{"en": "Information given", "pa": "ਜਾਣਕਾਰੀ ਦਿੱਤੀ", "hi": "जानकारी दी"}'),
	('status_given', 4, 4, '{"en": "Status told", "pa": "ਸਥਿਤੀ ਦੱਸੀ", "hi": "स्थिति बताई"}'),
	('referred', 5, 5, '{"en": "Referred to another authority", "pa": "ਹੋਰ ਅਥਾਰਟੀ ਕੋਲ ਭੇਜਿਆ", "hi": "अन्य प्राधिकरण को भेजा"}'),
	('silent', 6, 6, '{"en": "Silent call", "pa": "ਚੁੱਪ ਕਾਲ", "hi": "मौन कॉल"}'),
	('wrong_number', 7, 7, '{"en": "Wrong number", "pa": "ਗ਼ਲਤ ਨੰਬਰ", "hi": "ग़लत नंबर"}'),
	('abusive', 8, 8, '{"en": "Abusive call", "pa": "ਗਾਲੀ-ਗਲੋਚ ਵਾਲੀ ਕਾਲ", "hi": "अपशब्द वाली कॉल"}'),
	('broken_off', 9, 9, '{"en": "Broken off, call back", "pa": "ਕਾਲ ਟੁੱਟੀ, ਵਾਪਸ ਕਾਲ ਕਰੋ", "hi": "कॉल टूटी, वापस कॉल करें"}'),
	('test', 10, null, '{"en": "Test call", "pa": "ਟੈਸਟ ਕਾਲ", "hi": "परीक्षण कॉल"}');

alter table call
	add column disposition text references disposition,
	add column disposed_at timestamptz,
	add column disposed_by text,
	add check ((disposition is null) = (disposed_at is null));
create index call_disposed on call (disposed_at) where disposed_at is not null;

-- What an agent types during a call outlives it.
alter table draft drop constraint draft_subject_check,
	add constraint draft_subject_check
		check (subject ~ '^(register|(submission|note):[0-9]{10}|call:[0-9]{1,18})$');

-- Calls are made between these hours in India, on any day; a time outside of them is moved to the next opening.
create function calling_time(at timestamptz) returns timestamptz language sql immutable as $$
	select case
		when extract(hour from at at time zone 'Asia/Kolkata') < 9
			then (date_trunc('day', at at time zone 'Asia/Kolkata') + interval '9 hours') at time zone 'Asia/Kolkata'
		when extract(hour from at at time zone 'Asia/Kolkata') >= 18
			then (date_trunc('day', at at time zone 'Asia/Kolkata') + interval '33 hours') at time zone 'Asia/Kolkata'
		else at
	end
$$;
-- When to try again after so many attempts that reached nobody: a quarter of an hour, two hours, the next day; then
-- no more.
create function next_attempt(attempts int, at timestamptz) returns timestamptz language sql immutable as $$
	select case attempts
		when 1 then calling_time(at + interval '15 minutes')
		when 2 then calling_time(at + interval '2 hours')
		when 3 then (date_trunc('day', at at time zone 'Asia/Kolkata') + interval '33 hours') at time zone 'Asia/Kolkata'
	end
$$;

-- People who wait to be called.
create table callback (
	id bigint generated always as identity primary key,
	-- E.164; null once its person is erased.
	phone text,
	reason text not null check (reason in ('asked', 'abandoned', 'voicemail', 'after_hours', 'broken_off')),
	-- The call that it comes from.
	call bigint references call,
	language text not null check (language in ('pa', 'hi', 'en')),
	department text,
	-- The place that the caller had, and keeps.
	queued_at timestamptz not null,
	due_at timestamptz not null,
	attempts int not null default 0,
	state text not null default 'open' check (state in ('open', 'done')),
	outcome text check (outcome in ('reached', 'no_answer', 'busy', 'wrong_number', 'refused', 'unreached', 'called_again')),
	-- Whose hands it is in; back on the list when they do not close it in time.
	taken_by text,
	taken_until timestamptz,
	created_at timestamptz not null default now(),
	closed_at timestamptz,
	check ((closed_at is not null) = (state = 'done')),
	check (state = 'open' or outcome is not null),
	check ((taken_by is null) = (taken_until is null))
);
-- Whoever asks twice is called once.
create unique index callback_phone on callback (phone) where state = 'open';
create index callback_due on callback (due_at, queued_at) where state = 'open';
create index callback_call on callback (call);

-- What each attempt came to. Append-only.
create table callback_attempt (
	id bigint generated always as identity primary key,
	callback bigint not null references callback,
	at timestamptz not null default now(),
	person text not null,
	outcome text not null
);
create index callback_attempt_callback on callback_attempt (callback);
create trigger append_only before update or delete on callback_attempt
	for each row execute function refuse_change();

create function callback_moved() returns trigger language plpgsql as $$
begin
	perform tell_telephone('callback', null, new.call);
	return null;
end $$;
create trigger moved after insert or update on callback for each row execute function callback_moved();
