-- Whether citizens are satisfied: who is to be asked of which resolution, when, by whom.

-- First hour of the part of the day in which somebody wants to be called, and how many follow; calls are made from 9
-- to 18 in India.
create function asking_hours(part text, out first int, out span int) language sql immutable as $$
	select case part when 'afternoon' then 12 when 'evening' then 15 else 9 end, case when part is null then 9 else 3 end
$$;

-- When somebody may be asked: now where it is their hour, else at the next; after a try (`before`) on another day and at
-- another hour.
create function asking_time(at timestamptz, part text, before timestamptz) returns timestamptz language sql immutable as $$
	select case
		when last is not null then date_trunc('day', last) + interval '1 day'
			+ make_interval(hours => first + mod(mod(extract(hour from last)::int - first + span / 3, span) + span, span))
		when extract(hour from now) < first then date_trunc('day', now) + make_interval(hours => first)
		when extract(hour from now) >= first + span then date_trunc('day', now) + make_interval(days => 1, hours => first)
		else now
	end at time zone 'Asia/Kolkata'
	from asking_hours(part), (select at at time zone 'Asia/Kolkata' as now, before at time zone 'Asia/Kolkata' as last) here
$$;

-- One row for each resolution of which the citizen is to be asked.
create table satisfaction (
	id bigint generated always as identity primary key,
	grievance char(10) not null references grievance,
	-- Who tries next: a machine, or an agent.
	mode text not null check (mode in ('call', 'agent')),
	due_at timestamptz not null,
	-- The last try that rang.
	tried_at timestamptz,
	-- Calls that never rang; they are no tries.
	failures smallint not null default 0,
	state text not null default 'open' check (state in ('open', 'done')),
	-- The call that is being made.
	call bigint references call,
	-- Its place on the agents' list.
	callback bigint references callback,
	closed_at timestamptz,
	check ((closed_at is not null) = (state = 'done'))
);
create unique index satisfaction_open on satisfaction (grievance) where state = 'open';
create index satisfaction_due on satisfaction (due_at) where state = 'open' and call is null and callback is null;

-- Calls by which a machine asks.
alter table call add column satisfaction bigint references satisfaction;
create index call_asking on call (account) where satisfaction is not null and stage <> 'ended';

-- The agents' list: a case of which its citizen is to be asked has a place of its own, whatever else its telephone waits for.
alter table callback
	add column grievance char(10) references grievance,
	drop constraint callback_reason_check,
	add constraint callback_reason_check check (reason in
		('asked', 'abandoned', 'voicemail', 'after_hours', 'broken_off', 'satisfaction')),
	drop constraint callback_outcome_check,
	add constraint callback_outcome_check check (outcome in ('reached', 'no_answer', 'busy', 'wrong_number', 'refused',
		'unreached', 'called_again', 'satisfied', 'partly', 'not_satisfied', 'later', 'answered')),
	add constraint callback_grievance check ((reason = 'satisfaction') = (grievance is not null));
drop index callback_phone;
create unique index callback_phone on callback (phone) where state = 'open' and grievance is null;
create unique index callback_grievance on callback (grievance) where state = 'open' and grievance is not null;

-- Asked once the office says that it is done, an hour later: who answers the SMS need not be called. Over with the
-- citizen's word, whoever heard it.
create function ask_satisfaction() returns trigger language plpgsql as $$
begin
	if new.state = 'resolved' then
		insert into satisfaction (grievance, mode, due_at) values (new.number,
			case when new.sensitive is null then 'call' else 'agent' end,
			asking_time(sunwai_now() + interval '1 hour', new.contact_time, null));
	else
		update callback set state = 'done', outcome = 'answered', closed_at = now(), taken_by = null, taken_until = null
			where grievance = new.number and state = 'open';
		update satisfaction set state = 'done', closed_at = now() where grievance = new.number and state = 'open';
	end if;
	return null;
end $$;
create trigger ask_satisfaction after update of state on grievance for each row
	when ((old.state = 'resolved') is distinct from (new.state = 'resolved')) execute function ask_satisfaction();
