-- Telephone calls: where each stands in the script, what it was answered, and what it left behind.

create table call (
	id bigint generated always as identity primary key,
	account text not null,
	-- The provider's id of the call.
	external_id text not null,
	-- Null: withheld.
	from_address text,
	to_address text,
	language text not null default 'pa' check (language in ('pa', 'hi', 'en')),
	-- Place in the script; `turn` is what the next input must carry.
	node text not null default 'start',
	turn int not null default 0,
	answers jsonb not null default '{}',
	-- Given when the first recording starts.
	number char(10) unique,
	state text not null default 'ringing',
	-- Forward only; 9 is final, and whatever comes after it only adds what is missing.
	rank int not null default 0,
	-- What became of it: recording, left, agent_wanted, ended, abandoned.
	outcome text,
	started_at timestamptz not null default now(),
	ended_at timestamptz,
	duration_s int check (duration_s >= 0),
	unique (account, external_id),
	check ((ended_at is not null) = (rank >= 9))
);
create index call_live on call (started_at) where rank < 9;

-- What a step was answered, byte for byte: a repeated request gets the same.
create table call_reply (
	call bigint not null references call,
	external_id text not null,
	turn int not null,
	status int not null,
	type text,
	body text,
	created_at timestamptz not null default clock_timestamp(),
	primary key (call, external_id)
);
create index call_reply_turn on call_reply (call, turn);

create table recording (
	id bigint generated always as identity primary key,
	account text not null,
	external_id text not null,
	call bigint not null references call,
	url text not null,
	duration_s real,
	state text not null default 'pending' check (state in ('pending', 'stored', 'failed')),
	blob text references blob,
	media_type text,
	size int,
	reason text,
	attempts int not null default 0,
	-- Its place among the files of the submission, once that is there.
	attachment bigint unique references attachment,
	created_at timestamptz not null default now(),
	unique (account, external_id),
	check ((state = 'stored') = (blob is not null))
);
create index recording_call on recording (call);
create index recording_pending on recording (created_at) where state = 'pending';

-- Brings the recordings of a call into its submission. Both who stores a recording and who writes the
-- submission call it; the lock on the call lets the second of them see what the first one did.
create function attach_recordings(called char(10)) returns void language plpgsql as $$
declare
	here bigint;
	target bigint;
	recorded record;
	added bigint;
begin
	select id into here from call where number = called for update;
	select id into target from submission where number = called;
	if here is null or target is null then return; end if;
	for recorded in select * from recording where call = here order by id loop
		if recorded.attachment is null then
			insert into attachment (submission, position, name, media_type, size, blob, source_url, state, reason, duration_s)
				select target, count(*), 'recording-' || count(*) + 1, coalesce(recorded.media_type, 'audio/wav'), recorded.size,
					recorded.blob, recorded.url, recorded.state, recorded.reason, recorded.duration_s
				from attachment where submission = target
				returning id into added;
			update recording set attachment = added where id = recorded.id;
			update submission set attachments = attachments + 1 where id = target;
		else
			update attachment set media_type = coalesce(recorded.media_type, media_type), size = recorded.size,
				blob = recorded.blob, state = recorded.state, reason = recorded.reason, duration_s = recorded.duration_s
				where id = recorded.attachment and state <> 'stored' and state <> recorded.state;
			if found then
				perform tell('submission:changed', called, 'ivr');
			end if;
		end if;
	end loop;
end $$;

create function attach_recordings_of_arrived() returns trigger language plpgsql as $$
begin
	perform attach_recordings(number) from arrived where channel = 'ivr' order by number;
	return null;
end $$;
-- After `arrived` (triggers run in the order of their names): a change is announced after its arrival.
create trigger arrived_with_recordings after insert on submission
	referencing new table as arrived
	for each statement execute function attach_recordings_of_arrived();
