-- The helpline's own queue: what happened in each call, who waits, to whom a call is held out, what agents do.

-- What happened in a call. Append-only: the call's row is folded from the whole of it, so that neither the order nor
-- the repetition of what a provider tells makes a difference.
create table call_event (
	id bigint generated always as identity primary key,
	call bigint not null references call,
	-- What makes it the same event when it is told again.
	key text not null,
	kind text not null check (kind in ('provider', 'script', 'left', 'script_done', 'voicemail', 'queued', 'callback',
		'offered', 'offer_declined', 'offer_expired', 'offer_withdrawn', 'accepted', 'connected', 'held', 'resumed',
		'transferring', 'released', 'wrapped')),
	-- How far the call has come with it: 0 new, 1 script, 2 queue, 3 offered, 4 ringing, 5 connected, 9 ended.
	rank int not null,
	at timestamptz not null default clock_timestamp(),
	-- Of the desk; never the caller.
	person text,
	-- A code.
	reason text,
	-- Of `provider` alone: how far the line has come, in the provider's words and rank; 9 is final.
	status text,
	provider_rank int,
	duration_s int,
	unique (call, key),
	check ((kind = 'provider') = (provider_rank is not null))
);
create index call_event_at on call_event (at);
create trigger append_only before update or delete on call_event for each row execute function refuse_change();

-- `state` and `rank` stay the line's, as its provider tells them; `stage` is how far the call came with us, and never
-- goes back: whether it waits just now is the queue's to say.
alter table call
	add column direction text not null default 'in' check (direction in ('in', 'out')),
	add column stage text not null default 'new'
		check (stage in ('new', 'ivr', 'queued', 'offered', 'ringing_agent', 'connected', 'ended')),
	add column ending text check (ending in ('completed', 'abandoned_ivr', 'abandoned_queue', 'abandoned_ringing',
		'voicemail', 'callback_requested', 'failed', 'rejected', 'ivr_completed')),
	-- Flag of a connected call.
	add column held boolean not null default false,
	add column queued_at timestamptz,
	add column connected_at timestamptz,
	-- Who has it, or had it last.
	add column agent text,
	-- When its provider was last heard of it, and last asked for it.
	add column heard_at timestamptz not null default now(),
	add column asked_at timestamptz;
update call set stage = case when rank >= 9 then 'ended' when turn > 0 then 'ivr' else 'new' end,
	ending = case when rank < 9 then null when state = 'failed' then 'failed' when state = 'busy' then 'rejected'
		when outcome in ('left', 'ended') then 'ivr_completed' else 'abandoned_ivr' end;
insert into call_event (call, key, kind, rank, at, status, provider_rank, duration_s)
	select id, 'provider|' || state || '|' || rank, 'provider', case when rank >= 9 then 9 else 0 end,
		coalesce(ended_at, started_at), state, rank, duration_s from call;
insert into call_event (call, key, kind, rank, at)
	select id, case when outcome in ('left', 'ended') then 'script_done' else 'script' end,
		case when outcome in ('left', 'ended') then 'script_done' else 'script' end, 1, started_at from call where turn > 0;
alter table call add check ((ending is not null) = (stage = 'ended'));
-- An agent has one call at a time.
create unique index call_agent on call (agent) where stage in ('ringing_agent', 'connected') and agent is not null;
create index call_queued on call (queued_at) where queued_at is not null;

-- The lines of a call beside its caller's: an agent's telephone, a colleague who is asked, a supervisor who listens.
create table call_leg (
	id bigint generated always as identity primary key,
	call bigint not null references call,
	person text not null,
	kind text not null check (kind in ('agent', 'consult', 'supervisor')),
	account text not null,
	endpoint text not null check (endpoint in ('client', 'phone', 'sip')),
	-- Null until the provider took the order to dial.
	external_id text,
	state text not null default 'dialling',
	-- Forward only; 9 is final.
	rank int not null default 0,
	created_at timestamptz not null default now(),
	answered_at timestamptz,
	ended_at timestamptz,
	unique (account, external_id),
	check ((ended_at is not null) = (rank >= 9))
);
create index call_leg_call on call_leg (call);
create index call_leg_live on call_leg (created_at) where rank < 9;

-- Calls that wait, or waited, for an agent. The place is `queued_at`, and no offer, however it ends, changes it.
create table queue_entry (
	call bigint primary key references call,
	state text not null default 'waiting' check (state in ('waiting', 'offered', 'taken', 'callback', 'gone')),
	-- Skills that are asked for; language first.
	language text not null check (language in ('pa', 'hi', 'en')),
	department text,
	-- Each step counts as some time already waited, so that nobody is overtaken for ever.
	priority int not null default 0 check (priority between 0 and 9),
	queued_at timestamptz not null default now(),
	-- When the caller last heard of their place.
	told_at timestamptz
);
create index queue_entry_waiting on queue_entry (queued_at, call) where state in ('waiting', 'offered');

-- What each person does at the telephone; the server's word, whatever their screens believe.
create table agent_state (
	person text primary key references access."user" on delete cascade,
	state text not null default 'offline' check (state in ('offline', 'available', 'reserved', 'ringing', 'on_call',
		'hold', 'wrap_up', 'paused', 'not_responding')),
	since timestamptz not null default now(),
	-- Since when there is nothing to do: whoever rests longest is next.
	idle_since timestamptz not null default now(),
	reason text,
	call bigint references call,
	-- How to reach them: by nothing of ours (their own PBX rings), softphone, telephone, SIP.
	endpoint text not null default 'none' check (endpoint in ('none', 'client', 'phone', 'sip')),
	address text,
	-- When the last of their screens was gone; null while one is there.
	away_since timestamptz,
	check ((reason is not null) = (state = 'paused')),
	check ((call is not null) = (state in ('reserved', 'ringing', 'on_call', 'hold', 'wrap_up'))),
	check ((address is not null) = (endpoint in ('phone', 'sip')))
);
create index agent_state_free on agent_state (idle_since, person) where state = 'available';

-- Every change of it, for the time that each state took. Append-only.
create table agent_time (
	id bigint generated always as identity primary key,
	person text not null,
	state text not null,
	reason text,
	call bigint,
	at timestamptz not null default clock_timestamp()
);
create index agent_time_at on agent_time (at);
create index agent_time_person on agent_time (person, at desc);
create trigger append_only before update or delete on agent_time for each row execute function refuse_change();

-- A call held out to one agent.
create table offer (
	id bigint generated always as identity primary key,
	call bigint not null references call,
	person text not null,
	state text not null default 'pending'
		check (state in ('pending', 'accepted', 'declined', 'expired', 'withdrawn')),
	offered_at timestamptz not null default now(),
	expires_at timestamptz not null,
	ended_at timestamptz,
	check ((ended_at is null) = (state = 'pending'))
);
-- One agent at a time for a call, one call at a time for an agent.
create unique index offer_call on offer (call) where state = 'pending';
create unique index offer_person on offer (person) where state = 'pending';
create index offer_expiring on offer (expires_at) where state = 'pending';
create index offer_of_call on offer (call, ended_at desc);
create index offer_at on offer (offered_at);

-- Why somebody is away from the telephone. Data: more may be added, none taken away.
create table pause_reason (
	code text primary key,
	position int not null unique,
	names jsonb not null,
	active boolean not null default true
);
insert into pause_reason (code, position, names) values
	('break', 1, '{"en": "Break", "pa": "ਛੁੱਟੀ", "hi": "विराम"}'),
	('meal', 2, '{"en": "Meal", "pa": "ਖਾਣਾ", "hi": "भोजन"}'),
	('meeting', 3, '{"en": "Meeting", "pa": "ਮੀਟਿੰਗ", "hi": "बैठक"}'),
	('training', 4, '{"en": "Training", "pa": "ਸਿਖਲਾਈ", "hi": "प्रशिक्षण"}'),
	('paperwork', 5, '{"en": "Desk work", "pa": "ਦਫ਼ਤਰੀ ਕੰਮ", "hi": "कार्यालय कार्य"}'),
	('fault', 6, '{"en": "Technical fault", "pa": "ਤਕਨੀਕੀ ਨੁਕਸ", "hi": "तकनीकी ख़राबी"}');

-- Every gateway hears what changed at the telephones; the rows themselves are read by who may.
create function tell_telephone(event text, person text, call bigint) returns void language sql as $$
	select pg_notify('telephone',
		jsonb_strip_nulls(jsonb_build_object('event', event, 'person', person, 'call', call::text))::text)
$$;
create function agent_moved() returns trigger language plpgsql as $$
begin
	if tg_op = 'INSERT' or (new.state, new.reason, new.call) is distinct from (old.state, old.reason, old.call) then
		insert into agent_time (person, state, reason, call) values (new.person, new.state, new.reason, new.call);
	end if;
	perform tell_telephone('agent', new.person, new.call);
	return null;
end $$;
create trigger moved after insert or update on agent_state for each row execute function agent_moved();
create function offer_made() returns trigger language plpgsql as $$
begin
	perform tell_telephone('offered', new.person, new.call);
	return null;
end $$;
create trigger made after insert on offer for each row execute function offer_made();
create function queue_moved() returns trigger language plpgsql as $$
begin
	perform tell_telephone('queue', null, new.call);
	return null;
end $$;
create trigger entered after insert on queue_entry for each row execute function queue_moved();
create trigger moved after update of state on queue_entry for each row
	when (new.state <> old.state) execute function queue_moved();
create function call_moved() returns trigger language plpgsql as $$
begin
	perform tell_telephone('call', new.agent, new.id);
	return null;
end $$;
create trigger moved after update of stage, held, agent on call for each row
	when (new.agent is not null and (new.stage, new.held, new.agent) is distinct from (old.stage, old.held, old.agent))
	execute function call_moved();
