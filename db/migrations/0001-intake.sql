-- The way in: ledger of deliveries, submissions with their numbers, the grievances they become,
-- what citizens are told, and the counters and changes that the live screens read.

create extension if not exists pg_trgm;

-- Numbers ---------------------------------------------------------------------------------------

-- Verhoeff's check digit finds every single wrong digit and every swap of neighbours.
create function check_digit(digits text) returns text
language plpgsql immutable strict parallel safe as $$
declare
	multiplied constant text := '0123456789123406789523401789563401289567401239567859876043216598710432'
		|| '765982104387659321049876543210';
	permuted constant text := '01234567891576283094580379614289160435279453126870428657390127938064157046913258';
	checked int := 0;
	digit int;
begin
	for place in 1 .. length(digits) loop
		digit := substr(digits, length(digits) - place + 1, 1)::int;
		checked := substr(multiplied, checked * 10 + substr(permuted, (place % 8) * 10 + digit + 1, 1)::int + 1, 1)::int;
	end loop;
	return substr('0432156789', checked + 1, 1);
end $$;

-- One sequence for each year: 9,999,999 numbers a year, no lock between gateways.
do $$
begin
	for year in 26 .. 60 loop
		execute format('create sequence number_%s as int maxvalue 9999999 no cycle', year);
	end loop;
end $$;

create function next_number() returns char(10)
language plpgsql volatile as $$
declare
	year text := to_char(now() at time zone 'Asia/Kolkata', 'YY');
	stem text := year || lpad(nextval(('number_' || year)::regclass)::text, 7, '0');
begin
	return stem || check_digit(stem);
end $$;

-- The ledger ------------------------------------------------------------------------------------

-- A configured account of a channel, and how it fares.
create table account (
	id text primary key,
	channel text not null,
	provider text not null,
	last_success_at timestamptz,
	last_received_at timestamptz,
	last_error text,
	last_error_at timestamptz,
	-- Where a kept connection stands (IMAP: UIDVALIDITY and UID of each folder).
	cursor jsonb not null default '{}'
);

-- Bytes by their hash: the same attachment or mail is stored once, and a retry costs no disk.
create table blob (
	sha256 text primary key check (length(sha256) = 64),
	size int not null,
	content bytea not null,
	created_at timestamptz not null default now()
);
alter table blob alter column content set storage external;

create table delivery (
	id bigint generated always as identity primary key,
	account text not null,
	external_id text not null,
	kind text not null check (kind in ('message', 'part', 'status', 'call', 'recording')),
	channel text not null,
	provider text not null,
	method text not null default 'POST',
	url text not null default '',
	headers jsonb not null default '{}',
	-- Raw bytes as they came; null where `blob` holds them.
	body bytea,
	blob text references blob,
	number char(10) unique,
	state text not null default 'received' check (state in ('received', 'read', 'parked', 'settled')),
	flags text[] not null default '{}',
	received_at timestamptz not null default now(),
	read_at timestamptz,
	-- Why it is parked: a short code, and words.
	reason text,
	detail text,
	attempts int not null default 0,
	-- Identity of a delivery. A repeated one finds the first and is answered with its number.
	unique (account, external_id)
);
create index delivery_parked on delivery (id desc) where state = 'parked';
-- What was received and never read: the sweep's list, normally empty.
create index delivery_received on delivery (received_at) where state = 'received';
create index delivery_blob on delivery (account, blob) where blob is not null;
create index delivery_by_day on delivery (account, received_at);

-- Parts of a concatenated SMS until all are there.
create table sms_part (
	delivery bigint primary key references delivery,
	account text not null,
	sender text not null,
	recipient text not null,
	-- Eight or sixteen bits, reused by every handset: only meaningful within a day and with the same total.
	ref text not null,
	total int not null check (total between 1 and 255),
	part int not null check (part between 1 and 255),
	text text not null,
	received_at timestamptz not null,
	-- The submission that the parts became.
	number char(10)
);
create index sms_part_open on sms_part (account, sender, recipient, ref) where number is null;
create index sms_part_late on sms_part (account, sender, recipient, ref, received_at);

-- Citizens --------------------------------------------------------------------------------------

create table citizen (
	id bigint generated always as identity primary key,
	name text,
	language text check (language in ('pa', 'hi', 'en')),
	created_at timestamptz not null default now()
);

-- Not unique by value: telephones are shared by families and neighbours.
create table citizen_contact (
	citizen bigint not null references citizen,
	kind text not null check (kind in ('phone', 'email')),
	value text not null,
	created_at timestamptz not null default now(),
	primary key (citizen, kind, value)
);
create index citizen_contact_value on citizen_contact (value);

-- Submissions -----------------------------------------------------------------------------------

create table submission (
	id bigint generated always as identity primary key,
	number char(10) not null unique,
	delivery bigint unique references delivery,
	channel text not null,
	account text not null,
	received_at timestamptz not null,
	read_at timestamptz not null default now(),
	sent_at timestamptz,
	sender text,
	sender_name text,
	recipient text,
	subject text,
	text text not null,
	html text,
	language text check (language in ('pa', 'hi', 'en')),
	matter jsonb not null default '{}',
	-- Mail that a machine sent: shown, never acknowledged.
	automatic text,
	flags text[] not null default '{}',
	-- RFC 5322 Message-ID without brackets: what answers to this mail refer to.
	message_id text,
	-- The submission that this one answers.
	answers char(10),
	citizen bigint references citizen,
	attachments int not null default 0,
	state text not null default 'waiting' check (state in ('waiting', 'registered', 'linked', 'dismissed')),
	claimed_by text,
	claimed_by_name text,
	claimed_until timestamptz,
	grievance char(10),
	decided_at timestamptz,
	decided_by text,
	reason text,
	-- What the desk's search looks through, in any script.
	searchable text generated always as (
		lower(coalesce(subject, '') || ' ' || left(text, 4000) || ' ' || coalesce(sender, '') || ' ' || coalesce(sender_name, ''))
	) stored,
	-- A decision ends the claim; only a registered or linked submission leads to a grievance.
	check (state = 'waiting' or claimed_by is null),
	check ((state in ('registered', 'linked')) = (grievance is not null))
);
create index submission_waiting on submission (received_at, id) where state = 'waiting';
create index submission_newest on submission (id desc);
create index submission_state on submission (state, id desc);
create index submission_sender on submission (sender, id desc) where sender is not null;
create index submission_citizen on submission (citizen, id desc) where citizen is not null;
create index submission_message on submission (message_id) where message_id is not null;
create index submission_grievance on submission (grievance) where grievance is not null;
create index submission_search on submission using gin (searchable gin_trgm_ops);

create table attachment (
	id bigint generated always as identity primary key,
	submission bigint not null references submission,
	position int not null,
	name text not null,
	media_type text not null,
	size int,
	blob text references blob,
	-- To be fetched by the media job; kept afterwards as its origin.
	source_url text,
	state text not null check (state in ('stored', 'pending', 'failed')),
	reason text,
	duration_s real,
	content_id text,
	unique (submission, position),
	check ((state = 'stored') = (blob is not null))
);

-- Grievances ------------------------------------------------------------------------------------

create table grievance (
	-- The number of the submission that began it.
	number char(10) primary key references submission (number),
	state text not null default 'registered' check (state in ('registered', 'settled')),
	category text not null,
	department text not null,
	district text not null,
	tehsil text,
	place text,
	summary text not null,
	language text not null check (language in ('pa', 'hi', 'en')),
	channel text not null,
	citizen bigint not null references citizen,
	received_at timestamptz not null,
	registered_at timestamptz not null default now(),
	registered_by text not null,
	updated_at timestamptz not null default now()
);
create index grievance_citizen on grievance (citizen);
create index grievance_registered on grievance (registered_at);
alter table submission add foreign key (grievance) references grievance (number) deferrable initially deferred;

-- Append-only history of a number; each row seals the one before it.
create table event (
	id bigint generated always as identity primary key,
	number char(10) not null,
	sequence int not null,
	type text not null,
	actor text,
	actor_name text,
	at timestamptz not null default clock_timestamp(),
	detail jsonb not null default '{}',
	hash text not null,
	unique (number, sequence)
);

create function seal_event() returns trigger language plpgsql as $$
declare
	before record;
begin
	-- Two writers of one number take turns, or both would seal the same predecessor.
	perform pg_advisory_xact_lock(hashtextextended(new.number, 1));
	select sequence, hash into before from event where number = new.number order by sequence desc limit 1;
	new.sequence := coalesce(before.sequence, 0) + 1;
	new.hash := encode(sha256(convert_to(concat_ws('|', coalesce(before.hash, ''), new.number, new.sequence, new.type,
		coalesce(new.actor, ''), extract(epoch from new.at), new.detail::text), 'UTF8')), 'hex');
	return new;
end $$;
create trigger seal before insert on event for each row execute function seal_event();

create function refuse_change() returns trigger language plpgsql as $$
begin
	raise exception '% is append-only', tg_table_name;
end $$;
create trigger append_only before update or delete on event for each row execute function refuse_change();

-- Who did what, apart from the history of a number: sign-ins, looking, playing, settling.
create table audit (
	id bigint generated always as identity primary key,
	at timestamptz not null default clock_timestamp(),
	actor text not null,
	role text not null,
	action text not null,
	subject text not null,
	detail jsonb not null default '{}'
);
create index audit_subject on audit (subject, id desc);
create trigger append_only before update or delete on audit for each row execute function refuse_change();

-- Notices ---------------------------------------------------------------------------------------

create table notice (
	id bigint generated always as identity primary key,
	number char(10) not null,
	template text not null,
	channel text not null,
	account text not null,
	recipient text not null,
	-- Address of ours that the citizen wrote to.
	sender text,
	language text not null,
	subject text,
	body text not null,
	in_reply_to text,
	state text not null default 'queued'
		check (state in ('queued', 'sending', 'accepted', 'sent', 'delivered', 'read', 'failed', 'suppressed')),
	-- Forward only: a late `sent` never replaces `delivered`.
	rank int not null default 0,
	provider_id text,
	attempts int not null default 0,
	error text,
	created_at timestamptz not null default now(),
	sent_at timestamptz,
	-- A citizen is told a thing once, however often the job runs.
	unique (number, template)
);
create index notice_provider on notice (account, provider_id) where provider_id is not null;
create index notice_recipient on notice (recipient, created_at desc);
create index notice_day on notice (account, created_at);

-- Live screens ----------------------------------------------------------------------------------

-- What changed, in the order of commits: clients resume from a sequence. Kept for a day.
create table change (
	sequence bigint generated always as identity primary key,
	event text not null,
	number char(10) not null,
	channel text not null,
	at timestamptz not null default clock_timestamp()
);
create index change_at on change (at);

-- Counters, kept by the write that changes them.
create table arrival_minute (
	minute timestamptz not null,
	channel text not null,
	received int not null,
	primary key (minute, channel)
);
create table waiting (
	channel text primary key,
	count int not null check (count >= 0)
);
create table decision_day (
	day date not null,
	channel text not null,
	state text not null,
	count int not null,
	primary key (day, channel, state)
);

-- One writer at a time between here and its commit, so that sequences become visible in their order
-- and nobody who resumes from a sequence can have missed a lower one.
create function announce() returns void language sql as $$
	select pg_advisory_xact_lock(4611);
$$;

-- Tells the live screens of one change.
create function tell(what text, about char(10), way text) returns void language plpgsql as $$
declare
	told bigint;
begin
	perform announce();
	insert into change (event, number, channel) values (what, about, way) returning sequence into told;
	perform pg_notify('change', told::text);
end $$;

create function submission_arrived() returns trigger language plpgsql as $$
declare
	last bigint;
begin
	perform announce();
	insert into arrival_minute (minute, channel, received)
		select date_trunc('minute', received_at), channel, count(*) from arrived group by 1, 2 order by 1, 2
		on conflict (minute, channel) do update set received = arrival_minute.received + excluded.received;
	insert into waiting (channel, count)
		select channel, count(*) from arrived where state = 'waiting' group by 1 order by 1
		on conflict (channel) do update set count = waiting.count + excluded.count;
	with told as (
		insert into change (event, number, channel)
			select 'submission:received', number, channel from arrived order by id
			returning sequence
	)
	select max(sequence) into last from told;
	if last is not null then perform pg_notify('change', last::text); end if;
	return null;
end $$;
create trigger arrived after insert on submission
	referencing new table as arrived
	for each statement execute function submission_arrived();

create function submission_changed() returns trigger language plpgsql as $$
begin
	perform announce();
	if new.state <> old.state then
		if old.state = 'waiting' then
			update waiting set count = count - 1 where channel = new.channel;
		elsif new.state = 'waiting' then
			update waiting set count = count + 1 where channel = new.channel;
		end if;
		insert into decision_day (day, channel, state, count)
			values ((now() at time zone 'Asia/Kolkata')::date, new.channel, new.state, 1)
			on conflict (day, channel, state) do update set count = decision_day.count + 1;
	end if;
	perform tell('submission:' || case
			when new.state <> old.state then new.state
			when new.claimed_by is distinct from old.claimed_by and new.claimed_by is not null then 'claimed'
			when new.claimed_by is distinct from old.claimed_by then 'released'
			else 'changed'
		end, new.number, new.channel);
	return null;
end $$;
create trigger changed after update on submission for each row
	when (old.* is distinct from new.*) execute function submission_changed();

-- People ----------------------------------------------------------------------------------------

-- Sign-in, sessions and rate limits; the names are those of the sign-in library.
create schema access;
create table access."user" (
	"id" text primary key,
	"name" text not null,
	"email" text not null unique,
	"emailVerified" boolean not null default false,
	"image" text,
	"role" text not null default 'agent' check ("role" in ('agent', 'supervisor', 'admin')),
	"language" text not null default 'pa' check ("language" in ('pa', 'hi', 'en')),
	"createdAt" timestamptz not null default now(),
	"updatedAt" timestamptz not null default now()
);
create table access."session" (
	"id" text primary key,
	"userId" text not null references access."user" on delete cascade,
	"token" text not null unique,
	"expiresAt" timestamptz not null,
	"ipAddress" text,
	"userAgent" text,
	"createdAt" timestamptz not null default now(),
	"updatedAt" timestamptz not null default now()
);
create index on access."session" ("userId");
create table access."account" (
	"id" text primary key,
	"accountId" text not null,
	"providerId" text not null,
	"userId" text not null references access."user" on delete cascade,
	"accessToken" text,
	"refreshToken" text,
	"idToken" text,
	"accessTokenExpiresAt" timestamptz,
	"refreshTokenExpiresAt" timestamptz,
	"scope" text,
	"password" text,
	"createdAt" timestamptz not null default now(),
	"updatedAt" timestamptz not null default now()
);
create index on access."account" ("userId");
create table access."verification" (
	"id" text primary key,
	"identifier" text not null,
	"value" text not null,
	"expiresAt" timestamptz not null,
	"createdAt" timestamptz not null default now(),
	"updatedAt" timestamptz not null default now()
);
create index on access."verification" ("identifier");
create table access."rateLimit" (
	"id" text primary key,
	"key" text not null unique,
	"count" int not null,
	"lastRequest" bigint not null
);
