-- The agents' floor: what was registered in a call, how lines are set, whom a passed-on call is meant for.

-- What an agent registered during a call. The first of them has the call's recording: one belongs to one matter.
create table call_matter (
	number char(10) primary key,
	call bigint not null references call,
	person text not null,
	at timestamptz not null default now()
);
create index call_matter_call on call_matter (call, at);

-- An agent's line that is not heard; how a supervisor takes part, and why.
alter table call_leg
	add column muted boolean not null default false,
	add column part text check (part in ('listen', 'whisper', 'join')),
	add column reason text,
	-- When the line, once in its room, was set to what its part asks for.
	add column placed_at timestamptz,
	add check ((kind = 'supervisor') = (part is not null)),
	add check ((part is null) = (reason is null));

-- A colleague to whom a call was passed on has it to themselves for a while.
alter table queue_entry
	add column person text,
	add column person_until timestamptz,
	add check ((person is null) = (person_until is null));

-- Whether one is heard is shown on every screen of the person.
create function leg_moved() returns trigger language plpgsql as $$
begin
	perform tell_telephone('call', new.person, new.call);
	return null;
end $$;
create trigger moved after update of muted, part, rank, answered_at on call_leg for each row
	when ((new.muted, new.part, new.rank >= 9, new.answered_at is null)
		is distinct from (old.muted, old.part, old.rank >= 9, old.answered_at is null))
	execute function leg_moved();

update pause_reason set names = names || '{"pa": "ਅਰਾਮ"}' where code = 'break';

-- Numbers from which nobody is to be bothered for a while. They hear so, and still reach an agent in an emergency.
create table call_block (
	id bigint generated always as identity primary key,
	-- E.164; null once its person is erased.
	phone text,
	reason text not null,
	until timestamptz not null,
	made_by text not null,
	made_at timestamptz not null default now(),
	ended_at timestamptz,
	ended_by text,
	check ((ended_at is null) = (ended_by is null))
);
create unique index call_block_phone on call_block (phone) where ended_at is null;
create index call_from on call (from_address, started_at desc) where from_address is not null;
alter table call_event drop constraint call_event_kind_check,
	add constraint call_event_kind_check check (kind in ('provider', 'script', 'left', 'script_done', 'voicemail',
		'queued', 'callback', 'offered', 'offer_declined', 'offer_expired', 'offer_withdrawn', 'accepted', 'connected',
		'held', 'resumed', 'transferring', 'released', 'wrapped', 'blocked'));
