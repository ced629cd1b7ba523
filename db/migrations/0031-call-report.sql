-- Figures of the calls by day and half-hour: how long who was at the telephone is kept by the write that changes it.

-- Seconds of each person at the telephone, pauses apart, and how many of them at work: talk, hold and wrap-up. By
-- half-hours, which begin with every half-hour in India too.
create table agent_slot (
	slot timestamptz not null,
	person text not null,
	there_s double precision not null,
	busy_s double precision not null check (busy_s between 0 and there_s),
	primary key (slot, person)
);

-- Books the time from one change of a person to the next.
create function book_agent_time(whose text, was text, since timestamptz, until timestamptz) returns void
	language sql as $$
	insert into agent_slot as kept (slot, person, there_s, busy_s)
		select slot, whose, seconds, case when was in ('on_call', 'hold', 'wrap_up') then seconds else 0 end
		from generate_series(date_bin('30 minutes', since, timestamptz '2000-01-01 00:00:00+00'), until,
				interval '30 minutes') as slot,
			lateral (select extract(epoch from least(until, slot + interval '30 minutes') - greatest(since, slot))
				as seconds) lasted
		where was not in ('offline', 'paused') and seconds > 0
	on conflict (slot, person) do update set there_s = kept.there_s + excluded.there_s,
		busy_s = kept.busy_s + excluded.busy_s
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
