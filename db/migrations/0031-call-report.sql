-- Figures of the calls by day and half-hour: how long who was at the telephone is kept by the write that changes it.

-- Time of each person in each state but `offline`, by half-hours, which begin with every half-hour in India too.
create table agent_slot (
	slot timestamptz not null,
	person text not null,
	state text not null,
	seconds double precision not null check (seconds >= 0),
	primary key (slot, person, state)
);

-- Books the time from one change of a person to the next.
create function book_agent_time(whose text, was text, since timestamptz, until timestamptz) returns void
	language sql as $$
	insert into agent_slot as kept (slot, person, state, seconds)
		select slot, whose, was,
			extract(epoch from least(until, slot + interval '30 minutes') - greatest(since, slot))
		from generate_series(date_bin('30 minutes', since, timestamptz '2000-01-01 00:00:00+00'), until,
			interval '30 minutes') as slot
		where was <> 'offline' and least(until, slot + interval '30 minutes') > greatest(since, slot)
	on conflict (slot, person, state) do update set seconds = kept.seconds + excluded.seconds
$$;
create function agent_time_passed() returns trigger language plpgsql as $$
declare
	before record;
begin
	select state, at into before from agent_time where person = new.person and id < new.id
		order by at desc, id desc limit 1;
	if found then
		perform book_agent_time(new.person, before.state, before.at, new.at);
	end if;
	return null;
end $$;
create trigger passed after insert on agent_time for each row execute function agent_time_passed();
select book_agent_time(person, state, at, next) from (
	select person, state, at, lead(at) over (partition by person order by at, id) as next from agent_time
) spent where next is not null;

create index call_ended on call (ended_at) where ended_at is not null;
create index callback_attempt_at on callback_attempt (at);
-- Calls in which the caller was set apart, so that this time is told from talk.
create index call_event_apart on call_event (at) where kind in ('held', 'transferring');
