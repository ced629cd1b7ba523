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
create trigger moved after update of muted, part, rank on call_leg for each row
	when ((new.muted, new.part, new.rank >= 9) is distinct from (old.muted, old.part, old.rank >= 9))
	execute function leg_moved();
